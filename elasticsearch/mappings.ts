import { type FieldDefinition, fieldCatalogue, readerFields } from '../contracts/fields.ts';
import type { Capabilities } from './capabilities.ts';

export type Properties = Record<string, object>;

const keywordLimitCharacters = 1024;

/**
 * The mapping of a field, as this server has it. Text is `match_only_text` where there is such a thing, else `text` without norms but
 * with positions: without them a search for a phrase fails with an error, and phrases are what people search logs for.
 */
export function mappingOf(field: FieldDefinition, can: Pick<Capabilities, 'matchOnlyText'>): object {
  switch (field.type) {
    case 'keyword':
      if (field.indexed === false) return { type: 'keyword', index: false, doc_values: false };
      return { type: 'keyword', ignore_above: field.limitCharacters ?? keywordLimitCharacters };
    case 'text':
      return can.matchOnlyText ? { type: 'match_only_text' } : { type: 'text', norms: false };
    case 'long':
    case 'integer':
    case 'float':
    case 'double':
    case 'date':
    case 'boolean':
    case 'ip':
    case 'geo_point':
    case 'object':
      return { type: field.type };
  }
}

/** Of fields in the catalogue; names that are not in it are left to `dynamic`. */
export function propertiesOf(names: Iterable<string>, can: Capabilities): Properties {
  const properties: Properties = {};
  for (const name of [...new Set(names)].sort()) {
    const field = fieldCatalogue[name];
    if (field) properties[name] = mappingOf(field, can);
  }
  return properties;
}

/** What is in every document, of whatever dataset. */
export const everywhere: readonly string[] = [...Object.keys(readerFields), 'message', 'tags', 'event.kind'];

const keyword: FieldDefinition = { type: 'keyword', purpose: '' };
const long: FieldDefinition = { type: 'long', purpose: '' };
const date: FieldDefinition = { type: 'date', purpose: '' };

/** Beyond the catalogue, in the failure stream. */
export const failureFields: Readonly<Record<string, FieldDefinition>> = {
  'millrace.target': { ...keyword, purpose: 'The data stream that refused it' },
  'millrace.type': { ...keyword, purpose: 'The parser it was given to' },
  'millrace.timezone': { ...keyword, purpose: 'The zone of lines that name none' },
  'millrace.message_id': { ...keyword, purpose: 'The message that brought it' },
};

/** Beyond the catalogue, in the delivery records. */
export const deliveryFields: Readonly<Record<string, FieldDefinition>> = {
  'millrace.type': { ...keyword, purpose: 'The parser' },
  'millrace.dataset': { ...keyword, purpose: 'Where the events are' },
  'millrace.run': { ...keyword, purpose: 'The run of the shipper' },
  'millrace.message_id': { ...keyword, purpose: 'The message' },
  'millrace.receive_count': { ...long, purpose: 'Which delivery of the message it was' },
  'millrace.from': { ...long, purpose: 'First byte of the stretch' },
  'millrace.to': { ...long, purpose: 'One past its last byte' },
  'millrace.events': { ...long, purpose: 'Events in it' },
  'millrace.filtered': { ...long, purpose: 'Left out on purpose' },
  'millrace.indexed': { ...long, purpose: 'New in the index' },
  'millrace.already_indexed': { ...long, purpose: 'Had been there' },
  'millrace.dropped': { ...long, purpose: 'Left out by a processor' },
  'millrace.failed': { ...long, purpose: 'In a failure stream' },
  'millrace.grok_failures': { ...long, purpose: 'Kept, but not understood' },
  'millrace.first_sent': { ...date, purpose: 'When the shipper sent it first' },
};

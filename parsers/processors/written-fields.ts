import type { ProcessorDefinition } from '../../contracts/configuration/processors.ts';
import type { FieldDefinition, FieldType, FieldValue } from '../../contracts/fields.ts';
import { capturesOf } from '../custom/captures.ts';
import { convertedTypes } from './convert.ts';
import { dissectedNames } from './dissect.ts';
import { geoFields, geoPrefix } from './geoip.ts';
import { grokDictionary, grokExpressions } from './grok.ts';
import { openFieldNames } from './open-fields.ts';
import { userAgentFields } from './user-agent.ts';
import { catalogueField } from './write-field.ts';

type Written = Readonly<Record<string, FieldType>>;

/**
 * The fields that processors may write, with their types, as far as the configuration tells: what takes its names from the text (`kv`,
 * `json`, the `%{*key}` of `dissect`) is not among them. Conditions are taken to hold.
 * @throws MillraceError `bad_pattern` where they would not compile
 */
export function writtenFields(definitions: readonly ProcessorDefinition[]): Record<string, FieldDefinition> {
  const fields: Record<string, FieldDefinition> = {};
  for (const definition of definitions) {
    for (const [name, type] of Object.entries(writtenBy(definition, fields)))
      fields[name] = catalogueField(name) ?? { type, purpose: `Written by the processor ${definition.name}` };
  }
  return fields;
}

function writtenBy(definition: ProcessorDefinition, before: Readonly<Record<string, FieldDefinition>>): Written {
  switch (definition.name) {
    case 'dissect':
      return all(dissectedNames(definition.options.pattern), 'keyword');
    case 'grok': {
      const dictionary = grokDictionary(definition.options);
      const expressions = grokExpressions(definition.options);
      return Object.fromEntries(expressions.flatMap((expression) => [...capturesOf(dictionary.parse(expression))]));
    }
    case 'kv': {
      const { include_keys: keys = [], prefix } = definition.options;
      return all(
        keys.flatMap((key) => openFieldNames('kv', prefix, key)),
        'keyword',
      );
    }
    case 'csv':
      return all(
        definition.options.columns.filter((column) => column !== '-'),
        'keyword',
      );
    case 'user_agent':
      return all(userAgentFields, 'keyword');
    case 'geoip': {
      const prefix = geoPrefix(definition.options.field);
      return Object.fromEntries(Object.entries(geoFields).map(([name, type]) => [prefix + name, type]));
    }
    case 'date':
      return definition.options.target === '@timestamp' ? {} : { [definition.options.target]: 'date' };
    case 'convert':
      return Object.fromEntries(
        Object.entries(definition.options.fields).map(([name, type]) => [name, convertedTypes[type]]),
      );
    case 'rename':
      return Object.fromEntries(
        Object.entries(definition.options.fields).map(([from, to]) => [to, typeOf(from, before)]),
      );
    case 'add':
      return Object.fromEntries(
        Object.entries(definition.options.fields).map(([name, value]) => [name, typeOfValue(value)]),
      );
    case 'split':
      return { [definition.options.target ?? definition.options.field]: 'keyword' };
    case 'json':
    case 'remove':
    case 'lowercase':
    case 'uppercase':
    case 'trim':
    case 'redact':
    case 'drop':
      return {};
  }
}

function all(names: readonly string[], type: FieldType): Written {
  return Object.fromEntries(names.map((name) => [name, type]));
}

/** A field keeps its type under its new name. */
function typeOf(name: string, before: Readonly<Record<string, FieldDefinition>>): FieldType {
  return before[name]?.type ?? catalogueField(name)?.type ?? 'keyword';
}

function typeOfValue(value: FieldValue): FieldType {
  const sample = Array.isArray(value) ? value[0] : value;
  if (typeof sample === 'boolean') return 'boolean';
  if (typeof sample === 'number') return Number.isInteger(sample) ? 'long' : 'double';
  return 'keyword';
}

import type { SourceConfiguration } from '../../contracts/configuration/sources.ts';
import { type FieldDefinition, fieldCatalogue } from '../../contracts/fields.ts';
import { nearest } from '../../contracts/nearest.ts';
import { isReaderField } from '../source.ts';
import { capturesOf } from './captures.ts';
import { unfitName } from './names.ts';
import type { PatternSet } from './pattern-set.ts';
import type { Report } from './report.ts';

type Definitions = Record<string, FieldDefinition>;

/** What the parser of a source can write: what its patterns capture but for the time, its constants, what it declares. */
export function parserFields(source: SourceConfiguration, set: PatternSet, report: Report): Definitions {
  const { timestamp, constants = {} } = source;
  const purpose = `Of the type ${source.type}`;
  const captures = set.patterns.map((pattern) => ({ pattern, found: capturesOf(set.dictionary.parse(pattern)) }));
  const captured = new Map(captures.flatMap(({ found }) => [...found]));
  if (timestamp && set.patterns.length === source.patterns?.length) checkTime(timestamp.field, captured.keys(), report);
  const fields: Definitions = {};
  for (const [name, type] of captured) {
    const reason = isReaderField(name) ? readersName(name, source) : unfitName(name);
    if (reason !== undefined) {
      const first = captures.find(({ found }) => found.has(name))?.pattern ?? '';
      report(['patterns', source.patterns?.indexOf(first) ?? 0], reason);
    } else if (name !== timestamp?.field && !isReaderField(name)) fields[name] = standard(name) ?? { type, purpose };
  }
  for (const [name, value] of Object.entries(constants))
    fields[name] ??= standard(name) ?? { type: typeOfValue(value), purpose };
  if (timestamp && Object.hasOwn(source.fields, timestamp.field))
    report(['fields', timestamp.field], 'holds the time, which leaves no field behind; take it out of fields');
  return { ...fields, ...declaredFields(source, report) };
}

/** What `fields` says. Names of the catalogue have one type everywhere, or no search could go over all. */
export function declaredFields(source: SourceConfiguration, report: Report): Definitions {
  return Object.fromEntries(
    Object.entries(source.fields).map(([name, type]) => {
      const known = standard(name);
      if (known && known.type !== type)
        report(['fields', name], `${name} is ${known.type} in every other data stream; it cannot be ${type} here`);
      return [name, known ?? { type, purpose: `Of the type ${source.type}` }];
    }),
  );
}

function standard(name: string): FieldDefinition | undefined {
  return Object.hasOwn(fieldCatalogue, name) ? fieldCatalogue[name] : undefined;
}

function checkTime(field: string, captured: Iterable<string>, report: Report): void {
  const names = [...captured];
  if (names.includes(field)) return;
  const near = nearest(field, names);
  const advice = near === undefined ? `they capture ${names.join(', ') || 'nothing'}` : `did you mean ${near}?`;
  report(['timestamp', 'field'], `no pattern captures ${field}; ${advice}`);
}

/** Standard patterns capture some of the reader's names, which is left aside; a pattern that is written here should not. */
function readersName(name: string, { patterns = [], definitions = {} }: SourceConfiguration): string | undefined {
  const nested = `[${name.replaceAll('.', '][')}]`;
  const isWrittenHere = [...patterns, ...Object.values(definitions)].some(
    (text) => text.includes(`:${name}`) || text.includes(`<${name}>`) || text.includes(nested),
  );
  return isWrittenHere ? `${name} is written by the reader; capture it under another name` : undefined;
}

function typeOfValue(value: unknown): FieldDefinition['type'] {
  const sample: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof sample === 'boolean') return 'boolean';
  if (typeof sample === 'number') return Number.isInteger(sample) ? 'long' : 'double';
  return 'keyword';
}

import { type FieldValue, fieldCatalogue } from '../../contracts/fields.ts';
import { type Draft, isReaderField, type ParseContext } from '../source.ts';
import { parseTimestamp } from '../timestamp.ts';
import { readApplicationTime } from './application-time.ts';
import { jsonNames, numberedLevels } from './json-names.ts';
import { levelName } from './levels.ts';
import { isIp } from './web.ts';

/** Fields of formats that name their own: JSON, logfmt. */

/** What Elasticsearch refuses, or the reader writes: metadata, empty parts, tags. */
const unfitName = /^_|^\.|\.\.|\.$|^tags$/;

/** Names that begin others: a scalar under one of them cannot be indexed beside them. */
const objectNames = new Set(
  Object.keys(fieldCatalogue).flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

/** Fields of the catalogue that are not the reader's: what such a source can write besides its own names. */
export const openFieldNames: readonly string[] = Object.keys(fieldCatalogue).filter((name) => !isReaderField(name));

/**
 * Puts a value under its ECS name, under the name that it has, or, where it cannot stand there (a field of the reader's, a value of another
 * type, a scalar where ECS has an object), under `<apart>.<name>` as text.
 */
export function putField(draft: Draft, written: string, value: FieldValue, apart: string): void {
  const name = Object.hasOwn(jsonNames, written) ? (jsonNames[written] ?? written) : written;
  if (name === 'timestamp') {
    if (draft.aside.timestamp === undefined && !Array.isArray(value)) draft.aside.timestamp = timeText(value);
    else keepApart(draft, written, value, apart);
    return;
  }
  const fitting = isReaderField(name) || objectNames.has(name) || unfitName.test(name) ? undefined : typed(name, value);
  if (fitting === undefined || draft.fields[name] !== undefined) keepApart(draft, written, value, apart);
  else draft.fields[name] = fitting;
}

/** The level as a name, whatever wrote it. */
export function nameLevel(fields: Draft['fields']): void {
  const level = fields['log.level'];
  if (level === undefined) return;
  // slog counts between its levels: DEBUG+2.
  const text = String(level).replace(/^([A-Za-z]+)[+-]\d+$/, '$1');
  fields['log.level'] = Object.hasOwn(numberedLevels, text) ? (numberedLevels[text] ?? text) : levelName(text);
}

function keepApart(draft: Draft, name: string, value: FieldValue, apart: string): void {
  // Without dots: `json.user` and `json.user.id` could not be indexed together.
  draft.fields[`${apart}.${name.replaceAll('.', '_')}`] = Array.isArray(value) ? value.map(String) : String(value);
}

/** Numbers count seconds, milliseconds, micro- or nanoseconds: seconds will not have 12 digits for 30,000 years. */
export function timeText(value: FieldValue): string {
  const number =
    typeof value === 'number' || (typeof value === 'string' && /^\d{12,19}$/.test(value)) ? Number(value) : 0;
  if (number < 1e11) return String(value);
  const perSecond = number >= 1e17 ? 1e9 : number >= 1e14 ? 1e6 : 1e3;
  const places = String(perSecond).length - 1;
  return `${Math.floor(number / perSecond)}.${String(Math.floor(number % perSecond)).padStart(places, '0')}`;
}

/** The value as the catalogue's type wants it, or undefined where it is of another. */
function typed(name: string, value: FieldValue): FieldValue | undefined {
  const type = Object.hasOwn(fieldCatalogue, name) ? fieldCatalogue[name]?.type : undefined;
  if (type === undefined) return value;
  if (Array.isArray(value)) return type === 'keyword' ? value.map(String) : undefined;
  switch (type) {
    case 'keyword':
    case 'text':
      return String(value);
    case 'long':
    case 'integer':
      return Number.isSafeInteger(Number(value)) && value !== '' && typeof value !== 'boolean'
        ? Number(value)
        : undefined;
    case 'float':
    case 'double':
      return Number.isFinite(Number(value)) && value !== '' && typeof value !== 'boolean' ? Number(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'ip':
      return typeof value === 'string' && isIp(value) ? value : undefined;
    case 'date':
    case 'geo_point':
    case 'object':
      return undefined;
  }
}

/** A time in any form, or counted since 1970. */
export function readOpenTime(text: string, context: ParseContext): string | undefined {
  return parseTimestamp(text, ['ISO8601', 'UNIX'], context) ?? readApplicationTime(text, context);
}

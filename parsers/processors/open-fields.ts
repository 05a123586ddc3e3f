import { type FieldValue, fieldCatalogue, readerFields } from '../../contracts/fields.ts';
import type { Fields } from '../grok/extractor.ts';
import { ownCopy } from './bounded-cache.ts';
import { fieldValue } from './field-text.ts';
import { compileWriter, type FieldWriter } from './write-field.ts';

/** Of names that come from a text. */
export const openLimits = { keys: 200, nameCharacters: 256, arrayItems: 100 };

const namesRemembered = 2000;

interface OpenField {
  readonly name: string;
  /** Undefined for a name that cannot be written. */
  readonly write: FieldWriter | undefined;
  /** Where the value goes as text if it cannot stand under its name. */
  readonly apart: string;
}

/** Names that begin others in the catalogue: a plain value there cannot be indexed beside them. */
const objectNames = new Set(
  Object.keys({ ...readerFields, ...fieldCatalogue }).flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
  }),
);

/** Names that Elasticsearch takes for its own, or for none. */
const unfit = /^_|(?:^|\.)\s*(?:\.|$)|[\u0000-\u001f]/;
const partsMost = 16;

/** Writes a field whose name comes from the text. */
export type OpenWriter = (fields: Fields, key: string, value: FieldValue) => void;

/**
 * Values stand under the prefix and their key. What cannot stand there (a field of the reader's, a value of another type, a value where
 * others have an object, a field that is there already) goes to `<processor>.<key>` as text, with underscores for dots.
 */
export function compileOpenWriter(processor: string, prefix: string, overwrite: boolean): OpenWriter {
  const known = new Map<string, OpenField>();
  const fieldOf = (key: string): OpenField => {
    const before = known.get(key);
    if (before) return before;
    const field = openField(processor, prefix, ownCopy(key));
    // Names that are made up with every line must not fill the memory.
    if (known.size >= namesRemembered) known.clear();
    known.set(ownCopy(key), field);
    return field;
  };
  return (fields, key, value) => {
    if (key.length > openLimits.nameCharacters || key.trim() === '') return;
    const { name, write, apart } = fieldOf(key);
    const free = overwrite || fieldValue(fields, name) === undefined;
    if (write && free && write(fields, value)) return;
    fields[apart] = Array.isArray(value) ? value.map(String) : String(value);
  };
}

function openField(processor: string, prefix: string, key: string): OpenField {
  const name = prefix + key;
  const fits = !unfit.test(name) && name.split('.').length <= partsMost && !objectNames.has(name) && !isTaken(name);
  return { name, write: fits ? compileWriter(name) : undefined, apart: `${processor}.${key.replaceAll('.', '_')}` };
}

/** Where the value of a key can go: under its name, where it fits, and apart. */
export function openFieldNames(processor: string, prefix: string, key: string): string[] {
  const { name, write, apart } = openField(processor, prefix, key);
  return write === undefined || name === apart ? [apart] : [name, apart];
}

/** Its characters may be any, unlike those of names in the configuration. */
function isTaken(name: string): boolean {
  return Object.hasOwn(readerFields, name) || name === 'tags' || name === 'labels';
}

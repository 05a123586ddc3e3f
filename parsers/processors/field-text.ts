import type { FieldValue } from '../../contracts/fields.ts';
import type { Fields } from '../grok/extractor.ts';

/** The value of a field. Names can be anything, `constructor` too, which every object inherits. */
export function fieldValue(fields: Fields, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The text of a field that has one value; undefined where it is not there, is empty or has several. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fieldValue(fields, name);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

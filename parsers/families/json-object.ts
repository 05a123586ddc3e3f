import type { FieldValue } from '../../contracts/fields.ts';

/** Reading JSON that somebody else wrote: nothing is of the type that it should be until it was looked at. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Longer keywords would not be indexed anyhow. */
const textCharactersMax = 8191;
const listItemsMax = 100;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The member at a path: `userIdentity.sessionContext`. No inherited ones.
 * @returns undefined where there is none
 */
export function at(value: unknown, path: string): unknown {
  let inner: unknown = value;
  for (const name of path.split('.')) {
    if (!isObject(inner) || !Object.hasOwn(inner, name)) return undefined;
    inner = inner[name];
  }
  return inner;
}

/** Text, or a number or a boolean as text; undefined where there is none of these, or nothing in it. */
export function textAt(value: unknown, path: string): string | undefined {
  const inner = at(value, path);
  if (typeof inner === 'number' || typeof inner === 'boolean') return String(inner);
  return typeof inner === 'string' && inner !== '' && inner !== '-' ? inner : undefined;
}

/** A number, or text that is one. */
export function numberAt(value: unknown, path: string): number | undefined {
  const inner = at(value, path);
  const number = typeof inner === 'string' && inner !== '' ? Number(inner) : inner;
  return typeof number === 'number' && Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
    ? number
    : undefined;
}

/** Whatever stands there as JSON text, cut where it is long; the whole of it stands in the event's text. */
export function jsonAt(value: unknown, path: string): string | undefined {
  const inner = at(value, path);
  if (inner === undefined || inner === null) return undefined;
  return (typeof inner === 'string' ? inner : JSON.stringify(inner)).slice(0, textCharactersMax);
}

/** Items of a list of objects, each by its path; the first hundred that are there. */
export function listAt(value: unknown, path: string, itemPath: string): string[] | undefined {
  const inner = at(value, path);
  if (!Array.isArray(inner)) return undefined;
  const texts = inner.slice(0, listItemsMax).map((item) => textAt(item, itemPath));
  const known = texts.filter((text) => text !== undefined);
  return known.length > 0 ? known : undefined;
}

/** Puts values by a table of paths and fields: what is missing, or of another type, is left out. */
export function take(
  fields: Record<string, FieldValue>,
  value: unknown,
  table: readonly (readonly [path: string, field: string])[],
  read: (value: unknown, path: string) => FieldValue | undefined = textAt,
): void {
  for (const [path, field] of table) {
    const found = read(value, path);
    if (found !== undefined) fields[field] = found;
  }
}

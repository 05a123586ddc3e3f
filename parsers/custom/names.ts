import { type FieldDefinition, readerFields } from '../../contracts/fields.ts';

/** What Elasticsearch takes for its own, or for no name. */
const unfit = /^_|^\.|\.\.|\.$|\s/;

/** In every document, whatever its type. */
const everywhere = [...Object.keys(readerFields), 'message', 'tags', 'event.kind'];

/** @returns why a field cannot be indexed under its name, or undefined */
export function unfitName(name: string): string | undefined {
  return unfit.test(name) ? `${name} cannot be the name of a field` : undefined;
}

/** Pairs of which one is to hold a value and the other stands within it, such as `url` and `url.path`: no index takes both. */
export function namesWithin(fields: Readonly<Record<string, FieldDefinition>>): [outer: string, inner: string][] {
  const names = new Set([...everywhere, ...Object.keys(fields)]);
  // One for each outer name: the others would say the same.
  const pairs = new Map<string, string>();
  for (const inner of names)
    for (const outer of prefixesOf(inner)) if (names.has(outer) && !pairs.has(outer)) pairs.set(outer, inner);
  return [...pairs];
}

function prefixesOf(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

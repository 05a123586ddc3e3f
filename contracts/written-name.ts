import { readerFields } from './fields.ts';

const form = /^[A-Za-z][\w@-]*(?:\.[\w@-]+)*$/;
const charactersMost = 256;

/** What Millrace keeps objects under: a plain value there could not be indexed beside them. */
const readerObjects = new Set(
  [...Object.keys(readerFields), 'labels.x'].flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
  }),
);

/** Whether it can be the name of a field at all, our own names included. */
export function isFieldName(name: string): boolean {
  return name === '@timestamp' || (form.test(name) && name.length <= charactersMost);
}

/** @returns why no processor may write a field of this name, or undefined where it may */
export function whyNotWritten(name: string): string | undefined {
  if (Object.hasOwn(readerFields, name)) return `${name} is written by the reader: no processor may`;
  if (name === 'tags') return 'tags are added with add: { tags: [...] }';
  if (readerObjects.has(name)) return `${name} holds other fields (${name}.…): it cannot be a value`;
  if (!isFieldName(name))
    return `${name} is no name of a field: a letter, then letters, digits, _, - and @, with dots between the parts`;
  return undefined;
}

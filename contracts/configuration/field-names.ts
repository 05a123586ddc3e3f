import { z } from 'zod';
import { readerFields } from '../fields.ts';
import { isFieldName, whyNotWritten } from '../written-name.ts';

const name = z
  .string()
  .refine(isFieldName, 'not a field name: a letter, then letters, digits, _, - and @, with dots between the parts');

/** A field that a processor reads. What the reader adds after the processors cannot be read by them. */
export const readName = name.superRefine((value, context) => {
  if (isReaders(value) && value !== 'event.original')
    context.addIssue({ code: 'custom', message: `${value} is written after the processors: they cannot read it` });
});

/** A field that a processor writes. */
export const writtenName = z.string().superRefine((value, context) => {
  const reason = whyNotWritten(value);
  if (reason !== undefined) context.addIssue({ code: 'custom', message: reason });
});

/** Where a date goes: any field that may be written, or the time of the event itself. */
export const dateName = z.string().superRefine((value, context) => {
  const reason = value === '@timestamp' ? undefined : whyNotWritten(value);
  if (reason !== undefined) context.addIssue({ code: 'custom', message: reason });
});

/** A field that may be taken away; `http.*` stands for all that begin with `http.`. */
export const removedName = z.string().superRefine((value, context) => {
  const plain = value.endsWith('.*') ? value.slice(0, -2) : value;
  if (!isFieldName(plain))
    context.addIssue({ code: 'custom', message: 'not a field name; a * may stand for all behind the last dot' });
  else if (isReaders(value) && value !== 'event.original')
    context.addIssue({ code: 'custom', message: `${value} is the reader's: it is always there` });
});

/** What stands before names that come from the text: `shop.`. */
export const namePrefix = z
  .string()
  .regex(/^(?:[A-Za-z][\w@.-]{0,127})?$/, 'a letter, then letters, digits, _, - and dots')
  .refine((value) => !value.includes('..'), 'two dots in a row name nothing');

/** Values by name, where what is wrong with a name is said and not only that it is wrong. */
export function byName<K extends z.ZodType<string, string>, V extends z.ZodType>(names: K, values: V) {
  return z.record(names, values, {
    error: (issue) => (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined),
  });
}

function isReaders(value: string): boolean {
  return Object.hasOwn(readerFields, value);
}

import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { textOf } from './field-text.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { compileWriter } from './write-field.ts';

const failureTag = '_csvfailure';

/** Reads a row of separated values (RFC 4180). Values that are empty, and those behind the last column, make no field. */
export function compileCsv({ field, columns, separator, quote, trim }: OptionsOf<'csv'>): Processor {
  const writers = columns.map((column) => (column === '-' ? undefined : compileWriter(column)));
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    const values = readRow(text, { separator, quote, trim, valuesMost: columns.length });
    if (!values) return addTag(fields, failureTag);
    for (const [i, value] of values.entries()) {
      if (value !== '' && writers[i]?.(fields, value) === false) addTag(fields, failureTag);
    }
  };
}

interface RowForm {
  readonly separator: string;
  readonly quote: string;
  readonly trim: boolean;
  readonly valuesMost: number;
}

/** @returns undefined where a quote is not closed, or something other than a separator follows it */
function readRow(text: string, { separator, quote, trim, valuesMost }: RowForm): string[] | undefined {
  const values: string[] = [];
  let at = 0;
  while (values.length < valuesMost) {
    if (trim) at = pastBlanks(text, at);
    let value = '';
    if (text.startsWith(quote, at)) {
      const close = closing(text, at + quote.length, quote);
      if (close < 0) return undefined;
      value = text.slice(at + quote.length, close).replaceAll(quote + quote, () => quote);
      at = trim ? pastBlanks(text, close + quote.length) : close + quote.length;
      if (at < text.length && !text.startsWith(separator, at)) return undefined;
    } else {
      const found = text.indexOf(separator, at);
      const end = found < 0 ? text.length : found;
      value = text.slice(at, end);
      at = end;
    }
    values.push(trim ? value.trim() : value);
    if (at >= text.length) break;
    at += separator.length;
  }
  return values;
}

/** Two quotes in a row are one within the value. */
function closing(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text.startsWith(quote, at + quote.length)) at = text.indexOf(quote, at + 2 * quote.length);
  return at;
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

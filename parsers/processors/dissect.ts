import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { whyNotWritten } from '../../contracts/written-name.ts';
import { type DissectPart, type DissectPattern, parseDissect } from './dissect-pattern.ts';
import { textOf } from './field-text.ts';
import { compileOpenWriter } from './open-fields.ts';
import { badPatternOption } from './problems.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { compileWriter } from './write-field.ts';

const failureTag = '_dissectfailure';

/**
 * Takes text apart at fixed separators, from left to right; each is looked for once. Parts that are empty make no field.
 * @throws MillraceError `bad_pattern`
 */
export function compileDissect({ field, pattern, append_separator: separator }: OptionsOf<'dissect'>): Processor {
  const parsed = parseDissect(pattern);
  const { parts } = parsed;
  const writers = dissectedNames(pattern).map((name) => ({
    write: compileWriter(name),
    indexes: indexesOf(parts, name),
  }));
  const pairs = parts.flatMap((part, content) =>
    part.kind === 'content' ? [{ content, key: parts.findIndex((other) => names(other, part)) }] : [],
  );
  const writeOpen = compileOpenWriter('dissect', '', true);
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    const values = dissect(text, parsed);
    if (!values) return addTag(fields, failureTag);
    for (const { write, indexes } of writers) {
      const value = joined(values, indexes, separator);
      if (value !== '' && !write(fields, value)) addTag(fields, failureTag);
    }
    for (const { key, content } of pairs) {
      const value = values[content];
      if (value) writeOpen(fields, values[key] ?? '', value);
    }
  };
}

/** The fields that a pattern names itself. @throws MillraceError `bad_pattern` */
export function dissectedNames(pattern: string): string[] {
  const named = parseDissect(pattern).parts.flatMap(({ kind, name }) => (kind === 'value' ? [name] : []));
  for (const name of named) {
    const reason = whyNotWritten(name);
    if (reason !== undefined) throw badPatternOption('pattern', reason, 'give the key another name');
  }
  return [...new Set(named)];
}

function names(key: DissectPart, content: DissectPart): boolean {
  return (key.kind === 'key' || key.kind === 'skip') && key.name === content.name;
}

/** Of the parts that make up a field, in the order in which they are put together. */
function indexesOf(parts: readonly DissectPart[], name: string): number[] {
  const own = parts.flatMap((part, index) => (part.kind === 'value' && part.name === name ? [{ part, index }] : []));
  return own.sort((a, b) => a.part.order - b.part.order || a.index - b.index).map(({ index }) => index);
}

function joined(values: readonly string[], indexes: readonly number[], separator: string): string {
  const [only] = indexes;
  if (indexes.length === 1 && only !== undefined) return values[only] ?? '';
  return indexes
    .map((index) => values[index] ?? '')
    .filter((value) => value !== '')
    .join(separator);
}

function dissect(text: string, { start, parts }: DissectPattern): string[] | undefined {
  if (!text.startsWith(start)) return undefined;
  const values: string[] = [];
  let at = start.length;
  for (const { end, padded } of parts) {
    const until = end === '' ? text.length : text.indexOf(end, at);
    if (until < 0) return undefined;
    values.push(text.slice(at, until));
    at = until + end.length;
    while (padded && end !== '' && text.startsWith(end, at)) at += end.length;
  }
  return values;
}

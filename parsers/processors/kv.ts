import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { textOf } from './field-text.ts';
import { characterSet, scanPairs } from './kv-scan.ts';
import { compileOpenWriter } from './open-fields.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';

/** Reads `key=value` pairs. A key that comes again makes a list; values that are empty make no field. Never throws. */
export function compileKv(options: OptionsOf<'kv'>): Processor {
  const { field, trim } = options;
  const separators = { pair: characterSet(options.field_split), value: characterSet(options.value_split) };
  const included = options.include_keys && new Set(options.include_keys);
  const excluded = new Set(options.exclude_keys);
  const write = compileOpenWriter('kv', options.prefix, options.overwrite);
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    let found = false;
    const pairs = new Map<string, string | string[]>();
    scanPairs(text, separators, (key, untrimmed) => {
      if (key === '') return;
      found = true;
      const one = trimmed(untrimmed, trim);
      if (one === '' || excluded.has(key) || included?.has(key) === false) return;
      const before = pairs.get(key);
      if (Array.isArray(before)) before.push(one);
      else pairs.set(key, before === undefined ? one : [before, one]);
    });
    if (!found) return addTag(fields, '_kvfailure');
    for (const [key, content] of pairs) write(fields, key, content);
  };
}

function trimmed(text: string, characters: string): string {
  if (characters === '') return text;
  let from = 0;
  let to = text.length;
  while (from < to && characters.includes(text.charAt(from))) from++;
  while (to > from && characters.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

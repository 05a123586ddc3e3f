import { messageOf } from '../../contracts/errors.ts';
import { compileGrok, type Grok } from '../../parsers/grok/compile.ts';
import type { Fields } from '../../parsers/grok/extractor.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { type DictionaryName, dictionaries } from './pairs.ts';

/** What our engine makes of a line. */
export type Answer =
  | { readonly kind: 'match'; readonly span: string; readonly fields: Fields }
  | { readonly kind: 'none' | 'gave up' };

const limits = { itemMs: 250, batchMs: 250 };
const spanField = 'whole_match';
/** A pattern that runs away on these many lines does so on the others. */
const enough = 2;

/** @returns why the expression does not compile, as text */
export function answers(dictionary: DictionaryName, expression: string, lines: readonly string[]): Answer[] | string {
  let grok: Grok;
  let spanning: Grok;
  try {
    grok = compileGrok([expression], dictionaries[dictionary]);
    // The same once more inside of a capture, which shows what the match as a whole took.
    spanning = compileGrok([`(?<${spanField}>${expression})`], dictionaries[dictionary]);
  } catch (error) {
    return messageOf(error);
  }
  let gaveUp = 0;
  return mapWithin<string, Answer>(
    lines,
    (line) => (gaveUp >= enough ? { kind: 'gave up' } : answer(grok, spanning, line)),
    () => {
      gaveUp++;
      return { kind: 'gave up' };
    },
    limits,
  );
}

function answer(grok: Grok, spanning: Grok, line: string): Answer {
  const fields = grok.match(line);
  const within = spanning.match(line);
  if (!fields)
    return within ? { kind: 'match', span: 'only where the span is captured', fields: within } : { kind: 'none' };
  const span = within ? String(within[spanField] ?? '') : 'no match where the span is captured';
  return { kind: 'match', span, fields };
}

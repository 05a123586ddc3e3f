import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../contracts/errors.ts';
import { compileGrok, type Grok } from '../../parsers/grok/compile.ts';
import type { Fields } from '../../parsers/grok/extractor.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { createOracle, type Judgement, type Oracle } from './oracle.ts';
import { type DictionaryName, dictionaries } from './pairs.ts';

/** A pair on which the two engines are not of one mind; `line` is undefined where ours refuses the pattern as a whole. */
export interface Difference {
  readonly dictionary: DictionaryName;
  readonly expression: string;
  /** The expression as Oniguruma had it. */
  readonly expanded: string;
  readonly line: string | undefined;
  readonly what: 'match' | 'span' | 'fields' | 'refused';
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Comparison {
  readonly agreed: number;
  /** Neither right nor wrong: one of the engines ran into its limit, or Oniguruma refused the pattern. */
  readonly unjudged: number;
  readonly matched: number;
  readonly differences: readonly Difference[];
}

type Ours =
  | { readonly kind: 'match'; readonly span: string; readonly fields: Fields }
  | { readonly kind: 'none' | 'gave up' };

const limits = { itemMs: 150, batchMs: 300 };
const spanField = 'whole_match';
/** A pattern that runs away on three lines does so on the others, at half a second each. */
const enough = 3;

/** Holds our engine to Oniguruma on the lines of one pattern. */
export function compare(dictionary: DictionaryName, expression: string, lines: readonly string[]): Comparison {
  const definition = (name: string) => dictionaries[dictionary].definition(name);
  let oracle: Oracle;
  try {
    oracle = createOracle(expression, definition);
  } catch {
    return { agreed: 0, unjudged: lines.length, matched: 0, differences: [] };
  }
  try {
    return compareLines(dictionary, expression, lines, oracle);
  } finally {
    oracle.dispose();
  }
}

function compareLines(
  dictionary: DictionaryName,
  expression: string,
  lines: readonly string[],
  oracle: Oracle,
): Comparison {
  const ours = compileOurs(dictionary, expression);
  const about = { dictionary, expression, expanded: oracle.text };
  if (typeof ours === 'string') {
    const refused: Difference = { ...about, line: undefined, what: 'refused', ours, theirs: 'compiles' };
    return { agreed: 0, unjudged: 0, matched: 0, differences: [refused] };
  }
  let gaveUp = 0;
  const results = mapWithin<string, Ours>(
    lines,
    (line) => (gaveUp >= enough ? { kind: 'gave up' } : ours(line)),
    () => {
      gaveUp++;
      return { kind: 'gave up' };
    },
    limits,
  );
  const differences: Difference[] = [];
  let [unjudged, undecided, matched] = [0, 0, 0];
  for (const [index, line] of lines.entries()) {
    const mine = results[index] ?? { kind: 'gave up' };
    const theirs: Judgement =
      mine.kind === 'gave up' || undecided >= enough ? { kind: 'unjudged' } : oracle.judge(line);
    if (theirs.kind === 'unjudged') {
      unjudged++;
      if (mine.kind !== 'gave up') undecided++;
      continue;
    }
    if (theirs.kind === 'match') matched++;
    const what = difference(mine, theirs);
    if (what) differences.push({ ...about, line, what, ours: shown(mine), theirs: shown(theirs) });
  }
  return { agreed: lines.length - unjudged - differences.length, unjudged, matched, differences };
}

/** @returns why it does not compile, as text */
function compileOurs(dictionary: DictionaryName, expression: string): ((line: string) => Ours) | string {
  let grok: Grok;
  let spanning: Grok;
  try {
    grok = compileGrok([expression], dictionaries[dictionary]);
    // The same once more inside of a capture, which shows what the match as a whole took.
    spanning = compileGrok([`(?<${spanField}>${expression})`], dictionaries[dictionary]);
  } catch (error) {
    return messageOf(error);
  }
  return (line) => {
    const fields = grok.match(line);
    const within = spanning.match(line);
    if (!fields)
      return within ? { kind: 'match', span: 'only where the span is captured', fields: within } : { kind: 'none' };
    return {
      kind: 'match',
      span: within ? String(within[spanField] ?? '') : 'no match where the span is captured',
      fields,
    };
  };
}

function difference(ours: Ours, theirs: Judgement): Difference['what'] | undefined {
  if (ours.kind !== theirs.kind) return 'match';
  if (ours.kind !== 'match' || theirs.kind !== 'match') return undefined;
  if (ours.span !== theirs.span) return 'span';
  return isDeepStrictEqual(asJson(ours.fields), asJson(theirs.fields)) ? undefined : 'fields';
}

/** As a document tells it: there, `-0` is 0. */
function asJson(fields: unknown): unknown {
  return JSON.parse(JSON.stringify(fields));
}

function shown(result: Ours | Judgement): unknown {
  return result.kind === 'match' ? { span: result.span, fields: result.fields } : result.kind;
}

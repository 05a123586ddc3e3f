import { isDeepStrictEqual } from 'node:util';
import { createOracle, type Judgement, type Oracle } from './oracle.ts';
import { type Answer, answers } from './ours.ts';
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

/** Pairs that are neither right nor wrong, and why. */
export interface Unjudged {
  ourTimeLimit: number;
  theirStepLimit: number;
  /** Oniguruma does not take the pattern. */
  theirRefusal: number;
}

export interface Comparison {
  agreed: number;
  /** Of those that agree. */
  matched: number;
  unjudged: Unjudged;
  differences: Difference[];
}

/** A pattern that Oniguruma gives up on so often is not tried on: each time costs half a second. */
const enough = 2;

/** Holds our engine to Oniguruma on the lines of one pattern. */
export function compare(dictionary: DictionaryName, expression: string, lines: readonly string[]): Comparison {
  const unjudged: Unjudged = { ourTimeLimit: 0, theirStepLimit: 0, theirRefusal: 0 };
  const comparison: Comparison = { agreed: 0, matched: 0, unjudged, differences: [] };
  let oracle: Oracle;
  try {
    oracle = createOracle(expression, (name) => dictionaries[dictionary].definition(name));
  } catch {
    unjudged.theirRefusal = lines.length;
    return comparison;
  }
  try {
    const ours = answers(dictionary, expression, lines);
    const about = { dictionary, expression, expanded: oracle.text };
    if (typeof ours === 'string') {
      comparison.differences.push({ ...about, line: undefined, what: 'refused', ours, theirs: 'compiles' });
      return comparison;
    }
    for (const [index, line] of lines.entries()) {
      const mine = ours[index] ?? { kind: 'gave up' };
      if (mine.kind === 'gave up') unjudged.ourTimeLimit++;
      else if (unjudged.theirStepLimit >= enough) unjudged.theirStepLimit++;
      else {
        const theirs = oracle.judge(line);
        const what = difference(mine, theirs);
        if (theirs.kind === 'unjudged') unjudged.theirStepLimit++;
        else if (what) comparison.differences.push({ ...about, line, what, ours: shown(mine), theirs: shown(theirs) });
        else {
          comparison.agreed++;
          if (theirs.kind === 'match') comparison.matched++;
        }
      }
    }
    return comparison;
  } finally {
    oracle.dispose();
  }
}

function difference(ours: Answer, theirs: Judgement): Difference['what'] | undefined {
  if (ours.kind !== theirs.kind) return 'match';
  if (ours.kind !== 'match' || theirs.kind !== 'match') return undefined;
  if (ours.span !== theirs.span) return 'span';
  return isDeepStrictEqual(asJson(ours.fields), asJson(theirs.fields)) ? undefined : 'fields';
}

/** As a document tells it: there, `-0` is 0. */
function asJson(fields: unknown): unknown {
  return JSON.parse(JSON.stringify(fields));
}

function shown(result: Answer | Judgement): unknown {
  return result.kind === 'match' ? { span: result.span, fields: result.fields } : result.kind;
}

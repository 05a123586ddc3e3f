import type { Dictionary } from '../../parsers/grok/dictionary.ts';
import type { Node } from '../../parsers/grok/tree.ts';
import { ecsPatterns, legacyPatterns } from '../../parsers/patterns/standard.ts';
import { randomRegex } from './language.ts';
import { linesFor } from './lines.ts';
import { randomExpression } from './patterns.ts';
import { createRandom } from './random.ts';

export type DictionaryName = 'ecs' | 'legacy';

export const dictionaries: Readonly<Record<DictionaryName, Dictionary>> = { ecs: ecsPatterns, legacy: legacyPatterns };

/** A pattern with the lines to try on it. Seed and part are all it takes to have it again. */
export interface Trial {
  readonly seed: number;
  readonly part: number;
  readonly dictionary: DictionaryName;
  readonly expression: string;
  readonly lines: readonly string[];
}

const linesPerPattern = 25;

export function createTrial(seed: number, part: number): Trial {
  const random = createRandom(seed, part);
  const dictionary: DictionaryName = random.chance(0.5) ? 'ecs' : 'legacy';
  const names = [...dictionaries[dictionary].names];
  // A quarter is about the language, the rest about what people write with it.
  const expression = random.chance(0.25) ? randomRegex(random) : randomExpression(random, names);
  const tree = treeOf(dictionary, expression);
  const other = treeOf(dictionary, `%{${random.pick(names)}}`);
  const lines = linesFor(random, tree ?? { kind: 'literal', text: expression }, other ? [other] : [], linesPerPattern);
  return { seed, part, dictionary, expression, lines };
}

/** Our tree may make up lines, though it may not judge them. What we cannot read is for the comparison to report. */
function treeOf(dictionary: DictionaryName, expression: string): Node | undefined {
  try {
    return dictionaries[dictionary].parse(expression);
  } catch {
    return undefined;
  }
}

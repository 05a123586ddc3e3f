import { compare, type Difference } from './compare.ts';
import { explain } from './known.ts';
import { createTrial } from './pairs.ts';
import { shrink } from './shrink.ts';

export interface Unexplained {
  readonly seed: number;
  readonly part: number;
  readonly found: Difference;
  readonly smallest: Difference;
}

export interface Totals {
  pairs: number;
  patterns: number;
  agreed: number;
  matched: number;
  unjudged: number;
  /** By construct. */
  explained: Record<string, number>;
  unexplained: Unexplained[];
}

export interface RunOptions {
  readonly pairs: number;
  readonly seed: number;
  /** The first pattern; those before it are left out. */
  readonly from?: number;
  /** After so many unexplained differences the run ends. */
  readonly atMost: number;
  readonly onPattern?: (totals: Totals) => void;
}

/** Makes pairs from a seed and holds our engine to Oniguruma on each. The oracle must have been loaded. */
export function runDifferential(options: RunOptions): Totals {
  const totals: Totals = { pairs: 0, patterns: 0, agreed: 0, matched: 0, unjudged: 0, explained: {}, unexplained: [] };
  for (let part = options.from ?? 0; totals.pairs < options.pairs; part++) {
    const trial = createTrial(options.seed, part);
    const lines = trial.lines.slice(0, options.pairs - totals.pairs);
    const { differences, agreed, unjudged, matched } = compare(trial.dictionary, trial.expression, lines);
    totals.pairs += lines.length;
    totals.patterns++;
    totals.agreed += agreed;
    totals.matched += matched;
    totals.unjudged += unjudged;
    const news = differences.filter((difference) => !count(difference, totals));
    // One of a pattern will do: the others are nearly always the same.
    const [found] = news;
    if (found) {
      const smallest = shrink(found, (difference) => explain(difference) !== undefined);
      totals.unexplained.push({ seed: options.seed, part, found, smallest });
    }
    options.onPattern?.(totals);
    if (totals.unexplained.length >= options.atMost) break;
  }
  return totals;
}

/** @returns whether the difference is a known one */
function count(difference: Difference, totals: Totals): boolean {
  const known = explain(difference);
  if (known) totals.explained[known.construct] = (totals.explained[known.construct] ?? 0) + 1;
  return known !== undefined;
}

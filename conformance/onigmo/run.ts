import { type Comparison, compare, type Difference } from './compare.ts';
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
  /** Of those that agree. */
  matched: number;
  unjudged: Comparison['unjudged'];
  /** Pairs by construct. */
  explained: Record<string, number>;
  /** Patterns: one pair of each. */
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
  const unjudged = { ourTimeLimit: 0, theirStepLimit: 0, theirRefusal: 0 };
  const totals: Totals = { pairs: 0, patterns: 0, agreed: 0, matched: 0, unjudged, explained: {}, unexplained: [] };
  for (let part = options.from ?? 0; totals.pairs < options.pairs; part++) {
    const trial = createTrial(options.seed, part);
    const lines = trial.lines.slice(0, options.pairs - totals.pairs);
    const comparison = compare(trial.dictionary, trial.expression, lines);
    add(totals, comparison, lines.length);
    const [found] = comparison.differences.filter((difference) => !explain(difference));
    // One of a pattern will do: the others are nearly always the same.
    if (found) {
      const smallest = shrink(found, (difference) => explain(difference) !== undefined);
      totals.unexplained.push({ seed: options.seed, part, found, smallest });
    }
    options.onPattern?.(totals);
    if (totals.unexplained.length >= options.atMost) break;
  }
  return totals;
}

function add(totals: Totals, { agreed, matched, unjudged, differences }: Comparison, pairs: number): void {
  totals.pairs += pairs;
  totals.patterns++;
  totals.agreed += agreed;
  totals.matched += matched;
  totals.unjudged.ourTimeLimit += unjudged.ourTimeLimit;
  totals.unjudged.theirStepLimit += unjudged.theirStepLimit;
  totals.unjudged.theirRefusal += unjudged.theirRefusal;
  for (const construct of differences.map((difference) => explain(difference)?.construct)) {
    if (construct !== undefined) totals.explained[construct] = (totals.explained[construct] ?? 0) + 1;
  }
}

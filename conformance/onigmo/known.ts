import type { Difference } from './compare.ts';

/** A difference that we know, want, and explain in `docs/grok.md`. */
export interface KnownDifference {
  readonly construct: string;
  /** The smallest regular expression that shows it, and a line. */
  readonly smallest: readonly [expression: string, line: string];
  readonly why: string;
  /** Narrow: a pair that differs for another reason must not pass for one of these. */
  readonly recognises: (difference: Difference) => boolean;
}

export const knownDifferences: readonly KnownDifference[] = [];

export function explain(difference: Difference): KnownDifference | undefined {
  return knownDifferences.find((known) => known.recognises(difference));
}

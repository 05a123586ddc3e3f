/** Recorded cases in which we differ from the reference knowingly. `docs/grok.md` explains each construct. */
export interface KnownDifference {
  readonly mode: 'legacy' | 'ecs-v1';
  readonly pattern: string;
  /** Ids of the recorded cases. */
  readonly cases: readonly number[];
  /** The construct that makes the difference. */
  readonly construct: string;
  /** The smallest regular expression that shows it. */
  readonly smallest: string;
}

export const knownDifferences: readonly KnownDifference[] = [];

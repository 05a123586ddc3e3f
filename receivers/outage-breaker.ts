/**
 * Pauses all receivers while Elasticsearch takes nothing, so that an outage of hours uses up no receive counts: what is in hand
 * stays in hand (its visibility is extended), what is on the queue stays there. One receiver at a time tries again with what it
 * holds, after a back-off; the first that gets through ends the pause for all.
 */
export interface OutageBreaker {
  /** Milliseconds since 1970; undefined while all is well. */
  readonly openSinceMs: number | undefined;
  /** The last attempt found nobody. */
  trip(): void;
  /** An attempt got through. */
  close(): void;
  /**
   * For a receiver with messages in hand. Resolves when it may go on: at once, after the pause, or as the one who tries; then
   * `trip` or `close` has to follow. Rejects never; check the signal after.
   */
  pass(signal: AbortSignal): Promise<void>;
  /** For a receiver with nothing to try with: resolves when the pause is over. */
  untilClosed(signal: AbortSignal): Promise<void>;
}

export interface BreakerClock {
  now(): number;
  /** Resolves early when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** How often the others look whether the pause is over. */
const lookAgainMs = 250;

export function outageBreaker(clock: BreakerClock): OutageBreaker {
  let openSinceMs: number | undefined;
  let pauseMs = firstPauseMs;
  let tryAtMs = 0;
  let someoneTries = false;
  return {
    get openSinceMs() {
      return openSinceMs;
    },
    trip() {
      // Receivers that were under way when it opened add nothing to the pause; the one who tried does.
      if (openSinceMs !== undefined && !someoneTries) return;
      pauseMs = openSinceMs === undefined ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      openSinceMs ??= clock.now();
      tryAtMs = clock.now() + pauseMs * (0.5 + clock.random() / 2);
      someoneTries = false;
    },
    close() {
      openSinceMs = undefined;
      someoneTries = false;
    },
    async pass(signal) {
      while (openSinceMs !== undefined && !signal.aborted) {
        if (!someoneTries && clock.now() >= tryAtMs) {
          someoneTries = true;
          return;
        }
        await clock.sleep(
          someoneTries ? lookAgainMs : Math.min(lookAgainMs, Math.max(1, tryAtMs - clock.now())),
          signal,
        );
      }
    },
    async untilClosed(signal) {
      while (openSinceMs !== undefined && !signal.aborted) await clock.sleep(lookAgainMs, signal);
    },
  };
}

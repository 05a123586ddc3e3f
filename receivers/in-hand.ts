import { messageOf } from '../contracts/errors.ts';
import type { Logger } from '../contracts/logger.ts';
import type { BreakerClock } from './outage-breaker.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

/** SQS lets a message be kept for 12 hours from its receipt; then it comes again whatever we say. */
const keptMostMs = 12 * 3_600_000;

/** Messages that this process holds. Their visibility is extended at half of its time, for as long as they are held. */
export interface InHand {
  readonly size: number;
  hold(messages: readonly ReceivedMessage[]): void;
  release(messages: readonly ReceivedMessage[]): void;
  /** Extends until aborted; runs beside the receivers. */
  keepVisible(signal: AbortSignal): Promise<void>;
}

export function inHand(queue: Queue, visibilityMs: number, clock: BreakerClock, log: Logger): InHand {
  const held = new Map<ReceivedMessage, { readonly sinceMs: number; extendedMs: number }>();
  const extend = async (): Promise<void> => {
    const nowMs = clock.now();
    // Half of the time has passed when the next look would come too late.
    const due = [...held].filter(([, times]) => nowMs - times.extendedMs >= visibilityMs / 2 - visibilityMs / 8);
    if (due.length === 0) return;
    const changes = due.map(([message, { sinceMs }]) => ({
      message,
      visibilityMs: Math.max(0, Math.min(visibilityMs, sinceMs + keptMostMs - nowMs - 1000)),
    }));
    const failed = new Set(await queue.changeVisibility(changes));
    for (const [message, times] of due) if (!failed.has(message)) times.extendedMs = nowMs;
    // Another receiver may get those too: the ids see to it that nothing is written twice.
    if (failed.size > 0) log.warn({ messages: failed.size }, 'visibility was not extended');
  };
  return {
    get size() {
      return held.size;
    },
    hold(messages) {
      const nowMs = clock.now();
      for (const message of messages) held.set(message, { sinceMs: nowMs, extendedMs: nowMs });
    },
    release(messages) {
      for (const message of messages) held.delete(message);
    },
    async keepVisible(signal) {
      while (!signal.aborted) {
        await clock.sleep(visibilityMs / 8, signal);
        await extend().catch((error) => log.warn({ reason: messageOf(error) }, 'visibility was not extended'));
      }
    },
  };
}

import type { BreakerClock } from '../../receivers/outage-breaker.ts';
import type { Queue, ReceivedMessage } from '../../receivers/queue.ts';

export interface MemoryQueue extends Queue {
  /** Those that are neither deleted nor dead. */
  readonly waiting: number;
  /** Received more often than the redrive policy allows. */
  readonly dead: readonly string[];
  /** How often each message was received. */
  readonly receives: ReadonlyMap<string, number>;
  readonly visibilities: readonly { readonly id: string; readonly visibilityMs: number }[];
  add(messages: readonly { readonly id: string; readonly body: string }[]): void;
  /** Breaks: the next deletes answer that each entry failed. */
  refuseDeletes(times: number): void;
  /** Breaks: receiving fails. */
  away: boolean;
}

/** A fake: SQS's rules about visibility, receive counts and redrive, in memory. The real calls are in the component test. */
export function memoryQueue(clock: BreakerClock, maxReceiveCount = 5): MemoryQueue {
  const messages = new Map<string, { body: string; visibleAtMs: number; receipt: string }>();
  const receives = new Map<string, number>();
  const dead: string[] = [];
  const visibilities: { id: string; visibilityMs: number }[] = [];
  let refusals = 0;
  const take = (most: number, visibilityMs: number): ReceivedMessage[] => {
    const taken: ReceivedMessage[] = [];
    for (const [id, message] of messages) {
      if (taken.length === most) break;
      if (message.visibleAtMs > clock.now()) continue;
      const receiveCount = (receives.get(id) ?? 0) + 1;
      if (receiveCount > maxReceiveCount) {
        messages.delete(id);
        dead.push(id);
        continue;
      }
      receives.set(id, receiveCount);
      message.visibleAtMs = clock.now() + visibilityMs;
      message.receipt = `${id}/${receiveCount}`;
      taken.push({ id, body: message.body, receipt: message.receipt, receiveCount });
    }
    return taken;
  };
  const queue: MemoryQueue = {
    get waiting() {
      return messages.size;
    },
    dead,
    receives,
    visibilities,
    away: false,
    add(more) {
      for (const { id, body } of more) messages.set(id, { body, visibleAtMs: 0, receipt: '' });
    },
    refuseDeletes(times) {
      refusals = times;
    },
    async check() {},
    async receive({ messagesMost, waitMs, visibilityMs, signal }) {
      if (queue.away) throw new Error('the queue is away');
      const untilMs = clock.now() + waitMs;
      for (;;) {
        const taken = take(messagesMost, visibilityMs);
        if (taken.length > 0 || signal.aborted || clock.now() >= untilMs) return taken;
        await clock.sleep(500, signal);
      }
    },
    async remove(gone) {
      if (refusals > 0) {
        refusals--;
        return gone;
      }
      for (const { id } of gone) messages.delete(id);
      return [];
    },
    async changeVisibility(changes) {
      for (const { message, visibilityMs } of changes) {
        visibilities.push({ id: message.id, visibilityMs });
        const entry = messages.get(message.id);
        if (entry?.receipt === message.receipt) entry.visibleAtMs = clock.now() + visibilityMs;
      }
      return [];
    },
  };
  return queue;
}

/** A clock that runs `factor` times as fast as the wall's. */
export function fastClock(factor: number): BreakerClock {
  const startMs = Date.now();
  return {
    now: () => startMs + (performance.now() - zeroMs) * factor,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const timer = setTimeout(done, ms / factor);
        signal.addEventListener('abort', done);
        function done(): void {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        }
      }),
    random: () => 0.5,
  };
}

const zeroMs = performance.now();

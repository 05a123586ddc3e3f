import type { Queue, ReceivedMessage } from '../receivers/queue.ts';
import type { QueuePort } from '../shippers/ports.ts';

/**
 * A queue in memory, so that neither SQS nor an emulator of it is measured. Takes what SQS takes in a request, hands out what SQS
 * hands out; nothing comes twice.
 */
export class MemoryQueue {
  readonly #waiting: ReceivedMessage[] = [];
  readonly #takers = new Set<() => void>();
  #next = 0;
  bodyBytes = 0;
  messages = 0;
  sendRequests = 0;

  put(body: string): void {
    const id = String(++this.#next);
    this.bodyBytes += body.length;
    this.messages++;
    this.#waiting.push({ id, receipt: id, body, receiveCount: 1, sentMs: Date.now() });
    for (const wake of this.#takers) wake();
  }

  /** The shipper's side. */
  readonly sending: QueuePort = {
    send: async (entries) => {
      this.sendRequests++;
      for (const { body } of entries) this.put(body);
      return { accepted: entries.map(({ id }) => id), failed: [] };
    },
  };

  /** The reader's side. */
  readonly receiving: Queue = {
    check: async () => undefined,
    receive: async ({ messagesMost, waitMs, signal }) => {
      if (this.#waiting.length === 0) await this.#somethingOr(waitMs, signal);
      return this.#waiting.splice(0, messagesMost);
    },
    remove: async () => [],
    changeVisibility: async () => [],
  };

  #somethingOr(waitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#takers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      this.#takers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

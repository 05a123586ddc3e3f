import { MillraceError, messageOf } from '../../contracts/errors.ts';
import type { Logger } from '../../contracts/logger.ts';
import { queueLimitBytes } from '../packing/message.ts';
import type { Clock, EntryFailure, ObjectPort, QueuePort } from '../ports.ts';
import type { ShipperCounters } from '../report.ts';
import { backoffMs, fractionOf } from './backoff.ts';
import { claimOf } from './claim-check.ts';

const entriesMax = 10;
const weatherBaseMs = 100;
const weatherCapMs = 20_000;
/** For what a person has to mend: a missing queue, a permission. */
const mendBaseMs = 1000;
const mendCapMs = 30_000;
const heldRetryMs = 300_000;

/** Failed requests in a row after which it is given up. */
export interface Patience {
  /** Of what somebody has to mend: a missing queue, a permission. */
  readonly mend: number;
  /** Of what passes by itself. */
  readonly weather: number;
}

export interface SenderOptions<M extends Sendable> {
  readonly queue: QueuePort;
  readonly objects: ObjectPort | undefined;
  readonly cluster: string;
  readonly host: string;
  readonly concurrency: number;
  /** Failed requests in a row after which `onGiveUp` is called, by kind of failure; never when absent. */
  readonly patience: Patience | undefined;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
  readonly counters: ShipperCounters;
  readonly onAccepted: (message: M) => void;
  readonly onError: (error: MillraceError | undefined) => void;
  /** A message is refused as it is, and kept. */
  readonly onHeld: (error: MillraceError) => void;
  readonly onGiveUp: (error: MillraceError) => void;
}

/** A message on its way. The journal has it. */
export interface Sendable {
  readonly body: string;
  readonly events: number;
}

interface Waiting<M> {
  readonly message: M;
  readonly id: string;
  /** The body, or the pointer to it once it lies in the bucket. */
  entry: string;
  attempts: number;
  notBeforeMs: number;
  held: boolean;
}

/**
 * Sends batches and sends again what was not taken: entry by entry, the same body, after a pause that grows. How many requests
 * are in flight grows by one a round and halves when the queue cannot follow.
 */
export class QueueSender<M extends Sendable> {
  readonly #options: SenderOptions<M>;
  readonly #waiting: Waiting<M>[] = [];
  readonly #abort = new AbortController();
  #inFlight = 0;
  #inFlightEntries = 0;
  #window: number;
  #pauseUntilMs = 0;
  #failuresInRow = 0;
  #nextId = 0;
  #stopTimer: (() => void) | undefined;
  #stopped = false;

  constructor(options: SenderOptions<M>) {
    this.#options = options;
    this.#window = options.concurrency;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Messages not yet accepted. */
  get unaccepted(): number {
    return this.#waiting.length + this.#inFlightEntries;
  }

  get held(): number {
    return this.#waiting.reduce((sum, { held }) => sum + (held ? 1 : 0), 0);
  }

  add(message: M): void {
    const id = `m${this.#nextId++}`;
    this.#waiting.push({ message, id, entry: message.body, attempts: 0, notBeforeMs: 0, held: false });
    this.#pump();
  }

  /** Breaks off what is in flight; nothing is sent any more. */
  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
    this.#abort.abort();
  }

  #pump(): void {
    while (!this.#stopped && this.#inFlight < Math.floor(this.#window)) {
      const nowMs = this.#options.clock.monotonicMs();
      if (nowMs < this.#pauseUntilMs) {
        this.#wakeAt(this.#pauseUntilMs);
        return;
      }
      const batch = this.#takeBatch(nowMs);
      if (batch.length === 0) {
        const next = this.#waiting.reduce((least, { notBeforeMs }) => Math.min(least, notBeforeMs), Infinity);
        if (Number.isFinite(next)) this.#wakeAt(next);
        return;
      }
      this.#inFlight += 1;
      this.#inFlightEntries += batch.length;
      void this.#deliver(batch).finally(() => {
        this.#inFlight -= 1;
        this.#inFlightEntries -= batch.length;
        this.#pump();
      });
    }
  }

  #wakeAt(timeMs: number): void {
    this.#stopTimer?.();
    const delayMs = Math.max(1, timeMs - this.#options.clock.monotonicMs());
    this.#stopTimer = this.#options.clock.after(delayMs, () => this.#pump());
  }

  #takeBatch(nowMs: number): Waiting<M>[] {
    const batch: Waiting<M>[] = [];
    let bytes = 0;
    for (let i = 0; i < this.#waiting.length && batch.length < entriesMax; ) {
      const entry = this.#waiting[i];
      if (!entry || entry.notBeforeMs > nowMs) {
        i += 1;
        continue;
      }
      // What goes through the bucket is alone in its batch: its upload must not delay others.
      const size = Math.min(entry.entry.length, queueLimitBytes);
      if (bytes + size > queueLimitBytes) break;
      bytes += size;
      batch.push(entry);
      this.#waiting.splice(i, 1);
    }
    return batch;
  }

  async #deliver(batch: Waiting<M>[]): Promise<void> {
    const { queue, counters } = this.#options;
    try {
      for (const entry of batch) await this.#checkIn(entry);
      counters.sqsRequests += 1;
      const entries = batch.map(({ id, entry }) => ({ id, body: entry }));
      const { accepted, failed } = await queue.send(entries, this.#abort.signal);
      const taken = new Set(accepted);
      const failures = new Map(failed.map((failure) => [failure.id, failure]));
      if (taken.size === 0) this.#failuresInRow += 1;
      for (const entry of batch) {
        if (taken.has(entry.id)) this.#options.onAccepted(entry.message);
        else this.#entryFailed(entry, failures.get(entry.id));
      }
      if (taken.size > 0) {
        this.#failuresInRow = 0;
        this.#window = Math.min(this.#options.concurrency, this.#window + 1 / this.#window);
        if (failed.length === 0 && this.held === 0) this.#options.onError(undefined);
      }
    } catch (error) {
      this.#requestFailed(batch, asMillraceError(error));
    }
  }

  /** Brings a body that is too large for the queue to the bucket. */
  async #checkIn(entry: Waiting<M>): Promise<void> {
    if (entry.entry.length <= queueLimitBytes) return;
    const { objects, cluster, host, counters } = this.#options;
    if (!objects) {
      throw new MillraceError(
        'queue_refused',
        `an event takes ${entry.entry.length} bytes, more than the queue takes`,
        {
          subject: 'output.bucket',
          hint: 'Name an S3 bucket (output.bucket) for what is larger than 1 MiB, and start again. The event is kept.',
        },
      );
    }
    const claim = claimOf(entry.entry, objects.bucket, cluster, host);
    await objects.put(claim.key, entry.entry, this.#abort.signal);
    entry.entry = claim.pointer;
    counters.claimChecks += 1;
  }

  #entryFailed(entry: Waiting<M>, failure: EntryFailure | undefined): void {
    const { counters } = this.#options;
    const error = new MillraceError(
      'queue_refused',
      failure
        ? `the queue refused a message: ${failure.code} ${failure.message}`
        : 'the queue did not answer for a message',
      {
        subject: failure?.code ?? 'SendMessageBatch',
        hint: 'It is sent again. If this goes on, look at the permissions and the encryption key of the queue.',
        retryable: !failure?.senderFault,
      },
    );
    counters.entriesRetried += 1;
    this.#setBack(entry, error);
    if (error.retryable) this.#window = Math.max(1, this.#window / 2);
    this.#waiting.push(entry);
    this.#lostPatience(error);
  }

  #requestFailed(batch: Waiting<M>[], error: MillraceError): void {
    const { clock, counters, logger, onError } = this.#options;
    if (this.#stopped) {
      this.#waiting.unshift(...batch);
      return;
    }
    if (error.code === 'object_store_failed' || error.subject === 'output.bucket') {
      // It travels alone. Only it waits.
      for (const entry of batch) this.#setBack(entry, error);
      this.#waiting.push(...batch);
      return;
    }
    counters.entriesRetried += batch.length;
    this.#failuresInRow += 1;
    this.#window = Math.max(1, this.#window / 2);
    const pauseMs = error.retryable
      ? this.#backoff(this.#failuresInRow, weatherBaseMs, weatherCapMs)
      : this.#backoff(this.#failuresInRow, mendBaseMs, mendCapMs);
    this.#pauseUntilMs = clock.monotonicMs() + pauseMs;
    this.#waiting.unshift(...batch);
    logger.warn({ code: error.code, subject: error.subject, pauseMs }, `${error.message}. ${error.hint}`);
    onError(error);
    this.#lostPatience(error);
  }

  /** One entry waits, the others go on: for better weather, or because it is refused as it is. */
  #setBack(entry: Waiting<M>, error: MillraceError): void {
    const { clock, logger, onError, onHeld } = this.#options;
    const nowMs = clock.monotonicMs();
    entry.attempts += 1;
    if (error.retryable) {
      logger.debug({ code: error.code, subject: error.subject }, error.message);
      entry.notBeforeMs = nowMs + this.#backoff(entry.attempts, weatherBaseMs, weatherCapMs);
      onError(error);
      return;
    }
    if (!entry.held) logger.error({ code: error.code, subject: error.subject }, `${error.message}. ${error.hint}`);
    entry.held = true;
    entry.notBeforeMs = nowMs + heldRetryMs;
    onError(error);
    onHeld(error);
  }

  #lostPatience(error: MillraceError): void {
    const { patience, onGiveUp } = this.#options;
    if (!patience) return;
    const limit = error.retryable ? patience.weather : patience.mend;
    if (this.#failuresInRow >= limit) onGiveUp(error);
  }

  #backoff(attempt: number, baseMs: number, capMs: number): number {
    return backoffMs(attempt, baseMs, capMs, fractionOf(this.#options.random(4)));
  }
}

function asMillraceError(error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  return new MillraceError('queue_unreachable', `sending failed: ${messageOf(error)}`, {
    subject: 'SendMessageBatch',
    hint: 'It is sent again. If this goes on, look at the network between this host and the queue.',
    retryable: true,
    cause: error,
  });
}

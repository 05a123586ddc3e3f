import type { Logger } from '../contracts/logger.ts';

/** Time as a parameter. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. Only what is written down for others uses it. */
  nowMs(): number;
  /** Milliseconds that only go forward, from an arbitrary zero. */
  monotonicMs(): number;
  /** Runs `then` once after `delayMs`. @returns what takes it back */
  after(delayMs: number, then: () => void): () => void;
}

export interface QueueEntry {
  /** Unique within the batch. */
  readonly id: string;
  /** ASCII: as many bytes as characters. */
  readonly body: string;
}

export interface EntryFailure {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  /** SQS says that the entry itself is at fault: the same again will hardly help. */
  readonly senderFault: boolean;
}

export interface SendResult {
  /** Ids of the entries that the queue has taken. What is neither here nor in `failed` is sent again. */
  readonly accepted: readonly string[];
  readonly failed: readonly EntryFailure[];
}

/** One SendMessageBatch. Tried once: the shipper does the waiting and the trying again. */
export interface QueuePort {
  /**
   * @param entries at most 10, at most 1 MiB together
   * @throws MillraceError `queue_missing`, `queue_refused` (`retryable` when throttled or when credentials may be renewed),
   *   `queue_unreachable` (also when it is unknown whether the entries were taken)
   */
  send(entries: readonly QueueEntry[], signal: AbortSignal): Promise<SendResult>;
  close?(): void;
}

/** Where bodies go that are larger than the queue takes. */
export interface ObjectPort {
  readonly bucket: string;
  /** Writing the same key again with the same body is harmless. @throws MillraceError `object_store_failed` */
  put(key: string, body: string, signal: AbortSignal): Promise<void>;
  close?(): void;
}

export interface ShipperPorts {
  readonly queue: QueuePort;
  /** Absent: there is no bucket, and an event too large for the queue is held until there is one. */
  readonly objects?: ObjectPort;
  readonly clock: Clock;
  /** @returns so many random bytes */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly logger: Logger;
}

import type { MillraceError } from '../contracts/errors.ts';
import type { Generation } from '../contracts/identity.ts';

/** What a shipper counts since it started. Sizes are bytes. */
export interface ShipperCounters {
  /** Physical lines read and cut. */
  lines: number;
  /** Events packed for the first time by this process; resends after a restart are in `resentEvents`. */
  events: number;
  resentEvents: number;
  /** Events left out on purpose by include and exclude. */
  filtered: number;
  /** Events whose text was cut at the line limit, and the bytes cut away. */
  truncated: number;
  truncatedBytes: number;
  /** Bytes of files that were cut into events (decompressed). */
  readBytes: number;
  /** Messages, and the events in them, that the queue has taken. */
  messagesAccepted: number;
  eventsAccepted: number;
  sqsRequests: number;
  /** Entries sent again, for whatever reason. */
  entriesRetried: number;
  claimChecks: number;
  /** Of messages packed: before compression, after it, and as the queue bills it (base64, with head). */
  payloadBytes: number;
  compressedBytes: number;
  bodyBytes: number;
  filesSeen: number;
  filesUnreadable: number;
  /** Messages that the queue will not take as they are, kept in state and tried again now and then. */
  held: number;
  /** Journalled events that could not be sent again, since their file is gone. Each is said with its path. */
  unrecoverable: number;
}

export function newCounters(): ShipperCounters {
  return {
    lines: 0,
    events: 0,
    resentEvents: 0,
    filtered: 0,
    truncated: 0,
    truncatedBytes: 0,
    readBytes: 0,
    messagesAccepted: 0,
    eventsAccepted: 0,
    sqsRequests: 0,
    entriesRetried: 0,
    claimChecks: 0,
    payloadBytes: 0,
    compressedBytes: 0,
    bodyBytes: 0,
    filesSeen: 0,
    filesUnreadable: 0,
    held: 0,
    unrecoverable: 0,
  };
}

export interface FileStatus {
  readonly path: string;
  readonly generation: Generation;
  readonly type: string;
  readonly dataset: string;
  /** Everything before it was taken by the queue (bytes, decompressed). */
  readonly offset: number;
  /** Everything before it was read and cut. */
  readonly cutOffset: number;
  /** When last looked at. For compressed files: of the decompressed content. */
  readonly size: number;
  /** `size - offset`. */
  readonly lagBytes: number;
  /** The glob no longer finds it: renamed or deleted, read to its end by its descriptor. */
  readonly rotated: boolean;
}

export interface QueueStatus {
  /** Requests on their way. */
  readonly inFlight: number;
  /** Messages packed and not yet accepted, those in flight included. */
  readonly waiting: number;
  readonly held: number;
  /** Bytes of events in memory that the queue has not taken. */
  readonly bufferedBytes: number;
  /** Reading waits for the queue. */
  readonly backPressure: boolean;
}

export interface ShipperStatus {
  readonly run: string;
  readonly files: readonly FileStatus[];
  readonly counters: Readonly<ShipperCounters>;
  readonly queue: QueueStatus;
  /** The last thing that went wrong, until it works again. */
  readonly lastError?: MillraceError;
}

/** A file that was given and could not be shipped, or not to its end. */
export interface FileFailure {
  readonly path: string;
  readonly error: MillraceError;
}

/** What a file given to `--once` came to. */
export interface FileReport {
  readonly path: string;
  readonly generation: Generation;
  readonly type: string;
  readonly dataset: string;
  /** Where shipping began: 0, or what an earlier run had brought over. */
  readonly from: number;
  /** Bytes of the (decompressed) content. */
  readonly to: number;
  readonly lines: number;
  readonly events: number;
  readonly filtered: number;
}

/** The outcome of `--once`. It failed when `failures` is not empty. */
export interface ShipReport {
  readonly counters: Readonly<ShipperCounters>;
  readonly files: readonly FileReport[];
  readonly failures: readonly FileFailure[];
  /** Why the queue did not take everything; then the rest is sent by the next run. */
  readonly queueError?: MillraceError;
}

export interface StopReport {
  readonly counters: Readonly<ShipperCounters>;
  /** False: the deadline came first; what was not accepted is sent again after the next start. */
  readonly drained: boolean;
  /** Events packed and not accepted at the end. */
  readonly eventsLeft: number;
}

/** Told while `--once` works, at most every 100 ms. */
export interface ShipProgress {
  readonly phase: 'identify' | 'ship';
  readonly path: string;
  /** Over all files and both phases: bytes on disk, so each file counts twice. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly lines: number;
}

import type { Generation } from '../identity.ts';

/** Bits of `EventRecord.flags`. */
export const eventFlags = {
  /** The line was longer than the limit; `text` is its beginning, `to` is where it really ends. */
  truncated: 1,
  /** Several lines joined at the source. */
  multiline: 2,
} as const;

/** One event as the shipper cut it. Offsets are bytes in the decompressed file. */
export interface EventRecord {
  /** First byte of the event. With the generation, its identity. */
  readonly from: number;
  /** One past its last byte, line ending included. */
  readonly to: number;
  /** The bytes of the event without its line ending, exactly as they stood in the file, valid UTF-8 or not. */
  readonly text: Uint8Array;
  readonly flags: number;
}

/** A stretch of one file: everything between `from` and `to` is either an event here or was filtered on purpose. */
export interface Segment<E = EventRecord> {
  readonly generation: Generation;
  readonly path: string;
  /** Names the parser: `nginx.access`, `syslog`, … */
  readonly type: string;
  /** Names the data stream `logs-<dataset>-<namespace>`. */
  readonly dataset: string;
  readonly namespace: string;
  readonly from: number;
  readonly to: number;
  /** Events that the shipper left out on purpose (include, exclude). They lie in the gaps between the events. */
  readonly filtered: number;
  /** IANA zone or offset for lines that name none, such as `Europe/Amsterdam`. */
  readonly timezone: string;
  readonly tags: readonly string[];
  /** Added to every event of the segment, as `labels.<name>`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly events: readonly E[];
}

/** What one message carries: many events of one host, from one file or several. */
export interface Envelope<E = EventRecord> {
  readonly host: string;
  readonly cluster: string;
  /** The shipper that sent it: version for compatibility, run for accounting (random per process). */
  readonly agent: { readonly version: string; readonly run: string };
  /** Milliseconds since 1970 at which any event in here was first sent. Kept across resends: the reader looks old ones up. */
  readonly firstSentMs: number;
  readonly segments: readonly Segment<E>[];
}

/** An event as the reader gets it. */
export interface DecodedEvent {
  readonly from: number;
  readonly to: number;
  /** Invalid sequences are replaced by U+FFFD; then `raw` has the bytes. */
  readonly text: string;
  readonly raw?: Uint8Array;
  readonly flags: number;
}

/** The content was too large for the queue and lies in S3: the same body, byte for byte, under this key. */
export interface ClaimCheck {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Everything a decoder agrees to touch. What breaks a limit is a `bad_envelope`, never an allocation. */
export interface EnvelopeLimits {
  /** Characters of a message body, also of one fetched from S3. */
  readonly bodyBytes: number;
  /** Bytes after decompression. */
  readonly payloadBytes: number;
  /** Decompressed bytes per compressed byte. */
  readonly expansion: number;
  readonly headerBytes: number;
  readonly segments: number;
  readonly events: number;
}

export const envelopeLimits: EnvelopeLimits = {
  bodyBytes: 24 * 1024 * 1024,
  payloadBytes: 16 * 1024 * 1024,
  expansion: 10_000,
  headerBytes: 1024 * 1024,
  segments: 10_000,
  events: 1_000_000,
};

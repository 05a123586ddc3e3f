import { createHash } from 'node:crypto';
import type { Envelope, EventRecord, Segment } from '../../contracts/envelope/envelope.ts';
import { envelopeLimits } from '../../contracts/envelope/envelope.ts';
import {
  type Compression,
  type EncodedMessage,
  encodeMessage,
  withinLimits,
} from '../../contracts/envelope/message.ts';
import type { ByteHash } from '../state/registry.ts';
import { encodeCuts } from './cuts.ts';

/** What SQS takes in one message and in one batch, attributes (we send none) included. */
export const queueLimitBytes = 1024 * 1024;

/** What all events of a stretch have in common. */
export type SegmentMeta = Omit<Segment, 'from' | 'to' | 'filtered' | 'events'>;

/** Bytes of a file as they lie in memory; events are views of them. */
export interface Window {
  readonly bytes: Buffer;
  /** Offset in the file of the first byte. */
  readonly base: number;
}

/** A stretch of one file that is being filled. */
export interface OpenSegment {
  readonly meta: SegmentMeta;
  readonly from: number;
  to: number;
  filtered: number;
  readonly events: EventRecord[];
  /** Where the bytes before `to` lie. Absent: `guard` is known already (a resend). */
  window: Window | undefined;
  guard?: ByteHash;
}

export interface PackedSegment {
  readonly meta: SegmentMeta;
  readonly from: number;
  readonly to: number;
  readonly filtered: number;
  readonly events: number;
  readonly guard: ByteHash;
  readonly cuts: string;
}

/** Ready for the queue, once its cuts are in the journal. */
export interface PackedMessage {
  readonly body: string;
  readonly payloadBytes: number;
  readonly compressedBytes: number;
  readonly events: number;
  readonly firstSentMs: number;
  readonly segments: readonly PackedSegment[];
}

export interface Packing {
  readonly compression: Compression;
  /** No message with more than one event is larger: a queue may be set to take no more, and more is billed as one step more. */
  readonly messageBytes: number;
}

export interface Sender {
  readonly host: string;
  readonly cluster: string;
  readonly agent: Envelope['agent'];
}

const guardBytes = 1024;
const noGuard: ByteHash = { bytes: 0, hash: '' };

export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** Of up to 1024 bytes that end where `to` is. */
export function guardAt(window: Window | undefined, to: number): ByteHash {
  const end = window ? to - window.base : 0;
  if (!window || end <= 0 || end > window.bytes.length) return noGuard;
  const bytes = window.bytes.subarray(Math.max(0, end - guardBytes), end);
  return { bytes: bytes.length, hash: hashOfBytes(bytes) };
}

/**
 * Encodes stretches as one message, or as several where one would be too large, also for a reader's limits. A
 * single event that is too large for the queue stays one message; it goes the way of the claim check.
 */
export function packMessages(
  sender: Sender,
  firstSentMs: number,
  segments: readonly OpenSegment[],
  { compression, messageBytes }: Packing,
): PackedMessage[] {
  const envelope: Envelope = {
    ...sender,
    firstSentMs,
    segments: segments.map(({ meta, from, to, filtered, events }) => ({ ...meta, from, to, filtered, events })),
  };
  const encoded = encodeMessage(envelope, compression);
  const fits = withinLimits(encoded, envelopeLimits);
  if (fits && encoded.body.length <= messageBytes) return [packed(encoded, firstSentMs, segments)];
  const halves = halve(segments);
  if (halves) return halves.flatMap((half) => packMessages(sender, firstSentMs, half, { compression, messageBytes }));
  // One event that expands more than a reader allows (a line of one repeated byte): gzip cannot, it stops at 1:1032.
  return [packed(fits ? encoded : encodeMessage(envelope, 'gzip'), firstSentMs, segments)];
}

function packed(encoded: EncodedMessage, firstSentMs: number, segments: readonly OpenSegment[]): PackedMessage {
  return {
    ...encoded,
    firstSentMs,
    events: segments.reduce((sum, segment) => sum + segment.events.length, 0),
    segments: segments.map((segment) => ({
      meta: segment.meta,
      from: segment.from,
      to: segment.to,
      filtered: segment.filtered,
      events: segment.events.length,
      guard: segment.guard ?? guardAt(segment.window, segment.to),
      cuts: encodeCuts(segment.events, segment.from),
    })),
  };
}

function halve(segments: readonly OpenSegment[]): [OpenSegment[], OpenSegment[]] | undefined {
  const [only] = segments;
  if (segments.length > 1) {
    const middle = segments.length >> 1;
    return [segments.slice(0, middle), segments.slice(middle)];
  }
  if (!only || only.events.length < 2) return undefined;
  const middle = only.events.length >> 1;
  const cut = only.events[middle - 1]?.to ?? only.from;
  const first = { ...only, to: cut, filtered: 0, events: only.events.slice(0, middle), guard: noGuard };
  return [[first], [{ ...only, from: cut, events: only.events.slice(middle) }]];
}

import type { EventRecord } from '../../contracts/envelope/envelope.ts';
import { payloadBytesOf } from '../../contracts/envelope/payload.ts';
import type { Clock } from '../ports.ts';
import type { JournalledSegment } from '../state/journal.ts';
import {
  type OpenSegment,
  type PackedMessage,
  type Packing,
  packMessages,
  type SegmentMeta,
  type Sender,
  type Window,
} from './message.ts';

const mib = 1024 * 1024;
const payloadMaxBytes = 12 * mib;
const eventsMax = 200_000;
const segmentsMax = 1000;
/** Aim a little below: the size is an estimate, and one byte over a step of 64 KiB is billed as a whole step. */
const aim = 0.95;

/** One file's way into messages. The packer keeps here what it has open for it. */
export interface Feed {
  readonly meta: SegmentMeta;
  /** Everything before it has been packed. */
  packedTo: number;
  segment: OpenSegment | undefined;
}

export interface PackerOptions extends Packing {
  readonly sender: Sender;
  readonly bufferBytes: number;
  readonly lingerMs: number;
  readonly clock: Clock;
  readonly onMessage: (message: PackedMessage) => void;
}

/** Fills messages: events of all files together, up to the size that was asked for or as long as an event may wait. */
export class Packer {
  readonly #options: PackerOptions;
  #feeds: Feed[] = [];
  #segments: OpenSegment[] = [];
  #payloadBytes = 0;
  #events = 0;
  #firstSentMs: number | undefined;
  #stopTimer: (() => void) | undefined;
  #timerIsLong = false;
  /** Compressed bytes a payload byte, as the last messages had it. */
  #ratio = 0.15;
  #targetBytes = 0;

  constructor(options: PackerOptions) {
    this.#options = options;
    this.#aim();
  }

  /** Bytes of events that wait in the open message. */
  get openBytes(): number {
    return this.#payloadBytes;
  }

  get isEmpty(): boolean {
    return this.#segments.length === 0;
  }

  /** Takes the event that follows the last one of this feed. */
  add(feed: Feed, event: EventRecord, window: Window): void {
    const segment = feed.segment ?? this.#open(feed);
    segment.events.push(event);
    segment.to = event.to;
    segment.window = window;
    feed.packedTo = event.to;
    this.#payloadBytes += payloadBytesOf(event);
    this.#events += 1;
    if (this.#events === 1 || this.#timerIsLong) this.#startTimer(this.#options.lingerMs);
    if (this.#payloadBytes >= this.#targetBytes || this.#events >= eventsMax) this.seal();
  }

  /** Takes note of an event that is left out on purpose. */
  skip(feed: Feed, to: number, window: Window): void {
    const segment = feed.segment ?? this.#open(feed);
    segment.to = to;
    segment.filtered += 1;
    segment.window = window;
    feed.packedTo = to;
    // The range has to be reported, but with nothing in it, it can wait for company.
    if (!this.#stopTimer) this.#startTimer(Math.max(this.#options.lingerMs * 10, 10_000), true);
  }

  /** Takes a stretch that had been journalled before a restart, as it was. */
  addAgain(feed: Feed, journalled: JournalledSegment, events: readonly EventRecord[]): void {
    if (!this.isEmpty && this.#firstSentMs !== journalled.firstSentMs) this.seal();
    const { from, to, filtered, guard, events: _, firstSentMs, accepted: __, ...meta } = journalled;
    this.#firstSentMs = firstSentMs;
    this.#segments.push({ meta, from, to, filtered, events: [...events], window: undefined, guard });
    for (const event of events) this.#payloadBytes += payloadBytesOf(event);
    this.#events += events.length;
    feed.packedTo = to;
    this.#startTimer(this.#options.lingerMs);
    if (this.#payloadBytes >= this.#targetBytes) this.seal();
  }

  /** Closes the open message, if anything is in it. */
  seal(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#segments.length === 0) return;
    const { sender, clock, onMessage } = this.#options;
    const segments = this.#segments;
    const firstSentMs = this.#firstSentMs ?? clock.nowMs();
    for (const feed of this.#feeds) feed.segment = undefined;
    this.#feeds = [];
    this.#segments = [];
    this.#payloadBytes = 0;
    this.#events = 0;
    this.#firstSentMs = undefined;
    for (const message of packMessages(sender, firstSentMs, segments, this.#options)) {
      if (message.payloadBytes > 16 * 1024) {
        this.#ratio = (this.#ratio + message.compressedBytes / message.payloadBytes) / 2;
        this.#aim();
      }
      onMessage(message);
    }
  }

  #open(feed: Feed): OpenSegment {
    if (this.#firstSentMs !== undefined || this.#segments.length >= segmentsMax) this.seal();
    const segment: OpenSegment = {
      meta: feed.meta,
      from: feed.packedTo,
      to: feed.packedTo,
      filtered: 0,
      events: [],
      window: undefined,
    };
    feed.segment = segment;
    this.#feeds.push(feed);
    this.#segments.push(segment);
    return segment;
  }

  #startTimer(delayMs: number, long = false): void {
    this.#stopTimer?.();
    this.#timerIsLong = long;
    this.#stopTimer = this.#options.clock.after(delayMs, () => {
      this.#stopTimer = undefined;
      this.seal();
    });
  }

  #aim(): void {
    const { messageBytes, bufferBytes } = this.#options;
    const bodyPerPayload = (this.#ratio * 4) / 3;
    this.#targetBytes = Math.min((messageBytes * aim) / bodyPerPayload, payloadMaxBytes, bufferBytes / 2);
  }
}

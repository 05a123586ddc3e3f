/**
 * The payload of a message, before compression:
 *
 *     "MRE1" · u32 header length · header (JSON, UTF-8) · u32 table length · table · texts
 *
 * The table holds four varints an event, segment by segment: gap since the previous event, bytes in the file, bytes of text,
 * flags. The texts follow one another without separators. Keeping numbers and texts apart compresses better than framing
 * each event, and lets the reader check every count before it makes anything.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { varintBytesMax, writeVarint } from '../varint.ts';
import { badEnvelope } from './bad-envelope.ts';
import type { DecodedEvent, Envelope, EnvelopeLimits, EventRecord } from './envelope.ts';
import { headerOf, parseHeader, type SegmentHeader } from './header.ts';

const magic = 'MRE1';
const prefixBytes = 8;

export function encodePayload(envelope: Envelope): Buffer {
  let events = 0;
  let textBytes = 0;
  for (const segment of envelope.segments) {
    events += segment.events.length;
    for (const event of segment.events) textBytes += event.text.length;
  }
  const header = Buffer.from(JSON.stringify(headerOf(envelope)));
  const tableMax = events * 4 * varintBytesMax;
  const out = Buffer.allocUnsafe(prefixBytes + header.length + 4 + tableMax + textBytes);
  out.write(magic, 0, 'latin1');
  out.writeUInt32LE(header.length, 4);
  header.copy(out, prefixBytes);
  const tableStart = prefixBytes + header.length + 4;
  let at = tableStart;
  for (const segment of envelope.segments) {
    let previous = segment.from;
    for (const event of segment.events) {
      at = writeVarint(out, at, event.from - previous);
      at = writeVarint(out, at, event.to - event.from);
      at = writeVarint(out, at, event.text.length);
      at = writeVarint(out, at, event.flags);
      previous = event.to;
    }
  }
  out.writeUInt32LE(at - tableStart, tableStart - 4);
  for (const segment of envelope.segments) {
    for (const event of segment.events) {
      out.set(event.text, at);
      at += event.text.length;
    }
  }
  return out.subarray(0, at);
}

/** @param payload that begins as one of ours does */
export function headerBytesOf(payload: Buffer): number {
  return payload.readUInt32LE(4);
}

/**
 * @throws MillraceError `bad_envelope`, and nothing else, whatever the bytes are
 */
export function decodePayload(payload: Buffer, limits: EnvelopeLimits): Envelope<DecodedEvent> {
  if (payload.length < prefixBytes + 4 || payload.toString('latin1', 0, 4) !== magic) {
    throw badEnvelope('the payload does not begin as an envelope of version 1 does');
  }
  const headerBytes = headerBytesOf(payload);
  if (headerBytes > limits.headerBytes) throw badEnvelope(`the header has ${headerBytes} bytes`);
  const tableStart = prefixBytes + headerBytes + 4;
  if (tableStart > payload.length) throw badEnvelope('the header is cut short');
  const header = parseHeader(payload.toString('utf8', prefixBytes, prefixBytes + headerBytes), limits);
  const tableEnd = tableStart + payload.readUInt32LE(tableStart - 4);
  if (tableEnd > payload.length) throw badEnvelope('the table is cut short');
  const events = header.segments.reduce((sum, segment) => sum + segment.events, 0);
  if (events > limits.events) throw badEnvelope(`${events} events, more than ${limits.events}`);
  // Four varints an event: a count that the table cannot hold is refused before anything is made for it.
  if (events * 4 > tableEnd - tableStart) throw badEnvelope('fewer table entries than events');
  const table = new TableReader(payload, tableStart, tableEnd);
  const texts = new TextReader(payload, tableEnd);
  const segments = header.segments.map((segment) => ({ ...segment, events: readEvents(segment, table, texts) }));
  if (!table.atEnd()) throw badEnvelope('more table entries than events');
  if (!texts.atEnd()) throw badEnvelope('more text than events');
  return { ...header, segments };
}

function readEvents(segment: SegmentHeader, table: TableReader, texts: TextReader): DecodedEvent[] {
  const events: DecodedEvent[] = [];
  let position = segment.from;
  for (let i = 0; i < segment.events; i++) {
    const from = position + table.next();
    const to = from + table.next();
    const textBytes = table.next();
    const flags = table.next();
    if (to <= from || to > segment.to) throw badEnvelope('an event lies outside of its segment');
    if (textBytes > to - from) throw badEnvelope('an event has more text than bytes in the file');
    events.push(texts.next(from, to, textBytes, flags));
    position = to;
  }
  return events;
}

class TableReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < varintBytesMax; i++) {
      if (this.#at >= this.#end) throw badEnvelope('the table ends in the middle of an event');
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) throw badEnvelope('a number in the table is too large');
        return value;
      }
      scale *= 0x80;
    }
    throw badEnvelope('a number in the table does not end');
  }

  atEnd(): boolean {
    return this.#at === this.#end;
  }
}

class TextReader {
  readonly #bytes: Buffer;
  readonly #ascii: string | undefined;
  readonly #start: number;
  #at: number;

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#at = start;
    const texts = bytes.subarray(start);
    // One decoding of everything is several times faster than one an event, and most logs are ASCII.
    this.#ascii = isAscii(texts) ? texts.toString('latin1') : undefined;
  }

  next(from: number, to: number, textBytes: number, flags: number): DecodedEvent {
    const start = this.#at;
    const end = start + textBytes;
    if (end > this.#bytes.length) throw badEnvelope('the texts are cut short');
    this.#at = end;
    if (this.#ascii !== undefined) {
      return { from, to, text: this.#ascii.substring(start - this.#start, end - this.#start), flags };
    }
    const text = this.#bytes.toString('utf8', start, end);
    // What is invalid becomes U+FFFD, which may also have stood there. Asked event by event: two halves of a character, each at
    // the edge of an event, are valid only together.
    if (!text.includes('\ufffd')) return { from, to, text, flags };
    const raw = this.#bytes.subarray(start, end);
    return isUtf8(raw) ? { from, to, text, flags } : { from, to, text, flags, raw };
  }

  atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}

/** Upper bound of what an event adds to a payload, for packing. */
export function payloadBytesOf(event: Pick<EventRecord, 'text'>): number {
  return event.text.length + 12;
}

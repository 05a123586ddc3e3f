import { type EventRecord, eventFlags } from '../../contracts/envelope/envelope.ts';
import type { Window } from '../packing/message.ts';
import type { LineJoiner } from './multiline.ts';

const newline = 10;
const carriageReturn = 13;
/** Kept before what is still uncut: they tell later whether the file is the same. */
const historyBytes = 1024;

/** What is told of each event. The window holds the bytes before `event.to`. */
export type OnEvent = (event: EventRecord, window: Window) => void;

export interface CutCounters {
  lines: number;
  truncated: number;
  truncatedBytes: number;
}

export interface CutOptions {
  readonly lineLimitBytes: number;
  readonly multiline: LineJoiner | undefined;
}

/**
 * Cuts a stream of bytes into events: lines, or several lines that belong together. Memory is bounded by the line limit, however
 * long a line is. Positions are offsets in the file.
 */
export class Cutter {
  readonly #options: CutOptions;
  readonly #onEvent: OnEvent;
  readonly #counters: CutCounters;
  #window: Window;
  /** Used bytes of the window. */
  #endIndex = 0;
  /** First byte that is in no event. */
  #uncut: number;
  /** Where the line begins that has no end yet. */
  #line: number;
  /** Before it there is no line ending that was not seen. */
  #scanned: number;
  #groupLines = 0;
  #groupTextEnd = 0;
  /** The kept beginning of a line that is longer than the limit; its rest is skipped. */
  #overlong: Buffer | undefined;

  /** @param history the bytes just before `from`, where they are at hand */
  constructor(options: CutOptions, from: number, history: Buffer, onEvent: OnEvent, counters: CutCounters) {
    this.#options = options;
    this.#onEvent = onEvent;
    this.#counters = counters;
    this.#window = { bytes: history, base: from - history.length };
    this.#endIndex = history.length;
    this.#uncut = from;
    this.#line = from;
    this.#scanned = from;
  }

  /** The next byte that is expected. */
  get position(): number {
    return this.#window.base + this.#endIndex;
  }

  get uncut(): number {
    return this.#uncut;
  }

  /** Whole lines wait for a line that belongs to them. */
  get holdsLines(): boolean {
    return this.#groupLines > 0;
  }

  /** Up to 1024 bytes just before `position`. A view: read it before the next `reserve`. */
  history(): Buffer {
    return this.#window.bytes.subarray(Math.max(0, this.#endIndex - historyBytes), this.#endIndex);
  }

  /** Everything that is in no event yet, and bytes before it. For a cutter with other options. */
  uncutBytes(): { readonly history: Buffer; readonly bytes: Buffer } | undefined {
    if (this.#overlong) return undefined;
    const start = this.#uncut - this.#window.base;
    const { bytes } = this.#window;
    return {
      history: bytes.subarray(Math.max(0, start - historyBytes), start),
      bytes: bytes.subarray(start, this.#endIndex),
    };
  }

  /** Gives back memory that a file which rests does not need. */
  rest(): void {
    const spare = this.#window.bytes.length - this.#endIndex;
    if (spare === 0 && this.#endIndex <= 2 * historyBytes) return;
    const { bytes, base } = this.#window;
    const keepFrom = Math.max(0, Math.min(this.#uncut - base, this.#endIndex) - historyBytes);
    const kept = Buffer.from(bytes.subarray(keepFrom, this.#endIndex));
    this.#window = { bytes: kept, base: base + keepFrom };
    this.#endIndex = kept.length;
  }

  /** @returns room for the next `bytes` bytes of the file; say with `commit` how many came */
  reserve(bytes: number): Buffer {
    const { bytes: old, base } = this.#window;
    if (old.length - this.#endIndex < bytes) {
      const keepFrom = Math.max(0, Math.min(this.#uncut - base, this.#endIndex) - historyBytes);
      const kept = this.#endIndex - keepFrom;
      const fresh = Buffer.allocUnsafeSlow(kept + bytes);
      old.copy(fresh, 0, keepFrom, this.#endIndex);
      this.#window = { bytes: fresh, base: base + keepFrom };
      this.#endIndex = kept;
    }
    return this.#window.bytes.subarray(this.#endIndex, this.#endIndex + bytes);
  }

  /** Cuts what the first `bytes` bytes of the reserved room complete. */
  commit(bytes: number): void {
    this.#endIndex += bytes;
    this.#cutLines();
  }

  push(bytes: Uint8Array): void {
    this.reserve(bytes.length).set(bytes);
    this.commit(bytes.length);
  }

  /** Nothing follows: what is there is an event, with or without a line ending. */
  end(): void {
    const end = this.position;
    if (this.#overlong) this.#endOverlong(end, end);
    else if (this.#line < end) this.#take(end, end);
    this.endGroup();
  }

  /** Nothing has followed for the time that lines wait for each other. */
  endGroup(): void {
    if (this.#groupLines === 0) return;
    const flags = this.#groupLines > 1 ? eventFlags.multiline : 0;
    const text = this.#slice(this.#uncut, this.#groupTextEnd);
    this.#groupLines = 0;
    this.#emit(this.#line, text, flags);
  }

  #cutLines(): void {
    const { base } = this.#window;
    const bytes = this.#window.bytes.subarray(0, this.#endIndex);
    for (;;) {
      const at = bytes.indexOf(newline, this.#scanned - base);
      if (at < 0) break;
      const textEnd = at > 0 && bytes[at - 1] === carriageReturn ? at - 1 : at;
      // Before the event goes out: whatever happens there, this line is not met again.
      this.#scanned = base + at + 1;
      if (this.#overlong) this.#endOverlong(base + textEnd, base + at + 1);
      else this.#take(base + Math.max(textEnd, this.#line - base), base + at + 1);
    }
    this.#scanned = base + this.#endIndex;
    const { lineLimitBytes } = this.#options;
    // One byte more may be a carriage return that belongs to the ending.
    if (!this.#overlong && this.#scanned - this.#line > lineLimitBytes + 1) {
      this.endGroup();
      this.#overlong = Buffer.from(this.#cutText(this.#line));
    }
    if (this.#overlong) this.#forget();
  }

  /** The line that begins at `#line` is whole. */
  #take(textEnd: number, to: number): void {
    this.#counters.lines += 1;
    const { lineLimitBytes, multiline } = this.#options;
    const from = this.#line;
    if (textEnd - from > lineLimitBytes) {
      this.endGroup();
      const text = this.#cutText(from);
      this.#countCut(textEnd - from - text.length);
      this.#line = to;
      this.#emit(to, text, eventFlags.truncated);
      return;
    }
    if (!multiline) {
      this.#line = to;
      this.#emit(to, this.#slice(from, textEnd), 0);
      return;
    }
    if (this.#groupLines > 0) {
      const full = this.#groupLines >= multiline.maxLines || textEnd - this.#uncut > lineLimitBytes;
      if (full || multiline.begins(this.#slice(from, textEnd))) this.endGroup();
    }
    this.#groupLines += 1;
    this.#groupTextEnd = textEnd;
    this.#line = to;
  }

  #endOverlong(textEnd: number, to: number): void {
    const text = this.#overlong ?? Buffer.alloc(0);
    this.#overlong = undefined;
    this.#counters.lines += 1;
    this.#countCut(textEnd - this.#uncut - text.length);
    this.#line = to;
    this.#emit(to, text, eventFlags.truncated);
  }

  #countCut(bytes: number): void {
    this.#counters.truncated += 1;
    this.#counters.truncatedBytes += bytes;
  }

  #emit(to: number, text: Uint8Array, flags: number): void {
    const from = this.#uncut;
    this.#uncut = to;
    this.#onEvent({ from, to, text, flags }, this.#window);
  }

  /** The beginning of a line, as much as is allowed, not ending inside of a character. */
  #cutText(from: number): Buffer {
    const text = this.#slice(from, from + this.#options.lineLimitBytes);
    let end = text.length;
    for (let back = 1; back <= 3 && back <= text.length; back++) {
      const byte = text[text.length - back] ?? 0;
      if ((byte & 0xc0) === 0x80) continue;
      const width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      if (width > back) end = text.length - back;
      break;
    }
    return text.subarray(0, end);
  }

  /** Drops the skipped part of an overlong line. */
  #forget(): void {
    const { bytes, base } = this.#window;
    const keepFrom = Math.max(0, this.#endIndex - historyBytes);
    if (keepFrom === 0) return;
    this.#window = { bytes: Buffer.from(bytes.subarray(keepFrom, this.#endIndex)), base: base + keepFrom };
    this.#endIndex -= keepFrom;
  }

  #slice(from: number, to: number): Buffer {
    const { bytes, base } = this.#window;
    return bytes.subarray(from - base, to - base);
  }
}

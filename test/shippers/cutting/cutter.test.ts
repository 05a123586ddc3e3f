import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventRecord } from '../../../contracts/envelope/envelope.ts';
import { type CutOptions, Cutter } from '../../../shippers/cutting/cutter.ts';
import { lineJoiner } from '../../../shippers/cutting/multiline.ts';
import { guardAt, hashOfBytes, type Window } from '../../../shippers/packing/message.ts';

const plain: CutOptions = { lineLimitBytes: 1024, multiline: undefined };

interface Cutting {
  readonly events: EventRecord[];
  readonly windows: Window[];
  readonly counters: { lines: number; truncated: number; truncatedBytes: number };
}

function cutPieces(pieces: readonly Uint8Array[], options: CutOptions, from = 0, end = true): Cutting {
  const events: EventRecord[] = [];
  const windows: Window[] = [];
  const counters = { lines: 0, truncated: 0, truncatedBytes: 0 };
  const take = (event: EventRecord, window: Window) => {
    events.push({ ...event, text: Buffer.from(event.text) });
    windows.push({ base: window.base, bytes: Buffer.from(window.bytes) });
  };
  const cutter = new Cutter(options, from, Buffer.alloc(0), take, counters);
  for (const piece of pieces) cutter.push(piece);
  if (end) cutter.end();
  return { events, windows, counters };
}

function texts({ events }: Cutting): string[] {
  return events.map(({ text }) => Buffer.from(text).toString());
}

function pieces(content: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (content.length + 1)), content.length].sort((a, b) => a - b);
  return places.slice(1).map((place, i) => content.subarray(places[i], place));
}

/** Bytes in which line endings, joined lines and long lines are frequent. */
const contents = fc
  .array(fc.constantFrom('\n', '\r\n', '\r', 'a', 'é', '😀', ' x', '\nA', 'b'.repeat(30), 'é'.repeat(40)), {
    maxLength: 60,
  })
  .map((parts) => Buffer.from(parts.join('')));
const joiner = lineJoiner({ start: '^A', timeout: 1000, max_lines: 3 });
const configurations = fc.record({
  lineLimitBytes: fc.constantFrom(16, 64, 1024),
  multiline: fc.constantFrom(undefined, joiner),
});

describe('lines', () => {
  test('LF and CRLF end a line and are not part of its text', () => {
    const cutting = cutPieces([Buffer.from('one\ntwo\r\n\nfour\r')], plain);
    expect(texts(cutting)).toEqual(['one', 'two', '', 'four\r']);
    expect(cutting.events.map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [4, 9],
      [9, 10],
      [10, 15],
    ]);
  });

  test('a partial last line waits until it is said that nothing follows', () => {
    expect(texts(cutPieces([Buffer.from('one\ntw')], plain, 0, false))).toEqual(['one']);
    expect(texts(cutPieces([Buffer.from('one\ntw'), Buffer.from('o\n')], plain, 0, false))).toEqual(['one', 'two']);
  });

  test('offsets count from where the cutter began', () => {
    expect(cutPieces([Buffer.from('x\n')], plain, 5000).events[0]).toMatchObject({ from: 5000, to: 5002 });
  });

  test('a line as long as the limit is whole, one byte more is cut and covers its whole range', () => {
    const whole = cutPieces([Buffer.from(`${'x'.repeat(1024)}\r\n`)], plain);
    expect(whole.events).toMatchObject([{ from: 0, to: 1026, flags: 0 }]);
    const cut = cutPieces([Buffer.from(`${'x'.repeat(1025)}\r\nnext\n`)], plain);
    expect(cut.events).toMatchObject([
      { from: 0, to: 1027, flags: 1 },
      { from: 1027, to: 1032, flags: 0 },
    ]);
    expect(cut.events[0]?.text.length).toBe(1024);
    expect(cut.counters).toEqual({ lines: 2, truncated: 1, truncatedBytes: 1 });
  });

  test('a text is not cut inside of a character', () => {
    const { events } = cutPieces([Buffer.from(`${'é'.repeat(20)}\n`)], { ...plain, lineLimitBytes: 17 });
    expect(Buffer.from(events[0]?.text ?? []).toString()).toBe('é'.repeat(8));
  });

  test('a line of 50 MB takes no more memory than the limit', () => {
    const counters = { lines: 0, truncated: 0, truncatedBytes: 0 };
    const events: EventRecord[] = [];
    const cutter = new Cutter(plain, 0, Buffer.alloc(0), (event) => events.push(event), counters);
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let i = 0; i < 50; i++) {
      cutter.push(piece);
      const held = cutter.history().buffer.byteLength;
      most = Math.max(most, held);
    }
    cutter.push(Buffer.from('\nshort\n'));
    expect(most).toBeLessThan(128 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 * 1024 * 1024);
    expect(events).toMatchObject([
      { from: 0, to: 50 * 1024 * 1024 + 1, flags: 1 },
      { flags: 0, text: Buffer.from('short') },
    ]);
    expect(counters.truncatedBytes).toBe(50 * 1024 * 1024 - 1024);
  });
});

describe('several lines of one event', () => {
  const options: CutOptions = { lineLimitBytes: 1024, multiline: joiner };

  test('a line that matches begins an event, the others belong to it', () => {
    const cutting = cutPieces([Buffer.from('A one\n  at x\r\n  at y\nA two\n')], options);
    expect(texts(cutting)).toEqual(['A one\n  at x\r\n  at y', 'A two']);
    expect(cutting.events.map(({ flags }) => flags)).toEqual([2, 0]);
  });

  test('continuation: a line that matches belongs to the one before', () => {
    const indented = lineJoiner({ continuation: '^\\s', timeout: 1000, max_lines: 100 });
    const cutting = cutPieces([Buffer.from('one\n two\nthree\n')], { ...options, multiline: indented });
    expect(texts(cutting)).toEqual(['one\n two', 'three']);
  });

  test('an event has so many lines at most, and so many bytes', () => {
    expect(texts(cutPieces([Buffer.from('A\n1\n2\n3\n4\n')], options))).toEqual(['A\n1\n2', '3\n4']);
    const long = 'x'.repeat(600);
    expect(texts(cutPieces([Buffer.from(`A\n${long}\n${long}\n`)], options))).toEqual([`A\n${long}`, long]);
  });

  test('the last event waits for the time-out; a line that is not whole waits on', () => {
    const counters = { lines: 0, truncated: 0, truncatedBytes: 0 };
    const events: string[] = [];
    const take = ({ text }: EventRecord) => events.push(Buffer.from(text).toString());
    const cutter = new Cutter(options, 0, Buffer.alloc(0), take, counters);
    cutter.push(Buffer.from('A\n1\n par'));
    expect(cutter.holdsLines).toBe(true);
    cutter.endGroup();
    expect(events).toEqual(['A\n1']);
    expect(cutter.uncut).toBe(4);
    cutter.push(Buffer.from('tial\nA\n'));
    expect(events).toEqual(['A\n1', ' partial']);
  });
});

describe('laws', () => {
  test('however the bytes arrive, they are cut the same', () => {
    fc.assert(
      fc.property(contents, fc.array(fc.nat()), configurations, (content, cuts, options) => {
        const together = cutPieces([content], options);
        const apart = cutPieces(pieces(content, cuts), options);
        expect(apart.events).toEqual(together.events);
        expect(apart.counters).toEqual(together.counters);
      }),
      { numRuns: 1000 },
    );
  });

  test('events lie side by side, cover every byte, and their text is what stands in the file', () => {
    fc.assert(
      fc.property(contents, fc.array(fc.nat()), configurations, (content, cuts, options) => {
        const { events } = cutPieces(pieces(content, cuts), options);
        let position = 0;
        for (const { from, to, text } of events) {
          expect(from).toBe(position);
          expect(to).toBeGreaterThan(from);
          expect(text.length).toBeLessThanOrEqual(options.lineLimitBytes);
          expect(Buffer.from(text).equals(content.subarray(from, from + text.length))).toBe(true);
          position = to;
        }
        expect(position).toBe(content.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('lines are what splitting at newlines gives', () => {
    fc.assert(
      fc.property(contents, fc.array(fc.nat()), (content, cuts) => {
        const lines = content.toString().split('\n');
        const last = lines.pop();
        const expected = lines.map((line) => line.replace(/\r$/, ''));
        if (last) expected.push(last);
        const cutting = cutPieces(pieces(content, cuts), { lineLimitBytes: 100_000, multiline: undefined });
        expect(texts(cutting)).toEqual(expected);
        expect(cutting.counters.lines).toBe(expected.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('what stands before the end of an event is at hand, up to 1024 bytes', () => {
    fc.assert(
      fc.property(contents, fc.array(fc.nat()), configurations, (content, cuts, options) => {
        const { events, windows } = cutPieces(pieces(content, cuts), options);
        for (const [i, { to }] of events.entries()) {
          const before = content.subarray(Math.max(0, to - 1024), to);
          expect(guardAt(windows[i], to)).toEqual({ bytes: before.length, hash: hashOfBytes(before) });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

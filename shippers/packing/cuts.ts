import { varintBytesMax, writeVarint } from '../../contracts/varint.ts';

/** Where an event lies and how much of it is text; the text itself stands in the file. */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly textBytes: number;
  readonly flags: number;
}

interface Cuttable {
  readonly from: number;
  readonly to: number;
  readonly text: { readonly length: number };
  readonly flags: number;
}

/**
 * Cuts as varints in base 64: gap since the last event, bytes of text, bytes after the text, flags. About five bytes an event.
 * @param from where the segment begins
 */
export function encodeCuts(events: readonly Cuttable[], from: number): string {
  const out = Buffer.allocUnsafe(events.length * 4 * varintBytesMax);
  let at = 0;
  let previous = from;
  for (const event of events) {
    at = writeVarint(out, at, event.from - previous);
    at = writeVarint(out, at, event.text.length);
    at = writeVarint(out, at, event.to - event.from - event.text.length);
    at = writeVarint(out, at, event.flags);
    previous = event.to;
  }
  return out.toString('base64', 0, at);
}

/** @returns undefined when the text holds no whole cuts */
export function decodeCuts(text: string, from: number): Cut[] | undefined {
  const bytes = Buffer.from(text, 'base64');
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
      scale = 1;
    } else scale *= 0x80;
  }
  if (scale !== 1 || numbers.length % 4 !== 0) return undefined;
  const cuts: Cut[] = [];
  let position = from;
  for (let i = 0; i < numbers.length; i += 4) {
    const [gap = 0, textBytes = 0, rest = 0, flags = 0] = numbers.slice(i, i + 4);
    const begin = position + gap;
    position = begin + textBytes + rest;
    cuts.push({ from: begin, to: position, textBytes, flags });
  }
  return cuts;
}

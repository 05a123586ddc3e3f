import { z } from 'zod';

const sizePattern = /^(\d+(?:\.\d+)?)\s*(B|KiB|MiB|GiB)?$/;
const sizeUnits = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const durationPattern = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;
const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `64KiB`, `1 MiB`, or a number of bytes. @returns bytes, or undefined where the text is not a size */
export function parseSize(text: string): number | undefined {
  const match = sizePattern.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? 'B') as keyof typeof sizeUnits;
  return Math.round(Number(match[1]) * sizeUnits[unit]);
}

/** `500ms`, `1s`, `5m`, `2h`, `7d`. @returns milliseconds, or undefined where the text is not a duration */
export function parseDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * durationUnits[match[2] as keyof typeof durationUnits]);
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Bytes, written as a person writes them. The default is given in bytes. */
export function size(defaultBytes: number, bounds: Bounds) {
  return quantity(parseSize, 'a size such as 64KiB or 1MiB', bounds).default(defaultBytes);
}

/** Milliseconds, written as a person writes them. The default is given in milliseconds. */
export function duration(defaultMs: number, bounds: Bounds) {
  return quantity(parseDuration, 'a duration such as 500ms, 1s or 5m', bounds).default(defaultMs);
}

function quantity(parse: (text: string) => number | undefined, expected: string, bounds: Bounds) {
  return z.union([z.string(), z.number()], { error: `expected ${expected}` }).transform((value, context) => {
    const parsed = typeof value === 'number' ? value : parse(value.trim());
    if (parsed === undefined) {
      context.addIssue({ code: 'custom', message: `expected ${expected}` });
      return z.NEVER;
    }
    if (parsed < bounds.min || parsed > bounds.max) {
      context.addIssue({ code: 'custom', message: `must lie between ${bounds.min} and ${bounds.max}` });
      return z.NEVER;
    }
    return parsed;
  });
}

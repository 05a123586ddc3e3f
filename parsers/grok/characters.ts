/**
 * Character sets as Onigmo means them in Ruby: `\w \d \s \h` are ASCII, POSIX brackets and `\p{…}` follow Unicode.
 */

export type CharacterRange = readonly [from: number, to: number];

export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly CharacterRange[];
  /** Unicode properties as V8 writes them (`\p{L}`). Their presence makes the expression need the `u` flag. */
  readonly properties: readonly string[];
}

const lastCodePoint = 0x10ffff;

export const digits: readonly CharacterRange[] = [[0x30, 0x39]];
export const hexDigits: readonly CharacterRange[] = [
  [0x30, 0x39],
  [0x41, 0x46],
  [0x61, 0x66],
];
export const wordCharacters: readonly CharacterRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const spaces: readonly CharacterRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
];

/** What `\d`, `\w`, `\s`, `\h` stand for; the upper-case letter is the complement. */
export const shorthandRanges: Readonly<Record<string, readonly CharacterRange[]>> = {
  d: digits,
  h: hexDigits,
  s: spaces,
  w: wordCharacters,
};

/**
 * What Onigmo's `\b` takes for part of a word, as the inside of a class under the `u` flag: letters, marks, digits and connectors of all
 * scripts, and the small figures and fractions of Latin-1.
 */
export const wordClass = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be';

/** POSIX brackets, also as `\p{Alnum}`. */
const posixClasses: Readonly<Record<string, Omit<CharacterSet, 'negated'>>> = {
  alnum: { ranges: [], properties: ['\\p{Alphabetic}', '\\p{Nd}'] },
  alpha: { ranges: [], properties: ['\\p{Alphabetic}'] },
  ascii: { ranges: [[0, 0x7f]], properties: [] },
  blank: { ranges: [[0x09, 0x09]], properties: ['\\p{Zs}'] },
  cntrl: { ranges: [], properties: ['\\p{Cc}'] },
  digit: { ranges: [], properties: ['\\p{Nd}'] },
  graph: { ranges: [], properties: ['\\p{L}', '\\p{M}', '\\p{N}', '\\p{P}', '\\p{S}', '\\p{Cf}', '\\p{Co}'] },
  lower: { ranges: [], properties: ['\\p{Lowercase}'] },
  print: {
    ranges: [],
    properties: ['\\p{L}', '\\p{M}', '\\p{N}', '\\p{P}', '\\p{S}', '\\p{Cf}', '\\p{Co}', '\\p{Zs}'],
  },
  // Unicode counts `$+<=>^`|~` among the symbols; Onigmo counts them here as POSIX does.
  punct: {
    ranges: [
      [0x24, 0x24],
      [0x2b, 0x2b],
      [0x3c, 0x3e],
      [0x5e, 0x5e],
      [0x60, 0x60],
      [0x7c, 0x7c],
      [0x7e, 0x7e],
    ],
    properties: ['\\p{P}'],
  },
  space: { ranges: [], properties: ['\\p{White_Space}'] },
  upper: { ranges: [], properties: ['\\p{Uppercase}'] },
  word: { ranges: [], properties: ['\\p{Alphabetic}', '\\p{M}', '\\p{Nd}', '\\p{Pc}'] },
  xdigit: { ranges: hexDigits, properties: [] },
};

export function posixClass(name: string): Omit<CharacterSet, 'negated'> | undefined {
  return Object.hasOwn(posixClasses, name.toLowerCase()) ? posixClasses[name.toLowerCase()] : undefined;
}

/** Sorted, without overlaps. */
export function normalise(ranges: readonly CharacterRange[]): CharacterRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export function complement(ranges: readonly CharacterRange[]): CharacterRange[] {
  const result: CharacterRange[] = [];
  let next = 0;
  for (const [from, to] of normalise(ranges)) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) result.push([next, lastCodePoint]);
  return result;
}

/** Adds what differs by case only: `s` brings `S` and `ſ`. Not what is longer in the other case: `ß` does not bring `ss`. */
export function foldCase(ranges: readonly CharacterRange[]): CharacterRange[] {
  const folded: CharacterRange[] = [...ranges];
  caseFamilies ??= findCaseFamilies();
  for (const [from, to] of ranges) {
    // By the shorter way: single characters and small ranges are what people write.
    const codes =
      to - from < caseFamilies.size ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : caseFamilies.keys();
    for (const code of codes) {
      if (code < from || code > to) continue;
      for (const other of caseFamilies.get(code) ?? []) folded.push([other, other]);
    }
  }
  return normalise(folded);
}

/** By code point: those that are the same but for their case. */
let caseFamilies: ReadonlyMap<number, readonly number[]> | undefined;
const lastCased = 0x1e943;
/** East Asian scripts, which have no case; most code points are theirs. */
const uncased = [
  [0x2e80, 0xa63f],
  [0xac00, 0xfaff],
] as const;
/** Upper-cases to `I`, but Unicode does not fold it. */
const dotlessI = 0x131;

function findCaseFamilies(): Map<number, number[]> {
  const families = new Map<string, number[]>();
  for (let code = 0; code <= lastCased; code++) {
    const skipped = uncased.find(([from]) => from === code);
    if (skipped) code = skipped[1] + 1;
    const character = String.fromCodePoint(code);
    const upper = character.toLowerCase().toUpperCase();
    if (code === dotlessI || (upper.codePointAt(0) ?? 0) > lastCased || [...upper].length > 1) continue;
    const family = families.get(upper);
    if (family) family.push(code);
    else families.set(upper, [code]);
  }
  const several = [...families.values()].filter((family) => family.length > 1);
  return new Map(several.flatMap((family) => family.map((code): [number, number[]] => [code, family])));
}

const cased = ['\\p{Lu}', '\\p{Ll}', '\\p{Lt}', '\\p{Uppercase}', '\\p{Lowercase}'];

/** Where letters of one case are in, those of the other come along. */
export function foldProperties(properties: readonly string[]): readonly string[] {
  const oneCase = properties.some((property) => cased.includes(property));
  return oneCase ? [...new Set([...properties, '\\p{Uppercase}', '\\p{Lowercase}', '\\p{Lt}'])] : properties;
}

export function needsUnicode(set: CharacterSet): boolean {
  // The complement of a set reaches beyond the BMP by way of `[^…]`; only a range that begins or ends there needs the flag.
  return (
    set.properties.length > 0 ||
    set.ranges.some(([from, to]) => to > 0xffff && !(from <= 0xffff && to === lastCodePoint))
  );
}

/** In V8's dialect, valid with and without the `u` flag. */
export function writeSet(set: CharacterSet, unicode: boolean): string {
  const ranges = normalise(set.ranges);
  const reachesTop = ranges.at(-1)?.[1] === lastCodePoint && !set.negated && set.properties.length === 0;
  if (reachesTop) return writeSet({ negated: true, ranges: complement(ranges), properties: [] }, unicode);
  const body = ranges.map(([from, to]) => writeRange(from, to, unicode)).join('') + set.properties.join('');
  if (set.negated) return body === '' ? '[^]' : `[^${body}]`;
  return body === '' ? '[]' : `[${body}]`;
}

/** The same for texts that are known to be ASCII: Unicode properties become the ASCII characters that have them. */
export function writeAsciiSet(set: CharacterSet): string {
  if (set.properties.length === 0) return writeSet(set, false);
  const ranges = [...set.ranges, ...asciiOf(set.properties)];
  return writeSet({ negated: set.negated, ranges, properties: [] }, false);
}

const asciiByProperties = new Map<string, readonly CharacterRange[]>();

/** The ASCII characters that have one of the properties. */
export function asciiOf(properties: readonly string[]): readonly CharacterRange[] {
  const key = properties.join('');
  const known = asciiByProperties.get(key);
  if (known) return known;
  const expression = new RegExp(`[${key}]`, 'u');
  const codes = Array.from({ length: 0x80 }, (_, code) => code).filter((code) =>
    expression.test(String.fromCharCode(code)),
  );
  const ranges = normalise(codes.map((code): CharacterRange => [code, code]));
  asciiByProperties.set(key, ranges);
  return ranges;
}

function writeRange(from: number, to: number, unicode: boolean): string {
  if (from === to) return writeCode(from, unicode);
  return `${writeCode(from, unicode)}${to > from + 1 ? '-' : ''}${writeCode(to, unicode)}`;
}

function writeCode(code: number, unicode: boolean): string {
  if (code > 0xffff) return unicode ? `\\u{${code.toString(16)}}` : '\\uffff';
  if (code > 0x20 && code < 0x7f) {
    const character = String.fromCharCode(code);
    return /[\\\]^[-]/.test(character) ? `\\${character}` : character;
  }
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

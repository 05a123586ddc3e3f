import type { Redaction } from './redactions.ts';

/** Digits, with one blank or hyphen between groups. Behind a decimal point they are a fraction. */
const run = /(?<!\d\.)(?<!\d)\d+(?:[ -]\d+)*/g;
/** So many digits in a row that it is worth to look at them one by one. */
const enough = /\d(?:[ -]?\d){12}/;
const digitsLeast = 13;
const digitsMost = 19;

/** How card numbers are printed: all in one; groups of four; 4-6-5 and 4-6-4, as on cards with 15 and 14 digits. */
const layouts: readonly (readonly number[])[] = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4, 2],
  [4, 4, 4, 4, 1],
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 4, 4, 3],
  [4, 6, 4],
  [4, 4, 4, 2],
  [4, 4, 4, 1],
];

/**
 * Numbers of payment cards: 13 to 19 digits with a valid check digit (Luhn). Those that begin with 0 or 1 are none: no card does, and times in
 * milliseconds do.
 */
export const redactCards: Redaction = (text, replacement) => {
  if (!enough.test(text)) return text;
  return text.replace(run, (digits) => (digits.length < digitsLeast ? digits : redactRun(digits, replacement)));
};

function redactRun(text: string, replacement: string): string {
  const pieces = text.split(/([ -])/);
  let redacted = '';
  for (let i = 0; i < pieces.length; ) {
    const length = cardLength(pieces, i);
    redacted += length > 0 ? replacement : pieces[i];
    i += Math.max(1, length);
    redacted += pieces[i] ?? '';
    i++;
  }
  return redacted;
}

/** How many pieces from here, separators included, make up a card number; 0 if none do. */
function cardLength(pieces: readonly string[], from: number): number {
  const first = pieces[from] ?? '';
  if (first.length >= digitsLeast) return first.length <= digitsMost && isCard(first) ? 1 : 0;
  if (first.length !== 4) return 0;
  for (const layout of layouts) {
    if (!hasLayout(pieces, from, layout)) continue;
    const length = layout.length * 2 - 1;
    const groups = pieces.slice(from, from + length).filter((_, i) => i % 2 === 0);
    if (isCard(groups.join(''))) return length;
  }
  return 0;
}

function hasLayout(pieces: readonly string[], from: number, layout: readonly number[]): boolean {
  const separator = pieces[from + 1];
  for (let i = 0; i < layout.length; i++) {
    if (pieces[from + 2 * i]?.length !== layout[i]) return false;
    if (i > 0 && pieces[from + 2 * i - 1] !== separator) return false;
  }
  return true;
}

function isCard(digits: string): boolean {
  return digits.charCodeAt(0) > 49 && isLuhnValid(digits);
}

/** Every second digit from the right counts double; the sum of all digits is a multiple of ten (ISO/IEC 7812-1, annex B). */
function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const digit = digits.charCodeAt(i) - 48;
    const counted = twice ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

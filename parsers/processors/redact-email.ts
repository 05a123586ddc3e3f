import type { Redaction } from './redactions.ts';

const localMost = 64;
const domainMost = 255;

const narrow = 1;
const wide = 2;
const inWord = 4;

/**
 * What an unquoted local part may hold, by code. `narrow`: what a log does not put around addresses. `wide`: also what mostly stands between a
 * name and an address, such as the = of `user=ann@example.com`. Beyond ASCII anything goes (RFC 6531).
 */
const localCharacters = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z0-9]/.test(character)) return narrow | wide | inWord;
  if (/[.!#$%*+^_~-]/.test(character)) return narrow | wide;
  return /['/=?`{|}&]/.test(character) ? wide : 0;
});
const apostrophe = 39;

const at = /@|%40/g;
/** Two labels or more, of which the last begins with a letter. */
const domain = /(?:[A-Za-z0-9\u0080-\uffff_-]{1,63}\.){1,30}[A-Za-z\u0080-\uffff][A-Za-z0-9\u0080-\uffff-]{1,62}/y;

/**
 * Addresses of e-mail, also with the @ as `%40` in a URL. Goes from each @ to both sides, so that no text takes long; the part before it
 * reaches as far as it certainly belongs to the address.
 */
export const redactEmails: Redaction = (text, replacement) => {
  if (!text.includes('@') && !text.includes('%40')) return text;
  let redacted = '';
  let done = 0;
  at.lastIndex = 0;
  for (let match = at.exec(text); match; match = at.exec(text)) {
    const from = localStart(text, match.index, done);
    domain.lastIndex = at.lastIndex;
    const host = from < match.index ? domain.exec(text.slice(0, at.lastIndex + domainMost)) : null;
    if (!host) continue;
    redacted += text.slice(done, from) + replacement;
    done = domain.lastIndex;
    at.lastIndex = done;
  }
  return done === 0 ? text : redacted + text.slice(done);
};

function localStart(text: string, end: number, least: number): number {
  const floor = Math.max(least, end - localMost);
  if (text[end - 1] === '"') {
    const quote = text.lastIndexOf('"', end - 2);
    if (quote >= floor && end - quote > 2) return quote;
  }
  const from = reach(text, end, floor, narrow);
  return from < end ? from : reach(text, end, floor, wide);
}

function reach(text: string, end: number, floor: number, allowed: number): number {
  let from = end;
  while (from > floor && (isA(text, from - 1, allowed) || isApostropheWithin(text, from - 1, floor))) from--;
  return from;
}

function isA(text: string, index: number, allowed: number): boolean {
  const code = text.charCodeAt(index);
  return code > 127 || ((localCharacters[code] ?? 0) & allowed) !== 0;
}

function isApostropheWithin(text: string, index: number, floor: number): boolean {
  return text.charCodeAt(index) === apostrophe && index > floor && isA(text, index - 1, inWord);
}

import type { Redaction } from './redactions.ts';

const localMost = 64;
const domainMost = 255;

/** What an unquoted local part may hold and a log does not put around addresses. Beyond ASCII anything goes (RFC 6531). */
const localCharacter = /[A-Za-z0-9.!#$%*+^_~\u0080-\uffff-]/;
/** The rest of what it may hold: mostly what stands between a name and an address, such as the = of `user=ann@example.com`. */
const widerCharacter = /[A-Za-z0-9.!#$%*+^_~\u0080-\uffff'/=?`{|}&-]/;
const apostropheWithin = /[A-Za-z0-9\u0080-\uffff]/;
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
  const narrow = reach(text, end, floor, localCharacter);
  return narrow < end ? narrow : reach(text, end, floor, widerCharacter);
}

function reach(text: string, end: number, floor: number, allowed: RegExp): number {
  let from = end;
  while (from > floor && (allowed.test(text.charAt(from - 1)) || isApostropheWithin(text, from - 1, floor))) from--;
  return from;
}

function isApostropheWithin(text: string, index: number, floor: number): boolean {
  return text[index] === "'" && index > floor && apostropheWithin.test(text.charAt(index - 1));
}

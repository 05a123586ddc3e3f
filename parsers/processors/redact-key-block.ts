import type { Redaction } from './redactions.ts';

/** RFC 7468, and what OpenSSH, PGP and older tools write in its manner. */
const begin = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const end = /-----END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** Private keys in PEM, whatever stands for the ends of their lines. One that never ends takes all that follows: it was cut. */
export const redactKeyBlocks: Redaction = (text, replacement) => {
  if (!text.includes('PRIVATE KEY')) return text;
  let redacted = '';
  let done = 0;
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    redacted += text.slice(done, match.index) + replacement;
    end.lastIndex = begin.lastIndex;
    done = end.test(text) ? end.lastIndex : text.length;
    begin.lastIndex = done;
  }
  return redacted + text.slice(done);
};

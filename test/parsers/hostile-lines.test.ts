import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parserOf, sources } from '../../parsers/catalogue.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { gaveUp } from '../../parsers/source.ts';

const context = { timezone: 'UTC', referenceMs: Date.UTC(2026, 10, 21, 6) };

/** What stands between parts of lines, or looks like the beginning of one. */
const separators = [
  ' ',
  '"',
  '\\"',
  '" "',
  '" - ',
  '"\\',
  '- ',
  ' -',
  '\t',
  '\n',
  ':',
  '.',
  '{',
  '} ',
  '[',
  'a ',
  'A',
  '1',
  '\\',
  '%25',
];
const repetitions = 2000;

/**
 * Patterns that grow with the square of a line take milliseconds here, those that grow faster take minutes. The limit is far from both, since the
 * machine may be busy.
 */
const limitMs = 2000;

describe('a line that somebody wrote in order to keep us busy', () => {
  test.each(sources.map(({ type }) => type))('%s', (type) => {
    const lines = readFileSync(new URL(`./sources/${type}.log`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    const parse = (text: string) => parserOf(type).parse(text, context);
    const line = fc
      .constantFrom(...lines)
      .chain((text) =>
        fc
          .record({ at: fc.nat(text.length), piece: fc.constantFrom(...separators), keepsEnd: fc.boolean() })
          .map(
            ({ at, piece, keepsEnd }) =>
              text.slice(0, at) + piece.repeat(repetitions) + (keepsEnd ? text.slice(at) : '\u0001'),
          ),
      );
    fc.assert(
      fc.property(line, (text) => {
        const [event] = mapWithin([text], parse, gaveUp, { itemMs: limitMs, batchMs: limitMs });
        expect(event?.failure).not.toBe('_groktimeout');
      }),
      { numRuns: 80 },
    );
  });
});

describe('a line that once took minutes', () => {
  const blanks = ' '.repeat(6000);

  test.each([
    [
      'aws.elb',
      `2026-11-21T05:37:10Z lb 192.0.2.7:2817 10.0.0.1:80 0.1 0.2 0.1 400 400 0 0 "- http://shop${blanks}:80- " "-" - -`,
    ],
    ['klog', `I1121 05:37:03.123456 7 util.cc:7] a message${'\n'.repeat(60_000)}and its end`],
  ])('%s', (type, text) => {
    const parse = (line: string) => parserOf(type).parse(line, context);
    const [event] = mapWithin([text], parse, gaveUp, { itemMs: limitMs, batchMs: limitMs });
    expect(event?.failure).toBeUndefined();
  });
});

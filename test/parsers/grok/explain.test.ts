import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainMismatch } from '../../../parsers/grok/explain.ts';
import { outline } from '../../../parsers/grok/outline.ts';
import { ecsPatterns, legacyPatterns } from '../../../parsers/patterns/standard.ts';

const access =
  '192.0.2.7 - - [21/Nov/2026:05:37:03 +0000] "GET /a HTTP/1.1" 200 12 "https://shop.example/" "Mozilla/5.0"';

describe('where a match stops', () => {
  test('a pattern that matches has nothing to explain', () => {
    expect(explainMismatch('%{COMBINEDAPACHELOG}', access, ecsPatterns)).toBeUndefined();
  });

  test('the first piece that does not fit, and what is before it', () => {
    const text = 'user=bob port=http';
    expect(explainMismatch('user=%{WORD:user} port=%{INT:port:int}', text, ecsPatterns, { anchored: true })).toEqual({
      from: 0,
      at: text.indexOf('http'),
      matched: 'user=%{WORD:user} port=',
      expected: '%{INT:port:int}',
      within: [],
    });
  });

  test('within definitions, as deep as it goes', () => {
    const text = access.replace('+0000', 'UTC');
    const found = explainMismatch('%{COMBINEDAPACHELOG}', text, ecsPatterns, { anchored: true });
    expect(found?.at).toBe(text.indexOf('UTC'));
    expect(found?.within).toContain('HTTPDATE');
    expect(found?.expected).toBe('%{INT}');
  });

  test('in the alternative that gets furthest', () => {
    const found = explainMismatch('(?:a=%{INT}|ab=%{WORD} end)!', 'ab=c fin!', ecsPatterns, { anchored: true });
    expect(found).toMatchObject({ at: 5, expected: 'e' });
  });

  test('nothing at all fits', () => {
    expect(explainMismatch('x%{INT}', 'abc', ecsPatterns)).toMatchObject({ at: 0, matched: '', expected: 'x' });
  });

  test('an anchored pattern that leaves something over', () => {
    const found = explainMismatch('%{WORD:w}', 'ab cd', ecsPatterns, { anchored: true });
    expect(found).toEqual({ from: 0, at: 2, matched: '%{WORD:w}', expected: '', within: [] });
  });

  test('whatever the text, the beginning that is said to match does', () => {
    const expressions = ['%{COMBINEDAPACHELOG}', '%{SYSLOGLINE}', '^(?:%{IP:ip}|%{WORD:w})=(?<v>[^]\\]]+\\]){2} end$'];
    fc.assert(
      fc.property(
        fc.constantFrom(...expressions),
        fc.nat(access.length).chain((cut) => fc.string().map((tail) => access.slice(0, cut) + tail)),
        (expression, text) => {
          const found = explainMismatch(expression, text, legacyPatterns);
          if (!found) return;
          expect(found.at).toBeLessThanOrEqual(text.length);
          if (found.matched !== '') expect(explainMismatch(`${found.matched}`, text, legacyPatterns)).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('an outline', () => {
  test.each<[string, string[][]]>([
    ['a|b', [['a'], ['b']]],
    ['😀x', [['😀', 'x']]],
    ['%{INT:n:int}? x', [['%{INT:n:int}?', ' ', 'x']]],
    ['(?:a|b)+c', [['(?:a|b)+', 'c']]],
    ['[]a]x[^]]{2,3}?', [['[]a]', 'x', '[^]]{2,3}?']]],
    ['[[:alpha:]_]\\(\\[', [['[[:alpha:]_]', '\\(', '\\[']]],
    ['(?<a>[)(])\\p{L}\\x{1F600}', [['(?<a>[)(])', '\\p{L}', '\\x{1F600}']]],
  ])('%s', (expression, pieces) => {
    expect(outline(expression).map((branch) => branch.map(({ text }) => text))).toEqual(pieces);
  });

  test('every definition is made of its pieces', () => {
    for (const name of ecsPatterns.names) {
      const text = ecsPatterns.definition(name) ?? '';
      expect(
        outline(text)
          .map((branch) => branch.map((piece) => piece.text).join(''))
          .join('|'),
      ).toBe(text);
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';
import { suggestPatterns } from '../../../parsers/suggest/suggest.ts';

const first = (lines: readonly string[]) => suggestPatterns(lines, ecsPatterns)[0];

describe('a suggestion', () => {
  test('is a standard name where one explains the lines', () => {
    const line = '192.0.2.7 - - [21/Nov/2026:05:37:03 +0000] "GET /a HTTP/1.1" 200 12 "-" "shop"';
    expect(first([line, line.replace('200', '404')])).toMatchObject({ pattern: '%{COMBINEDAPACHELOG}', matched: 2 });
  });

  test('names values by the word before them, and numbers by their type', () => {
    const lines = ['cache=hit port 443 took 1.5 s', 'cache=miss port 80 took 12 s'];
    expect(first(lines)?.pattern).toBe('cache=%{WORD:cache} port %{INT:port:int} took %{NUMBER:took:float} s');
  });

  test('never takes an address, a time or a number for a constant', () => {
    const pattern = first(['2026-11-21T05:37:03Z 10.0.0.1 up 7', '2026-11-21T05:37:03Z 10.0.0.1 up 7'])?.pattern;
    expect(pattern).toBe('%{TIMESTAMP_ISO8601:timestamp} %{IP:[source][ip]} up %{INT:up:int}');
  });

  test('leaves prose to the message', () => {
    const lines = ['[a b] one thing happened here', '[c] another', '[d e f] and a third one followed'];
    expect(first(lines)?.pattern).toBe('\\[%{DATA:text}\\] %{GREEDYDATA:message}');
  });

  test('is one for each kind of line', () => {
    const lines = ['up 1', 'up 2', 'key=a b=1', 'key=c b=2'];
    const suggestions = suggestPatterns(lines, ecsPatterns);
    expect(suggestions.map(({ pattern }) => pattern).sort()).toEqual([
      'key=%{WORD:key} b=%{INT:b:int}',
      'up %{INT:up:int}',
    ]);
  });

  test('of nothing is nothing', () => {
    expect(suggestPatterns(['', '  '], ecsPatterns)).toEqual([]);
  });

  test('matches as many lines as it says, whatever the lines', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '10.0.0.1',
        'GET',
        '"a b"',
        '[x]',
        'k=v',
        '12',
        '3.5',
        '2026-11-21T05:37:03Z',
        '(',
        '%{',
        '\\',
        '"',
      ),
      fc.string({ maxLength: 6 }),
    );
    const line = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const kept = lines.map((text) => text.trimEnd()).filter((text) => text !== '');
        for (const { pattern, matched } of suggestPatterns(lines, ecsPatterns)) {
          const grok = compileGrok([pattern], ecsPatterns, { anchored: true });
          expect(kept.filter((text) => grok.match(text) !== undefined)).toHaveLength(matched);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('samples that were made to keep it busy', () => {
  test.each<[string, string]>([
    ['brackets', '('.repeat(10_000)],
    ['quotation marks', '"'.repeat(10_001)],
    ['what may begin an address of the web', 'a+'.repeat(5_000)],
    ['what may be an address', '1:'.repeat(5_000)],
    ['very many addresses of the web', 'http://a.example/c?d=1 '.repeat(400)],
    ['very many numbers', '1 '.repeat(5_000)],
  ])('%s get a pattern that can be read, or none', (_, line) => {
    for (const { pattern, matched } of suggestPatterns(new Array(300).fill(line), ecsPatterns)) {
      expect(matched).toBeGreaterThan(0);
      expect(pattern.length).toBeLessThan(4000);
    }
  });

  test('control characters do not come out as such', () => {
    const lines = ['\u001b[31m7', '\u001b[31m8'];
    const { pattern = '' } = first(lines) ?? {};
    expect(pattern).toMatch(/^\P{Cc}+$/u);
    expect(first(lines)?.matched).toBe(2);
  });

  test('a word that no field can be called by does not become one', () => {
    expect(first(['__proto__=5', '__proto__=6'])?.pattern).toBe('__proto__=%{INT:number:int}');
  });
});

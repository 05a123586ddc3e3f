import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomRegex } from '../../../conformance/onigmo/language.ts';
import { mutate } from '../../../conformance/onigmo/lines.ts';
import { randomExpression } from '../../../conformance/onigmo/patterns.ts';
import { createRandom } from '../../../conformance/onigmo/random.ts';
import { MillraceError } from '../../../contracts/errors.ts';
import { compileGrok, type Grok } from '../../../parsers/grok/compile.ts';
import { Dictionary } from '../../../parsers/grok/dictionary.ts';
import { mapWithin, runWithin } from '../../../parsers/grok/time-limit.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

const seed = 20261121;
const names = [...ecsPatterns.names];
/** Far beyond what the slowest takes: only what does not end at all is to be found. */
const hangsMs = 20_000;

/** @returns undefined where the pattern is refused, in the one way that it may be */
function compile(expression: string, dictionary: Dictionary = ecsPatterns): Grok | undefined {
  let grok: Grok | undefined;
  const ended = runWithin(hangsMs, () => {
    try {
      grok = compileGrok([expression], dictionary);
    } catch (error) {
      if (!(error instanceof MillraceError)) throw error;
      expect(error.code).toBe('bad_pattern');
    }
  });
  expect(ended).toBe(true);
  return grok;
}

function matchAll(grok: Grok, lines: readonly string[]): void {
  const results = mapWithin<string, unknown>(
    lines,
    (line) => grok.match(line),
    () => 'given up',
    { itemMs: 50, batchMs: 100 },
  );
  expect(results.length).toBe(lines.length);
}

const bits = [
  ...[
    '%{',
    'INT',
    'WORD',
    '}',
    ':',
    'a',
    '(',
    ')',
    '[',
    ']',
    '^',
    '$',
    '\\',
    '*',
    '+',
    '?',
    '{',
    '2',
    ',',
    '<',
    '>',
    '=',
    '!',
  ],
  ...[
    '|',
    '-',
    '&&',
    '(?',
    '(?i)',
    '(?<x>',
    '[:',
    ':]',
    'alpha',
    'é',
    '😀',
    '\n',
    'p',
    'x',
    'k',
    '#',
    '\ud800',
    '\0',
    '{99999}',
  ],
];
const noise = fc.oneof(
  fc.array(fc.constantFrom(...bits), { maxLength: 20 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const language = fc.nat().map((part) => randomRegex(createRandom(seed, part)));
const grok = fc.nat().map((part) => randomExpression(createRandom(seed, part), names));
const broken = fc
  .tuple(fc.oneof(language, grok), fc.nat())
  .map(([text, part]) => mutate(createRandom(seed, part), text));
const pattern = fc.oneof(noise, language, grok, broken);

const anyLine = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  // UTF-16 units as they come: halves of pairs included.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom('a', 'b', '0', ' ', '\n', '\r\n', '\r', '\0', '\ud83d', '\ude00', '"', '\\', '[', '😀', '\u2028'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
);

test('any pattern compiles or is a bad_pattern, and any line goes through it', () => {
  fc.assert(
    fc.property(pattern, fc.array(anyLine, { minLength: 1, maxLength: 5 }), (expression, lines) => {
      const compiled = compile(expression);
      if (compiled) matchAll(compiled, lines);
    }),
    { seed, numRuns: 1500 },
  );
}, 120_000);

describe('patterns that are too much', () => {
  const doubling = (levels: number, body: (next: string) => string) =>
    new Dictionary(
      Object.fromEntries(
        Array.from({ length: levels }, (_, i) => [`A${i}`, i === levels - 1 ? 'x' : body(`A${i + 1}`)]),
      ),
    );
  test.each<[string, string, Dictionary]>([
    ['groups within groups', '('.repeat(100_000), ecsPatterns],
    ['classes within classes', '['.repeat(100_000), ecsPatterns],
    ['quantifiers on quantifiers', `a${'?'.repeat(100_000)}`, ecsPatterns],
    ['definitions that double', '%{A0}', doubling(40, (next) => `%{${next}}%{${next}}`)],
    ['alternatives that double', '%{A0}', doubling(40, (next) => `%{${next}}|%{${next}}`)],
    ['options of options', '%{A0}', doubling(60, (next) => `(?:%{${next}})?%{${next}}`)],
    ['a long chain of definitions', '%{A0}', doubling(5000, (next) => `%{${next}}`)],
    ['a very long text', 'a'.repeat(3_000_000), ecsPatterns],
    ['very many alternatives', Array.from({ length: 100_000 }, (_, i) => `w${i}`).join('|'), ecsPatterns],
    ['very many captures', Array.from({ length: 30_000 }, (_, i) => `(?<f${i}>a)`).join(''), ecsPatterns],
    ['an intersection of very many', `[${'a&&'.repeat(50_000)}a]`, ecsPatterns],
  ])('%s: bad_pattern', (_, expression, dictionary) => {
    expect(compile(expression, dictionary)).toBeUndefined();
  });
  test.each<[string, string]>([
    ['as large as V8 does not take', '(?:a?)'.repeat(15_000)],
    ['lazy dots in a row', '.*?'.repeat(20_000)],
    ['counted far beyond any text', '(?<x>|a){2147483648}'],
    ['counted within counted', '(?:(?:(?:(?<x>|a){1000}){1000}){1000})b'],
    ['back references in a row', `(?<x>a)${'\\k<x>'.repeat(15_000)}`],
    ['lookbehind of any length', '(?<=(?:a{0,1000}){1000})b'],
  ])('%s: bad_pattern, or no line breaks it', (_, expression) => {
    const compiled = compile(expression);
    if (compiled) matchAll(compiled, ['aaab', 'aaaé', '']);
  });
});

describe('hostile lines', () => {
  const long = 1_000_000;
  const units = ['a', ' ', '"', '\n', '\0', '\ud800', '😀', 'a\n', '1.', '([', '\r\n', '/a', '\\', 'a b '];
  const lines = units.map((unit) => unit.repeat(long / unit.length));
  test.each([
    '%{COMBINEDAPACHELOG}',
    '%{SYSLOGLINE}',
    '%{URIPATHPARAM:p}',
    '%{QUOTEDSTRING:q}x',
    '%{UNIXPATH:p}$',
    '^%{GREEDYDATA:a} %{GREEDYDATA:b} %{GREEDYDATA:c}$',
    '(?:%{WORD:w}|%{SPACE})*$',
    '(?:%{DATA:d}\\n)*x',
    '(?:(?<x>a)|b)+c',
    '(?:a|😀|.)*z',
    '(?>(?:a|b)*)c',
    '(?<x>(?:\\w+ ?)+)$',
  ])(
    'a megabyte of one thing: %s',
    (expression) => {
      const compiled = compile(expression);
      if (compiled) matchAll(compiled, lines);
    },
    60_000,
  );
});

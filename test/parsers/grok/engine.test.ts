import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MillraceError } from '../../../contracts/errors.ts';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { Dictionary, parseDefinitions } from '../../../parsers/grok/dictionary.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

function match(expression: string, text: string, definitions: Record<string, string> = {}) {
  return compileGrok([expression], ecsPatterns.with(definitions)).match(text);
}

function errorOf(work: () => unknown): MillraceError {
  try {
    work();
  } catch (error) {
    if (error instanceof MillraceError) return error;
    throw error;
  }
  throw new Error('it did not throw');
}

describe('the language', () => {
  test('a reference with a field captures, one without does not', () => {
    expect(match('%{WORD:verb} %{WORD}', 'GET it')).toEqual({ verb: 'GET' });
  });
  test('int and float make numbers', () => {
    expect(match('%{INT:a:int} %{NUMBER:b:float} %{INT:c}', '-7 2.5 3')).toEqual({ a: -7, b: 2.5, c: '3' });
  });
  test('an integer that a double cannot hold stays text', () => {
    expect(match('%{INT:a:int}', '9007199254740993')).toEqual({ a: '9007199254740993' });
  });
  test('the ECS form makes dotted names', () => {
    expect(match('%{IP:[source][ip]}:%{INT:[source][port]:int}', '10.0.0.1:80')).toEqual({
      'source.ip': '10.0.0.1',
      'source.port': 80,
    });
  });
  test('inline captures, plain and in ECS form', () => {
    expect(match('(?<queue>[0-9A-F]{4}): (?<[a][b]:int>\\d+)', 'BEEF: 12')).toEqual({ queue: 'BEEF', 'a.b': 12 });
  });
  test('a field captured twice becomes an array', () => {
    expect(match('%{WORD:w} %{WORD:w}', 'a b')).toEqual({ w: ['a', 'b'] });
  });
  test('a field of two alternatives stays a single value', () => {
    expect(match('^(?:a%{INT:n}|b%{INT:n})$', 'b5')).toEqual({ n: '5' });
  });
  test('empty captures are dropped', () => {
    expect(match('^%{DATA:a}-%{WORD:b}$', '-x')).toEqual({ b: 'x' });
  });
  test('no match is undefined', () => {
    expect(match('^%{INT:n}$', 'x')).toBeUndefined();
  });
  test('the first pattern that matches wins', () => {
    const grok = compileGrok(['^%{INT:number}$', '^%{WORD:word}$', '^%{DATA:rest}$'], ecsPatterns);
    expect(grok.match('12')).toEqual({ number: '12' });
    expect(grok.match('ab')).toEqual({ word: 'ab' });
    expect(grok.match('a b')).toEqual({ rest: 'a b' });
  });
  test('a definition brings the fields that it names', () => {
    expect(match('%{PAIR}!', 'k=v!', { PAIR: '%{WORD:key}=%{WORD:value}' })).toEqual({ key: 'k', value: 'v' });
  });
  test('later definitions replace earlier ones', () => {
    expect(match('%{WORD:w}', 'ab12', { WORD: '[a-z]+' })).toEqual({ w: 'ab' });
  });
});

describe("Onigmo's meaning", () => {
  test.each<[string, string, string | undefined]>([
    ['the dot takes newlines', '(?<x>a.b)', 'a\nb'],
    ['^ and $ are the ends of lines', '^(?<x>b)$', 'a\nb\nc'],
    ['\\A and \\z are the ends of the text', '\\A(?<x>ab)\\z', 'ab'],
    ['\\h is a hex digit', '^(?<x>\\h+)$', 'beEF09'],
    ['POSIX classes', '^(?<x>[[:alpha:]_]+[[:digit:]])$', 'ab_é1'],
    ['options', '^(?<x>(?i)get)$', 'GeT'],
    ['POSIX classes in either case', '^(?i)(?<x>[[:upper:]]\\p{Lu})$', 'жz'],
    ['everything that differs by case only', '^(?i)(?<x>sk[a-z]ω)$', 'ſ\u212aK\u2126'],
    ['options reach into definitions', '^(?i)(?<x>%{LOGLEVEL})$', 'wArNiNg'],
    ['options of a group', '^(?<x>(?i:g)ET)$', 'gET'],
    ['(?m) says what is already so', '(?m)^(?<x>a.b)', 'a\nb'],
    ['the extended form', '(?x) (?<x> a  b ) # the end', 'ab'],
    ['nested classes and intersection', '^(?<x>[a-z&&[^aeiou]]+)$', 'xyz'],
    ['a class that begins with a bracket', '^(?<x>[]a]+)$', 'a]a'],
    ['possessive', '^(?<x>a++b)$', 'aab'],
    ['an upper bound alone', '^(?<x>a{,2})$', 'aa'],
    ['back references by name', '^(?<x>(?<q>["\'])a\\k<q>)$', '"a"'],
    ['code points above the BMP count as one', '^(?<x>.)$', '😀'],
  ])('%s', (_, expression, text) => {
    const fields = match(expression, text ?? '');
    expect(fields).toBeDefined();
    expect(text).toContain(fields?.x);
  });
  test.each([
    ['\\w is ASCII', '^\\w$', 'é'],
    ['\\d is ASCII', '^\\d$', '٣'],
    ['\\s is ASCII', '^\\s$', '\u00a0'],
    ['\\R takes both of CR LF or none', '\\r?\\R$', '\r\n,'],
    ['an accent of its own is not alphabetic', '^[[:alpha:]]+$', 'e\u0301'],
    ['atomic groups do not give back', '^(?>a*)ab$', 'aaab'],
    ['possessive quantifiers do not give back', '^a*+ab$', 'aaab'],
    ['an intersection holds both', '^[a-z&&[^aeiou]]+$', 'xay'],
    ['options end with their group', '^(?:(?i)g)ET$', 'get'],
    ['(?-m:.) does not take newlines', '^a(?-m:.)b$', 'a\nb'],
  ])('%s: no match', (_, expression, text) => {
    expect(match(`(?<x>${expression})`, text)).toBeUndefined();
  });
  test('an atomic group among captures leaves their numbers right', () => {
    expect(match('^(?<a>x)(?>(?<b>y)+)(?<c>z)$', 'xyyz')).toEqual({ a: 'x', b: 'y', c: 'z' });
  });
});

describe('errors at load', () => {
  test('an undefined name, with the nearest one', () => {
    const error = errorOf(() => match('%{NUMBR:n}', ''));
    expect(error.code).toBe('bad_pattern');
    expect(error.message).toContain('NUMBR');
    expect(error.hint).toContain('NUMBER');
  });
  test('a definition inside of itself, with the circle', () => {
    const error = errorOf(() => match('%{A}', '', { A: 'x%{B}', B: 'y%{A}' }));
    expect(error.message).toContain('A → B → A');
  });
  test.each([
    '(',
    ')',
    '[a',
    'a{3,1}',
    '*a',
    '(?<a>x',
    '%{INT:a:uuid}',
    '\\g<a>',
    '\\1',
    '[z-a]',
    '[[:wat:]]',
    '\\p{Wat}',
    '(?~a)',
    '\\',
  ])('what is not well formed: %s', (expression) => {
    const error = errorOf(() => match(expression, ''));
    expect(error.code).toBe('bad_pattern');
    expect(error.hint).not.toBe('');
  });
  test('whatever the pattern, it compiles or is a bad_pattern', () => {
    const piece = fc.constantFrom(
      '%{',
      'INT',
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
      '|',
      '-',
      '&&',
      '(?',
      'é',
      '😀',
      '\n',
      'p',
      'x',
      'k',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          compileGrok([pieces.join('')], ecsPatterns).match('aé😀 12');
        } catch (error) {
          if (!(error instanceof MillraceError)) throw error;
          expect(error.code).toBe('bad_pattern');
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the dictionary', () => {
  test('every standard definition compiles', () => {
    for (const name of ecsPatterns.names) compileGrok([`%{${name}}`], ecsPatterns);
  });
  test('a pattern file: definitions, comments, empty lines', () => {
    const definitions = parseDefinitions('# mine\n\nQUEUEID [0-9A-F]{4}\r\nPAIR %{WORD:k}=%{WORD:v}\n');
    expect(definitions).toEqual({ QUEUEID: '[0-9A-F]{4}', PAIR: '%{WORD:k}=%{WORD:v}' });
    expect(errorOf(() => parseDefinitions('ALONE\n')).code).toBe('bad_pattern');
  });
  test('definitions added do not change the dictionary that they are added to', () => {
    const dictionary = new Dictionary({ A: 'a' });
    dictionary.with({ A: 'b' });
    expect(compileGrok(['^%{A:x}$'], dictionary).match('a')).toEqual({ x: 'a' });
  });
});

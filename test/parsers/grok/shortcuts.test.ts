import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { emit } from '../../../parsers/grok/emit.ts';
import { compileExtractor, type Fields } from '../../../parsers/grok/extractor.ts';
import { Machine } from '../../../parsers/grok/machine.ts';
import { assemble } from '../../../parsers/grok/machine-code.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

/** Whatever saves time — literals, first characters, kinds of text, the index — must not change what comes out. */

const expressions = [
  'user=%{WORD:user} from %{IP:ip}',
  '(?:a|b)cd%{INT:n:int}?ef',
  '%{WORD:a}(?:--)+%{WORD:b}',
  '%{SYSLOGLINE}',
  'x(?!yz)%{DATA:d}z',
  '(?:user=)?(?:error: ){0,2}%{WORD:w}',
  '(?i)error: %{GREEDYDATA:what}',
  '^%{WORD:first} (?<rest>[^\\n]*)$',
  '\\A%{INT:a}|^%{IP:b}',
  '[[:alpha:]]+=(?<v>.)',
  '(?<tail>x.?)\\Z',
  'é%{WORD:w}\\b',
  '%{GREEDYDATA:a} %{INT:b}',
  '(?<a>.+?)(?<b>x|z)',
];
const fragments = fc.constantFrom(
  ...['user=', 'bob', ' from ', '10.1.2.3', 'acd', 'ef', '12', '--', 'x', 'yz', 'z', 'ERROR: ', 'error: ', ' ', '\n'],
  ...['é', 'ß', '=', '😀', 'x\n', 'Nov 21 05:37:03 ', 'host sshd[12]: ', '\u2028', ''],
);
const texts = fc.array(fragments, { maxLength: 8 }).map((parts) => parts.join(''));

/** One expression for all kinds of text, tried at every position. */
function plainly(expression: string, text: string): Fields | undefined {
  const { source, flags, slots } = emit(ecsPatterns.parse(expression), { singleLine: false, ascii: false });
  const match = new RegExp(source, flags).exec(text);
  if (!match) return undefined;
  const fields: Fields = {};
  compileExtractor(slots, () => false)(match, fields, fields);
  return fields;
}

describe('a pattern', () => {
  test.each(expressions)('%s takes what its plain expression takes', (expression) => {
    const grok = compileGrok([expression], ecsPatterns);
    fc.assert(
      fc.property(texts, (text) => expect(grok.match(text)).toEqual(plainly(expression, text))),
      { numRuns: 500 },
    );
  });

  test.each(expressions)('%s takes in the machine what it takes in V8', (expression) => {
    const tree = ecsPatterns.parse(expression);
    const { source, flags } = emit(tree, { singleLine: false, ascii: false });
    const machine = new Machine(assemble(tree));
    fc.assert(
      fc.property(texts, (text) => {
        const match = new RegExp(source, flags).exec(text);
        if (match) expect(machine.exec(text, match.index)).toEqual([...match]);
        else for (let at = 0; at <= text.length; at++) expect(machine.exec(text, at)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

test('a pattern that begins with anything is not tried again at each character of a long text', () => {
  const grok = compileGrok(['%{GREEDYDATA:a} %{INT:b}'], ecsPatterns);
  const cost = (length: number) => {
    const text = 'x '.repeat(length);
    const begin = process.cpuUsage();
    for (let i = 0; i < 20; i++) expect(grok.match(text)).toBeUndefined();
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  };
  cost(1000);
  // Linear: sixteen times the text for sixteen times the cost, where tries at every character would make it 256 times.
  expect(cost(16_000)).toBeLessThan(64 * Math.max(cost(1000), 1000));
});

describe('many patterns', () => {
  const many = [...expressions, 'zz%{INT:z}', 'from %{WORD:w}', 'bob x', '12--', '%{IP:only}'];

  test('the first that matches alone is the one that matches among them', () => {
    const together = compileGrok(many, ecsPatterns);
    const alone = many.map((expression) => compileGrok([expression], ecsPatterns));
    fc.assert(
      fc.property(texts, (text) => {
        const first = alone.findIndex((grok) => grok.match(text) !== undefined);
        const fields: Fields = {};
        expect(together.exec(text, fields, fields)).toBe(first);
        if (first >= 0) expect(fields).toEqual(alone[first]?.match(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('with `all`, every one that matches adds its fields', () => {
    const grok = compileGrok(['%{INT:n:int}', '%{WORD:w}', '#%{WORD:w}', 'nothing'], ecsPatterns, { all: true });
    expect(grok.match('a 7 #b')).toEqual({ n: 7, w: ['a', 'b'] });
    expect(grok.match('?')).toBeUndefined();
  });
});

describe('captures in loops', () => {
  test.each<[string, string, Fields]>([
    ['^(?:a=%{INT:a};|b=%{INT:b};)*$', 'a=1;b=2;', { a: '1', b: '2' }],
    ['^(?:%{WORD:w}(?:=%{INT:n})?,)*$', 'x=1,y,', { w: 'y', n: '1' }],
    ['^(?:(?<x>a)|(?<x>b))+$', 'ab', { x: ['a', 'b'] }],
    ['^(?>(?:k=%{INT:k}|v=%{INT:v})\\s?)+end$', 'k=1 v=2 end', { k: '1', v: '2' }],
  ])('%s on %j keeps what an earlier turn took', (expression, text, fields) => {
    expect(compileGrok([expression], ecsPatterns).match(text)).toEqual(fields);
  });

  test('a machine that takes too many steps leaves the answer to V8', () => {
    const expression = '^(?:a=%{INT:a};|b=%{INT:b};)*$';
    const text = `a=1;${'b=2;'.repeat(100_000)}`;
    expect(compileGrok([expression], ecsPatterns).match(text)).toEqual({ b: '2' });
  });
});

describe('turns of a loop that take nothing', () => {
  test.each<[string, string, Fields | undefined]>([
    ['^(?<x>(?:.*?)+\\|)', 'a|b|', { x: 'a|' }],
    ['^(?<x>(?:|a)?)(?<rest>.*)$', 'a', { rest: 'a' }],
    ['^(?<x>a*)*$', 'aa', {}],
    ['(?<x>(?:|b)*c)', 'abc', { x: 'bc' }],
    ['(?<x>(?:|b)*d)', 'abc', undefined],
  ])('%s on %j leaves the loop, as Onigmo does', (expression, text, fields) => {
    expect(compileGrok([expression], ecsPatterns).match(text)).toEqual(fields);
  });
});

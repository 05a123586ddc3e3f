import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { mapWithin, runWithin } from '../../../parsers/grok/time-limit.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

// Takes 2^n steps on n times `a` and something else: without a limit this would not come back in the age of the universe.
const runaway = compileGrok(['^(?<all>(?:a|a|aa)+)$'], ecsPatterns);
const hostile = `${'a'.repeat(120)}!`;
const limits = { itemMs: 50, batchMs: 50 };

describe('a pattern that runs away', () => {
  test('costs one event its fields, not the batch', () => {
    const texts = ['aa', hostile, 'aaa', 'b', hostile, 'a'];
    const results = mapWithin(
      texts,
      (text) => runaway.match(text)?.all ?? 'no match',
      () => 'given up',
      limits,
    );
    expect(results).toEqual(['aa', 'given up', 'aaa', 'no match', 'given up', 'a']);
  });
  test('may be the last of a batch, or all of it', () => {
    const results = mapWithin(
      [hostile],
      (text) => (runaway.match(text) ? 'match' : 'no match'),
      () => 'given up',
      limits,
    );
    expect(results).toEqual(['given up']);
  });
});

test('a batch that is slow as a whole loses nothing', () => {
  const slow = (item: number) => {
    const end = performance.now() + 20;
    while (performance.now() < end);
    return item * 2;
  };
  const items = [1, 2, 3, 4, 5, 6];
  expect(mapWithin(items, slow, () => -1, { itemMs: 5000, batchMs: 30 })).toEqual([2, 4, 6, 8, 10, 12]);
});

test('what the work throws comes out', () => {
  expect(() =>
    mapWithin(
      [1],
      () => {
        throw new RangeError('mine');
      },
      () => 0,
    ),
  ).toThrow('mine');
});

test('guarded work may guard work of its own', () => {
  let inner = true;
  const outer = runWithin(5000, () => {
    inner = runWithin(30, () => void runaway.match(hostile));
  });
  expect([outer, inner]).toEqual([true, false]);
});

test('what is cut off in the middle leaves nothing behind for the next line', () => {
  const many = Array.from({ length: 20 }, (_, i) => `word${i} %{WORD:w} x%{INT:n:int}`);
  const cases: [ReturnType<typeof compileGrok>, hostile: string, text: string, fields: object | undefined][] = [
    // The scan of an index, the machine over a match, the machine's own search.
    [compileGrok(many, ecsPatterns), 'word3 word4 '.repeat(200_000), 'word7 it x12', { w: 'it', n: 12 }],
    [compileGrok(many, ecsPatterns), 'word3 word4 '.repeat(200_000), 'nothing', undefined],
    [
      compileGrok(['^(?:a=%{INT:a};|b=%{INT:b};)*$'], ecsPatterns),
      'b=2;'.repeat(15_000),
      'a=1;b=2;',
      { a: '1', b: '2' },
    ],
    [compileGrok(['(?<x>(?:|b)*d)'], ecsPatterns), 'b'.repeat(5000), 'abbd', { x: 'bbd' }],
  ];
  let cutOff = 0;
  for (let round = 0; round < 40; round++) {
    for (const [grok, busy, text, fields] of cases) {
      const ended = runWithin(1 + (round % 4), () => {
        for (let i = 0; i < 100; i++) grok.match(busy);
      });
      if (!ended) cutOff++;
      expect(grok.match(text)).toEqual(fields);
    }
  }
  expect(cutOff).toBeGreaterThan(0);
});

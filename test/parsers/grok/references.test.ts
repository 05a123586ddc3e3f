import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import type { Fields } from '../../../parsers/grok/extractor.ts';
import { hasForeignReferences } from '../../../parsers/grok/references.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

describe('back references', () => {
  test.each<[string, string, Fields | undefined]>([
    ['^(?<q>["\'])(?<x>.*?)\\k<q>$', '"a"', { q: '"', x: 'a' }],
    ['^(?:(?<x>a)|b)\\k<x>$', 'b', undefined],
    ['^(?:(?<x>a)|b)\\k<x>$', 'aa', { x: 'a' }],
    ['^(?<x>a)?\\k<x>b', 'b', undefined],
    ['^(?<x>a)(?<x>b)\\k<x>$', 'aba', { x: ['a', 'b'] }],
    ['^(?<x>a)(?<x>b)\\k<x>$', 'abb', { x: ['a', 'b'] }],
    ['^(?<x>a\\k<x>)', 'aa', undefined],
    ['^(?i)(?<x>a)\\k<x>$', 'aA', { x: 'a' }],
    ['^(?:(?<x>[ab])|\\k<x>c)+$', 'aac', { x: 'a' }],
    ['^(?<x>a*)\\k<x>b$', 'b', {}],
  ])('%s on %j', (expression, text, fields) => {
    expect(compileGrok([expression], ecsPatterns).match(text)).toEqual(fields);
  });

  test('one to a group that has surely taken something is left to V8', () => {
    const foreign = (expression: string) => hasForeignReferences(ecsPatterns.parse(expression));
    expect(foreign('(?:(?<q>["\'])[^"\']*\\k<q> ?)+')).toBe(false);
    expect(foreign('(?<!(?<x>a))b\\k<x>')).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

/** What takes long or fills memory only at load, or at the first line, shows as a test that does not end. */
describe('loading', () => {
  test.each(['a{100001}', 'a{2,99999999999999999999}', '(?:a|b){,1000000}'])('%s counts too far', (expression) => {
    expect(() => compileGrok([expression], ecsPatterns)).toThrow('counts too far');
  });
  test('what V8 refuses is told without all of it', () => {
    expect(() => compileGrok(['[^\\p{L}]'.repeat(20_000)], ecsPatterns)).toThrow(/^.{1,200}$/);
  });
  test('of nothing any number is nothing', () => {
    const grok = compileGrok(['^(?:(?<x>a)|(?:(?:){100000}){100000}b)+$'], ecsPatterns);
    expect(grok.match('ab')).toEqual({ x: 'a' });
  });
  test('as many patterns as a program writes', () => {
    const expressions = Array.from({ length: 3000 }, (_, i) => `service${i} %{WORD:w} did${i * 7} `);
    const grok = compileGrok(expressions, ecsPatterns);
    const fields = {};
    expect(grok.exec('x service2999 now did20993 it', fields, fields)).toBe(2999);
    expect(fields).toEqual({ w: 'now' });
  });
  test('literals of any length among many patterns', () => {
    const digits = (seed: number) => Array.from({ length: 12_000 }, (_, i) => (i * i * seed) % 10).join('');
    const expressions = Array.from({ length: 20 }, (_, i) => `${digits(i)}(?<end>${i})`);
    const grok = compileGrok(expressions, ecsPatterns);
    const fields = {};
    expect(grok.exec(`${digits(17)}17`, fields, fields)).toBe(17);
    expect(fields).toEqual({ end: '17' });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { Dictionary, parseDefinitions } from '../../../parsers/grok/dictionary.ts';
import { ecsPatterns } from '../../../parsers/patterns/standard.ts';

/** Names that JavaScript has a meaning for have none here. */
describe('names of fields', () => {
  test.each([{ all: false }, { all: true }])('constructor, toString: as any other (%j)', (options) => {
    const expressions = ['%{WORD:constructor} %{INT:toString:int}', '%{INT:constructor:int}$'];
    const fields = compileGrok(expressions, ecsPatterns, options).match('a 1');
    expect(fields).toEqual(options.all ? { constructor: ['a', 1], toString: 1 } : { constructor: 'a', toString: 1 });
  });
  test('__proto__, which cannot be set as a field, is a bad_pattern', () => {
    expect(() => compileGrok(['%{WORD:__proto__} %{WORD:__proto__}'], ecsPatterns)).toThrow('__proto__');
    expect(compileGrok(['%{WORD:__proto__.a}'], ecsPatterns).match('x')).toEqual({ '__proto__.a': 'x' });
  });
  test('nothing that is written into a name becomes code', () => {
    const name = fc.string({ unit: fc.constantFrom(...'"\'`\\\n\r\u2028\u2029${}[]();/*\0\ud800=v'), minLength: 1 });
    fc.assert(
      fc.property(name, (text) => {
        const plain = text.replaceAll(/[\]}[:]/g, '').trim();
        fc.pre(plain !== '');
        expect(compileGrok([`%{WORD:${plain}}`], ecsPatterns).match('it')).toEqual({ [plain]: 'it' });
      }),
    );
  });
});

describe('names of definitions', () => {
  test('constructor, __proto__: as any other', () => {
    const dictionary = new Dictionary(parseDefinitions('constructor b\n__proto__ c')).with({ toString: 'd' });
    expect(compileGrok(['%{constructor:x}%{__proto__:y}%{toString:z}'], dictionary).match('bcd')).toEqual({
      x: 'b',
      y: 'c',
      z: 'd',
    });
  });
  test.each(['constructor', 'hasOwnProperty', '__proto__'])('%s is not defined unless somebody does', (name) => {
    expect(() => compileGrok([`%{${name}}`], ecsPatterns)).toThrow('is not defined');
  });
});

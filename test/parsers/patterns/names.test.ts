import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { runWithin } from '../../../parsers/grok/time-limit.ts';
import { ecsPatterns, legacyPatterns } from '../../../parsers/patterns/standard.ts';

/** The names of the standard dictionaries, a name a line. */
function standardNames(file: string): string[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
}

/** Left the standard, stands in people's old patterns. */
const kept = ['HOST'];

const dictionaries = [
  {
    mode: 'legacy',
    dictionary: legacyPatterns,
    names: standardNames('./names-legacy.txt'),
    fieldName: /^[a-z][\w-]*$/i,
  },
  {
    mode: 'ecs',
    dictionary: ecsPatterns,
    names: standardNames('./names-ecs.txt'),
    // `[@metadata]` is for fields that never leave; DNS names its flags in capitals.
    fieldName: /^@?[a-z]\w*(?:\.[A-Za-z]\w*)*$/,
  },
];

describe.each(dictionaries)('the $mode dictionary', ({ dictionary, names, fieldName }) => {
  test('has every standard name and none of its own', () => {
    expect([...dictionary.names].sort()).toEqual([...names, ...kept].sort());
  });

  test.each([...names, ...kept])('%s compiles, and its fields are well named', (name) => {
    for (const field of compileGrok([`%{${name}}`], dictionary).fieldNames) expect(field).toMatch(fieldName);
  });

  test('no definition runs away on lines that repeat themselves', () => {
    const units = [
      'a',
      '0',
      ' ',
      '/',
      ':',
      '-',
      '"',
      '\\',
      '1:',
      '1.',
      'a ',
      '{ ',
      'a@',
      '[a]',
      '\n',
      '%',
      'C:\\',
      '\t',
      '<1>',
    ];
    // The mark that every match needs is there, and never where it is needed, so that every way to match is tried.
    const lines = units.map((unit) => `§${unit.repeat(300 / unit.length)}`);
    const slow = names.flatMap((name) => {
      const grok = compileGrok([`%{${name}}§`], dictionary);
      return lines
        .filter((line) => !runWithin(2000, () => grok.match(line)))
        .map((line) => `${name}: ${line.slice(0, 10)}`);
    });
    expect(slow).toEqual([]);
  });
});

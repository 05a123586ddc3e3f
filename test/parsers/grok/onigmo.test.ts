import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { compare } from '../../../conformance/onigmo/compare.ts';
import { explain, knownDifferences } from '../../../conformance/onigmo/known.ts';
import { loadOracle } from '../../../conformance/onigmo/oracle.ts';
import { runDifferential } from '../../../conformance/onigmo/run.ts';

// The real Oniguruma is the judge: `npm run conformance -- onigmo` runs a hundred thousand pairs, this a few of them.
beforeAll(loadOracle);

const documentation = readFileSync(new URL('../../../docs/grok.md', import.meta.url), 'utf8');

test('random pairs of pattern and line: Oniguruma and ours agree on match, span and fields', () => {
  const pairs = 3000;
  const { unexplained, matched } = runDifferential({ pairs, seed: 20261121, atMost: 1 });
  expect(unexplained).toEqual([]);
  // Lines that match nothing would prove little.
  expect(matched).toBeGreaterThan(pairs / 4);
}, 120_000);

describe('what once differed', () => {
  test.each([
    ['a capture of an earlier turn of a loop stays', '(?:(?<x>a)|b)+', 'ab'],
    ['in a counted loop, too', '(?:(?<x>\\d)|\\H){2}z', '7gz'],
    ['an empty last turn of a loop empties its capture', '(?<x>a*)*', 'aa'],
    ['no line begins behind the newline that ends the text', '\\n^', 'b\n'],
    ['so ^$ finds no empty line there', '^$', 'b\n'],
    ['but one ends there', '(?<x>\\n)$', 'b\n'],
    ['an optional group that prefers nothing takes nothing', '(?:|a)?(?<x>.)', 'ab'],
    ['a turn that takes nothing ends the loop', '(?:|a)*+b', 'ab'],
    ['even where the loop would have more', '(?:.*?)++\\|', 'a|'],
    ['options reach into definitions', '(?i)%{LOGLEVEL:level}', 'wArNiNg'],
    ['POSIX classes in either case', '(?i)[[:upper:]]+', 'жz'],
    ['[[:alpha:]] is what Unicode calls alphabetic', '(?<x>[[:alpha:]]+)', 'Ω\u0301'],
    ['case folding within a range', '(?i)(?<x>[a-z]+)', 'xſ\u212a'],
    ['an optional character beyond the BMP, in a line of ASCII', '(?<x>-😀?)', '-'],
    ['\\R does not give back half of CR LF', '(?<x>\\R)$', '\r\n,'],
    ['\\R takes the separators of Unicode', '(?<x>\\s+\\R)', '\n\u2028'],
    ['the symbols of ASCII are punctuation', '(?<x>[[:punct:]]+)', '$+<=>^`|~!'],
    ['\\w has no case to fold outside of a class', '(?i)(?<x>\\w+)', 'k\u212a'],
    ['a range from a bracket that comes first', '(?<x>[]-a]+)', '^_`a'],
    ['a complement of a property beside other members', '(?<x>[\\P{L}ab]+)', '1ab-c'],
    ['and the complement of both', '(?<x>[^\\P{L}ab]+)', '1abcd'],
    ['an intersection inside of a class', '(?<x>[_[a-z&&[^aeiou]]]+)', 'a_bcd'],
    ['a blank before a quantifier in the extended form', '(?x)(?<x>a +)', 'aaa'],
    ['a control character in long', '\\C-a(?<x>b)', '\u0001b'],
    ['the start of the search', 'a\\Gb|\\G(?<x>a)', 'ab'],
    ['a back reference to what took nothing fails', '(?:(?<x>a)|b)\\k<x>', 'b'],
    ['a back reference knows all groups of its name', '(?<x>a)(?<x>b)\\k<x>', 'aba'],
    ['a back reference under (?i) takes either case', '(?i)(?<x>a)\\k<x>', 'aA'],
    ['a lazy loop does not end between the halves of a character', '(?<x>\\W+?)', '😀'],
    ['nor does a greedy one give half of it back', '(?<x>[^a]*)(?<y>[^b]+)', '😀'],
    ['letters that are escapes elsewhere', '(?<x>\\y\\N\\O)', 'yNO'],
  ])('%s', (_, expression, line) => {
    expect(compare('ecs', expression, [line])).toMatchObject({ agreed: 1, differences: [] });
  });
});

describe('what differs, and may', () => {
  test.each(knownDifferences)('$construct', ({ construct, smallest: [expression, line] }) => {
    const { differences } = compare('ecs', expression, [line]);
    expect(differences.map((difference) => explain(difference)?.construct)).toEqual([construct]);
  });
  test.each(knownDifferences)('docs/grok.md tells of it: $construct', ({ construct, smallest: [expression] }) => {
    const row = documentation.split('\n').find((line) => line.startsWith(`| ${construct} |`));
    expect(row).toContain(expression.replaceAll('|', '\\|'));
  });
  test('nothing else passes for it', () => {
    const { differences } = compare('ecs', '(?<x>a)', ['a']);
    expect(differences).toEqual([]);
    const made = { dictionary: 'ecs', expression: '(?<x>a)', expanded: '(?<g0>a)', line: 'a', what: 'fields' } as const;
    expect(
      explain({ ...made, ours: { span: 'a', fields: { x: 'a' } }, theirs: { span: 'a', fields: {} } }),
    ).toBeUndefined();
  });
});

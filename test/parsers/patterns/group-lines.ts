import { expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import type { PatternGroup } from '../../../parsers/patterns/group.ts';
import { ecsPatterns, legacyPatterns } from '../../../parsers/patterns/standard.ts';

type Mode = keyof typeof dictionaries;
type Fields = Readonly<Record<string, unknown>>;

/** What a definition makes of a line. Fields that are left out: the name is not in that dictionary. */
export interface Line {
  readonly name: string;
  readonly line: string;
  /** Where the two do not end at the same character. */
  readonly legacyLine?: string;
  readonly ecs?: Fields;
  readonly legacy?: Fields;
}

/** Building blocks, which capture nothing: texts that are one from end to end, and texts that are not. */
export type Blocks = Readonly<
  Record<string, { readonly takes: readonly string[]; readonly refuses: readonly string[] }>
>;

export const dictionaries = { ecs: ecsPatterns, legacy: legacyPatterns };

/** The fields of `%{NAME}` on the whole text, or undefined where it does not fit. */
export function matchWhole(mode: Mode, name: string, text: string): Fields | undefined {
  return compileGrok([`%{${name}}`], dictionaries[mode], { anchored: true }).match(text);
}

function namesOf({ shared = {}, ecs = {}, legacy = {} }: PatternGroup): string[] {
  return [...new Set([shared, ecs, legacy].flatMap(Object.keys))].sort();
}

function isIn(mode: Mode, name: string): boolean {
  return [...dictionaries[mode].names].includes(name);
}

/** One test for each line and block, and one that no name of the group goes without. */
export function testGroup(group: PatternGroup, lines: readonly Line[], blocks: Blocks = {}): void {
  test('every name has a line', () => {
    expect([...new Set([...lines.map(({ name }) => name), ...Object.keys(blocks)])].sort()).toEqual(namesOf(group));
  });

  for (const [name, { takes, refuses }] of Object.entries(blocks)) {
    for (const mode of ['ecs', 'legacy'] as const) {
      if (!isIn(mode, name)) continue;
      test(`${name} (${mode}) knows its own`, () => {
        for (const text of takes) expect([text, matchWhole(mode, name, text)]).toEqual([text, {}]);
        for (const text of refuses) expect([text, matchWhole(mode, name, text)]).toEqual([text, undefined]);
      });
    }
  }

  for (const { name, line, legacyLine = line, ...expected } of lines) {
    for (const mode of ['ecs', 'legacy'] as const) {
      const text = mode === 'legacy' ? legacyLine : line;
      test(`${name} (${mode}): ${text.slice(0, 80)}`, () => {
        expect(isIn(mode, name)).toBe(expected[mode] !== undefined);
        if (expected[mode]) expect(matchWhole(mode, name, text)).toEqual(expected[mode]);
      });
    }
  }
}

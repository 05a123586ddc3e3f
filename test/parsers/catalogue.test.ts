import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
// @ts-expect-error: the launchers are plain JavaScript, without types.
import { catalogueText } from '../../bin/catalogue.mjs';
import { MillraceError } from '../../contracts/errors.ts';
import { parserOf, sourceOf, sources } from '../../parsers/catalogue.ts';
import { compileGrok } from '../../parsers/grok/compile.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { compileSource, dictionaryOf, gaveUp } from '../../parsers/source.ts';

const context = { timezone: 'UTC', referenceMs: 0 };

describe('the catalogue', () => {
  test('each type is there once, with its lines and its documents, and every definition is in it', () => {
    const types = sources.map((source) => source.type);
    expect(new Set(types).size).toBe(types.length);
    const fixtures = readdirSync(new URL('./sources/', import.meta.url));
    expect(fixtures.toSorted()).toEqual(types.flatMap((type) => [`${type}.expected.json`, `${type}.log`]).toSorted());
  });

  test('the generated list is the one that the folder makes', () => {
    const text = readFileSync(new URL('../../parsers/catalogue.generated.ts', import.meta.url), 'utf8');
    expect(text).toBe(catalogueText());
  });

  test('a mistyped type is an error that names the nearest', () => {
    expect(() => sourceOf('ngnix.access')).toThrow(MillraceError);
    try {
      sourceOf('ngnix.access');
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad_configuration', hint: expect.stringContaining('nginx.access') });
    }
  });

  test.each(sources)('all patterns of $type are sound, also those that none of its lines needs', (source) => {
    compileGrok(source.patterns, dictionaryOf(source), { anchored: true });
  });

  test('a parser is compiled once', () => {
    expect(parserOf('syslog')).toBe(parserOf('syslog'));
  });

  test('the shipper can use every rule for joining lines', () => {
    for (const { multiline } of sources) {
      for (const rule of [multiline?.start, multiline?.continuation]) if (rule !== undefined) new RegExp(rule, 'u');
    }
  });
});

describe('a source', () => {
  const runaway = compileSource({
    type: 'test',
    dataset: 'test',
    title: 'A pattern that backtracks without end',
    patterns: ['(?<label>(?:a|a|aa)+)'],
    fields: ['label'],
    specificity: 0,
  });

  test('whose pattern runs away costs one event its fields', () => {
    const hostile = `${'a'.repeat(120)}!`;
    const parse = (text: string) => runaway.parse(text, context);
    const events = mapWithin(['aa', hostile, 'a'], parse, gaveUp, { itemMs: 50, batchMs: 50 });
    expect(events.map((event) => event.fields)).toEqual([
      { label: 'aa', message: 'aa' },
      { message: hostile, tags: ['_groktimeout'] },
      { label: 'a', message: 'a' },
    ]);
    expect(events[1]?.failure).toBe('_groktimeout');
  });

  test('takes the whole text or none of it', () => {
    expect(runaway.parse('aab', context).failure).toBe('_grokparsefailure');
    expect(runaway.parse('aa\n', context).failure).toBe('_grokparsefailure');
  });

  test('keeps captures that it does not declare out of the document', () => {
    const source = compileSource({
      type: 'test',
      dataset: 'test',
      title: 'Aside',
      patterns: ['%{WORD:kept} %{WORD:aside}'],
      fields: ['kept'],
      specificity: 0,
    });
    expect(source.parse('a b', context).fields).toEqual({ kept: 'a', message: 'a b' });
  });

  test('whose hook throws keeps the event', () => {
    const source = compileSource({
      type: 'test',
      dataset: 'test',
      title: 'A broken hook',
      patterns: ['%{WORD:kept}'],
      fields: ['kept'],
      specificity: 0,
      finish() {
        throw new TypeError('broken');
      },
    });
    expect(source.parse('a', context)).toEqual({
      fields: { message: 'a', tags: ['_grokparsefailure'] },
      failure: '_grokparsefailure',
    });
  });
});

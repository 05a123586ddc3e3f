import { describe, expect, test } from '@jest/globals';
import { loadConfiguration, loadParsing } from '../../../contracts/configuration/load.ts';
import { MillraceError } from '../../../contracts/errors.ts';

const types = ['nginx.access', 'syslog'];

function problemsOf(text: string): string {
  try {
    loadConfiguration(`cluster: shop\n${text}`, 'm.yml', {}, types);
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'bad_configuration') return error.message;
    throw error;
  }
  return '';
}

describe('types of your own', () => {
  test('need a name and nothing else', () => {
    const { sources } = loadConfiguration('cluster: shop\nsources:\n  - type: shop.orders\n', 'm.yml', {}, types);
    expect(sources).toEqual([{ type: 'shop.orders', fields: {}, processors: [] }]);
  });

  test('are types that inputs may have', () => {
    const text = 'sources: [{ type: shop.orders }]\ninputs: [{ type: shop.ordesr, paths: [/x] }]\n';
    expect(problemsOf(text)).toBe(
      'm.yml:3: inputs[0].type: there is no type shop.ordesr; did you mean shop.orders? Or describe a type of your own under sources:',
    );
    expect(problemsOf(text.replace('ordesr', 'orders'))).toBe('');
  });

  test('that extend one of the catalogue have its name, unless they have their own', () => {
    const text = 'cluster: x\nsources:\n  - extends: syslog\n  - { extends: syslog, type: router }\n';
    const { sources } = loadConfiguration(text, 'm.yml', {}, types);
    expect(sources.map(({ type }) => type)).toEqual(['syslog', 'router']);
  });

  test.each([
    ['without a name', '[{ dataset: x }]', 'sources[0]: give type'],
    ['with an unknown key', '[{ type: x, pattern: [a] }]', 'sources[0].pattern: unknown key; did you mean patterns?'],
    [
      'extending what is not there',
      '[{ extends: sylog }]',
      'sources[0].extends: there is no type sylog in the catalogue; did you mean syslog?',
    ],
    ['extending, with patterns', '[{ extends: syslog, patterns: [a] }]', 'sources[0].patterns: not with extends'],
    ['twice', '[{ type: x }, { type: x }]', 'sources[1].type: the type x is described twice'],
    ['under a name of the catalogue', '[{ type: syslog }]', 'sources[0].type: syslog is a type of the catalogue'],
    [
      'extending one under the name of another',
      '[{ type: syslog, extends: nginx.access }]',
      'sources[0].type: syslog is a type',
    ],
    [
      'with a field of an unknown type',
      '[{ type: x, fields: { a: lnog } }]',
      'sources[0].fields.a: there is no lnog here; did you mean long?',
    ],
    [
      'with a field of the reader',
      '[{ type: x, fields: { host.name: keyword } }]',
      'sources[0].fields.host.name: host.name is written by the reader',
    ],
    [
      'with a time and nothing that captures it',
      '[{ type: x, timestamp: { field: t, formats: [UNIX] } }]',
      'sources[0].timestamp: goes with patterns',
    ],
    [
      'with a zone that does not exist',
      '[{ type: x, timezone: Europe/Atlantis }]',
      'sources[0].timezone: not an IANA time zone',
    ],
    [
      'with an unknown dictionary',
      '[{ type: x, dictionary: legcy }]',
      'sources[0].dictionary: there is no legcy here; did you mean legacy?',
    ],
  ])('%s are refused', (_, sources, problem) => {
    expect(problemsOf(`sources: ${sources}\n`)).toContain(`m.yml:2: ${problem}`);
  });
});

describe('processors', () => {
  test.each([
    ['an unknown processor', '- desect: { pattern: x }', 'processors[0].desect: unknown key; did you mean dissect?'],
    [
      'an unknown option',
      '- dissect: { pattern: x, feild: y }',
      'processors[0].dissect.feild: unknown key; did you mean field?',
    ],
    [
      'an unknown part of a condition',
      '- { drop: {}, if: { not: { tpye: x } } }',
      'processors[0].if.not.tpye: unknown key; did you mean type?',
    ],
  ])('%s is named with its line', (_, item, problem) => {
    expect(problemsOf(`processors:\n  ${item}\n`)).toContain(`m.yml:3: ${problem}`);
    expect(problemsOf(`sources:\n  - type: x\n    processors:\n      ${item}\n`)).toContain(
      `m.yml:5: sources[0].${problem}`,
    );
  });
});

describe('wrong shapes are told in words, with the right one', () => {
  test.each([
    ['processors: drop', 'processors: expected a list; write it as "- drop: {}"'],
    ['processors: [drop]', 'processors[0]: expected keys and values; write it as "- drop: {}"'],
    ['processors: [trim]', 'processors[0]: expected keys and values; write it as "- trim: { fields: [a] }"'],
    ['processors: { drop: {} }', 'processors: expected a list; write it as "- drop: {}"'],
    ['processors: [{ drop: }]', 'processors[0].drop: expected keys and values; write it as "drop: {}"'],
    ['processors: [{ drop: {}, if: x }]', 'processors[0].if: expected keys and values; write it as { type: syslog }'],
    [
      "processors: [{ drop: {}, if: { field: a, above: '10' } }]",
      'processors[0].if.above: expected a number; write it without quotes: 10',
    ],
    [
      'processors: [{ drop: {}, if: { all: { type: x } } }]',
      'processors[0].if.all: expected a list; write it as [{ type: ',
    ],
    ['processors: [{ lowercase: { fields: a } }]', 'processors[0].lowercase.fields: expected a list; write it as [a]'],
    [
      'processors: [{ convert: { fields: [a] } }]',
      'processors[0].convert.fields: expected names and values; write it as { shop.items: integer }',
    ],
    ['sources: x', 'sources: expected a list; write it as "- type: shop.orders"'],
    ['sources: [x]', 'sources[0]: expected keys and values; write it as "- type: shop.orders"'],
    [
      "sources: [{ type: x, patterns: '%{INT:a} x' }]",
      "sources[0].patterns: expected a list; write it as ['%{INT:a} x']",
    ],
    [
      'sources: [{ type: x, timestamp: t }]',
      'sources[0].timestamp: expected keys and values; write it as { field: time, ',
    ],
    [
      'sources: [{ type: x, fields: [a] }]',
      'sources[0].fields: expected names and values; write it as { shop.items: long }',
    ],
    ['sources: [{ type: x, anchored: 1 }]', 'sources[0].anchored: expected true or false'],
    ['sources: [{ type: x, processors: drop }]', 'sources[0].processors: expected a list; write it as "- drop: {}"'],
  ])('%s', (text, expected) => {
    const problems = problemsOf(`${text}\n`);
    expect(problems).toContain(`m.yml:2: ${expected}`);
    expect(problems).not.toMatch(/Invalid|Too |received/);
  });
});

describe('types to convert to', () => {
  const convert = (type: string) => `processors: [{ convert: { fields: { a: ${type} } } }]\n`;

  test('int and bool are understood', () => {
    const options = ['int', 'bool'].map(
      (type) => loadParsing(convert(type), 'm.yml', {}, types).processors[0]?.options,
    );
    expect(options).toMatchObject([{ fields: { a: 'integer' } }, { fields: { a: 'boolean' } }]);
  });

  test('others are answered with the list', () => {
    const message = 'fields.a: there is no num here; known: integer, long, float, boolean, ip, string';
    expect(problemsOf(convert('num'))).toContain(message);
  });
});

test('a mistyped name in extends is no type that inputs could have', () => {
  const text = 'sources: [{ extends: sylgo }]\ninputs: [{ type: xyzzyplugh, paths: [/x] }]\n';
  expect(problemsOf(text)).toContain('there is no type xyzzyplugh; known: nginx.access, syslog; or describe a type');
});

describe('a check of what no schema sees', () => {
  const load = (text: string) =>
    loadConfiguration(text, 'm.yml', {}, types, () => [
      { path: ['processors', 0, 'drop', 'nowhere'], message: 'second' },
      { path: ['cluster'], message: 'first' },
    ]);

  test('has its problems put where they stand, in order; what is missing stands where it would', () => {
    expect(() => load('cluster: x\nprocessors:\n  - drop: {}\n')).toThrow(
      'm.yml:1: cluster: first\nm.yml:3: processors[0].drop.nowhere: second',
    );
  });

  test('is asked along with the names of types, and does not repeat what these are told for', () => {
    const text = 'cluster: x\ninputs: [{ type: nope.nope, paths: [/x] }]\nsources: [{ extends: sylog }]\n';
    const check = () => [
      { path: ['sources', 0, 'extends'], message: 'again' },
      { path: ['sources', 0, 'processors', 0], message: 'compiled' },
    ];
    const load = () => loadConfiguration(text, 'm.yml', {}, types, check);
    expect(load).toThrow(/^m.yml:2: .*nope.nope.*\nm.yml:3: .*sylog.*\nm.yml:3: .*: compiled$/);
  });

  test('is not asked about a file that the schema refuses', () => {
    expect(() => load('clutser: x\n')).toThrow(/^(?!.*first)/s);
  });
});

describe('a file of which only parsing counts', () => {
  test('may have whatever else, variables without values included', () => {
    const text = 'reader: { elasticsearch: { api_key: "${KEY}" } }\nprocessors:\n  - drop: {}\n';
    expect(loadParsing(text, 'm.yml', {}, types)).toEqual({
      sources: [],
      processors: [{ name: 'drop', options: {} }],
    });
  });

  test('is still checked for what counts, and for sections that do not exist', () => {
    expect(() => loadParsing('procesors: []\n', 'm.yml', {}, types)).toThrow('did you mean processors?');
    expect(() => loadParsing('sources: [{ extends: sylog }]\n', 'm.yml', {}, types)).toThrow('did you mean syslog?');
    expect(() => loadParsing('processors:\n  - add: { tags: ["${TAG}"] }\n', 'm.yml', {}, types)).toThrow('${TAG}');
  });
});

import { describe, expect, test } from '@jest/globals';
import { loadParsing } from '../../../contracts/configuration/load.ts';
import { builtIn } from '../../../parsers/catalogue.ts';
import { typeDefaultsOf } from '../../../parsers/custom/definition.ts';
import { fileResources } from '../../../parsers/custom/files.ts';
import { openCatalogue } from '../../../parsers/custom/open.ts';
import type { CatalogueResources } from '../../../parsers/custom/resources.ts';
import { interpreter } from '../../../parsers/interpret.ts';

const context = { timezone: 'UTC', referenceMs: Date.UTC(2026, 10, 21) };
const types = builtIn.types.map(({ type }) => type);
const resources: CatalogueResources = {
  openGeoDatabase: () => ({ lookup: () => undefined }),
  readPatternDirectory: (folder) => {
    if (folder !== 'patterns') throw new Error(`no folder ${folder}`);
    return [
      { name: 'a', text: '# The shop\nORDER ORD-[0-9]+\n' },
      { name: 'b', text: 'TWICE %{ORDER} %{ORDER}' },
    ];
  },
};

const parsing = (text: string) => loadParsing(text, 'm.yml', {}, types);
const open = (text: string) => openCatalogue(parsing(text), resources);
const problems = (text: string) => {
  try {
    open(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};
const source = (keys: string) => `sources:\n  - type: shop\n    ${keys.split('\n').join('\n    ')}\n`;

function eventOf(text: string, line: string, type = 'shop') {
  const catalogue = open(text);
  const parser = catalogue.has(type) ? catalogue.parserOf(type) : undefined;
  return interpreter(parser, catalogue.processingOf(type), { type, dataset: type, context }).interpret(line);
}

describe('a type of the configuration', () => {
  test('captures what its patterns say, with patterns of its own, of files and of the dictionary', () => {
    const text = source(`patterns: ['%{ORDER:shop.order} %{SKU:shop.sku} %{INT:shop.count:int} %{GREEDYDATA:message}']
definitions: { SKU: '[A-Z]{2}[0-9]+' }
pattern_directories: [patterns]
constants: { service.name: shop, shop.shelves: [1, 2] }`);
    expect(eventOf(text, 'ORD-7 AB12 3 packed')?.fields).toEqual({
      'shop.order': 'ORD-7',
      'shop.sku': 'AB12',
      'shop.count': 3,
      message: 'packed',
      'event.original': 'ORD-7 AB12 3 packed',
      'event.kind': 'event',
      'service.name': 'shop',
      'shop.shelves': [1, 2],
    });
  });

  test('takes whole texts, unless it says otherwise', () => {
    const patterns = "patterns: ['%{INT:n:int}']";
    expect(eventOf(source(patterns), 'a 1')?.fields).toEqual({ message: 'a 1', tags: ['_grokparsefailure'] });
    expect(eventOf(source(`${patterns}\nanchored: false`), 'a 1')?.fields).toMatchObject({ n: 1 });
  });

  test('stops at the first match, unless it says otherwise', () => {
    const patterns = "patterns: ['%{INT:a} %{DATA}', '%{INT} %{INT:b}']";
    expect(eventOf(source(patterns), '1 2')?.fields).not.toHaveProperty('b');
    expect(eventOf(source(`${patterns}\nbreak_on_match: false`), '1 2')?.fields).toMatchObject({ a: '1', b: '2' });
  });

  test('has the names of either dictionary', () => {
    const line = '10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 404 12 "-" "curl/8"';
    const patterns = "patterns: ['%{COMBINEDAPACHELOG}']";
    expect(eventOf(source(patterns), line)?.fields).toMatchObject({ 'source.address': '10.0.0.1' });
    expect(eventOf(source(`${patterns}\ndictionary: legacy`), line)?.fields).toMatchObject({ clientip: '10.0.0.1' });
  });

  test.each([
    ['ISO8601', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00'],
    ['dd.MM.yyyy HH:mm:ss', '20.11.2026 10:00:00', '2026-11-20T10:00:00'],
  ])('reads its time as %s, and leaves no field of it', (format, time, expected) => {
    const text = source(`patterns: ['%{NOTSPACE:t}( %{TIME:t})? x']
timestamp: { field: t, formats: [UNIX, '${format}'] }`).replace("'%{NOTSPACE:t}( %{TIME:t})? x'", "'(?<t>.*) x'");
    const event = eventOf(text, `${time} x`);
    expect(event?.timestamp).toContain(expected);
    expect(event?.fields).not.toHaveProperty('t');
    expect(eventOf(text, 'never x')).toMatchObject({ failure: '_dateparsefailure', fields: { message: 'never x' } });
  });

  test('may extend one of the catalogue, in its place or beside it', () => {
    const line = '10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /health HTTP/1.1" 200 12 "-" "curl/8"';
    const drop = 'processors: [{ drop: {}, if: { field: url.path, equals: /health } }]';
    const inPlace = `sources: [{ extends: nginx.access, ${drop} }]\n`;
    expect(eventOf(inPlace, line, 'nginx.access')).toBeUndefined();
    expect(open(inPlace).types).toHaveLength(builtIn.types.length);
    const beside = `sources: [{ extends: nginx.access, type: shop.web, ${drop} }]\n`;
    expect(eventOf(beside, line, 'shop.web')).toBeUndefined();
    expect(eventOf(beside, line, 'nginx.access')).toBeDefined();
    expect(open(beside).sourceOf('shop.web')).toMatchObject({ dataset: 'nginx.access', specificity: 0 });
  });
});

describe('what the index is to map', () => {
  test('names of the catalogue as everywhere, others as declared, as converted, or as keywords', () => {
    const { fieldsOf } = open(
      source(`patterns: ['%{IP:source.ip} %{INT:a:int} %{NUMBER:b:float} %{WORD:c} %{WORD:d} (?<time>.*)']
timestamp: { field: time, formats: [UNIX] }
fields: { d: text, made: date }
processors: [{ convert: { fields: { c: boolean } } }, { user_agent: {} }]`),
    );
    const typesOf = Object.fromEntries(Object.entries(fieldsOf('shop')).map(([name, { type }]) => [name, type]));
    expect(typesOf).toMatchObject({
      'source.ip': 'ip',
      a: 'long',
      b: 'double',
      c: 'boolean',
      d: 'text',
      made: 'date',
      'user_agent.name': 'keyword',
    });
    expect(typesOf).not.toHaveProperty('time');
    expect(fieldsOf('syslog')).toEqual(builtIn.fieldsOf('syslog'));
  });

  test('processors for every event add to every type, but not to those that their condition rules out', () => {
    const add = (condition: string) => open(`processors: [{ add: { fields: { shop.a: 1 } }${condition} }]\n`);
    expect(add('').fieldsOf('plain')).toHaveProperty(['shop.a', 'type'], 'long');
    expect(add('').fieldsOf('foreign')).toHaveProperty(['shop.a', 'type'], 'long');
    expect(add(', if: { type: syslog }').fieldsOf('plain')).toEqual(builtIn.fieldsOf('plain'));
  });

  test('names that come out of the text are mapped as they come', () => {
    expect(open(source('processors: [{ kv: {} }]')).isOpen('shop')).toBe(true);
    expect(open(source('processors: [{ kv: { include_keys: [a] } }]')).isOpen('shop')).toBe(false);
    expect(open(source('processors: [{ kv: {} }]')).isOpen('plain')).toBe(false);
  });
});

describe('processors', () => {
  test('are nothing at all to types that they do not concern', () => {
    const { processingOf } = open('processors: [{ drop: {}, if: { type: syslog } }]\n');
    expect(processingOf('syslog')).toBeDefined();
    expect(processingOf('plain')).toBeUndefined();
    expect(builtIn.processingOf('plain')).toBeUndefined();
  });

  test('open a database once, however many name it', () => {
    let opened = 0;
    const counting: CatalogueResources = {
      ...resources,
      openGeoDatabase(path) {
        opened++;
        return resources.openGeoDatabase(path);
      },
    };
    openCatalogue(parsing('processors: [{ geoip: { database: a } }, { geoip: { database: a } }]\n'), counting);
    expect(opened).toBe(1);
  });

  test('redact a text that goes another way, whatever their conditions and fields', () => {
    const text = `processors:
  - redact: { fields: [user.email], kinds: [email] }
    if: { field: user.email, exists: true }
  - redact: { kinds: [card] }
    if: { type: syslog }
`;
    const { processingOf } = open(text);
    expect(processingOf('plain')?.redactText?.('jo@example.org 4111111111111111')).toBe(
      '[redacted:email] 4111111111111111',
    );
    expect(processingOf('syslog')?.redactText?.('jo@example.org 4111111111111111')).not.toMatch(/jo@|4111/);
  });
});

describe('what no schema sees is named with its key', () => {
  test.each([
    [
      'an undefined pattern',
      "patterns: ['x', '%{LOGLVL:a}']",
      '.patterns[1]: the pattern LOGLVL is not defined; did you mean LOGLEVEL?',
    ],
    ['a pattern that does not parse', "patterns: ['(a']", /patterns\[0\]: .*at character 3/],
    [
      'a definition that does not parse',
      "definitions: { A: '(a' }\npatterns: ['%{A}']",
      /^sources\[0\]\.definitions\.A: [^\n]*$/,
    ],
    [
      'a folder that is not there',
      'pattern_directories: [nowhere]',
      '.pattern_directories[0]: nowhere: no folder nowhere',
    ],
    [
      'a time that nothing captures',
      "patterns: ['%{WORD:tmie}']\ntimestamp: { field: time, formats: [UNIX] }",
      '.timestamp.field: no pattern captures time; did you mean tmie?',
    ],
    [
      'a format that is none',
      "patterns: ['%{WORD:t}']\ntimestamp: { field: t, formats: [IS08601] }",
      /timestamp\.formats: "IS08601" is no format.*did you mean ISO8601/,
    ],
    [
      'a time that is declared',
      "patterns: ['%{WORD:t}']\ntimestamp: { field: t, formats: [UNIX] }\nfields: { t: date }",
      '.fields.t: holds the time',
    ],
    ['a field of the reader', "patterns: ['%{WORD:host.name}']", '.patterns[0]: host.name is written by the reader'],
    [
      'a name that Elasticsearch has for itself',
      "patterns: ['%{WORD:_id}']",
      '.patterns[0]: _id cannot be the name of a field',
    ],
    [
      'a field of the catalogue with another type',
      'fields: { source.ip: keyword }',
      '.fields.source.ip: source.ip is ip',
    ],
    [
      'a value beside its own parts',
      'fields: { a: keyword, a.b: keyword }',
      ': a cannot hold a value where there is a.b too',
    ],
    [
      'a bad processor',
      'processors: [{ drop: {} }, { dissect: { pattern: "%{a" } }]',
      '.processors[1].dissect.pattern: ',
    ],
    [
      'a condition that does not compile',
      'processors: [{ drop: {}, if: { field: a, matches: "/(/" } }]',
      '.processors[0].if.matches: ',
    ],
  ])('%s', (_, keys, problem) => {
    expect(problems(source(keys))).toMatch(problem instanceof RegExp ? problem : `sources[0]${problem}`);
  });

  test('two types of a field in one dataset', () => {
    const text = `sources:
  - { type: a, dataset: shop, fields: { x: long } }
  - { type: b, dataset: shop, fields: { x: keyword } }
`;
    expect(problems(text)).toBe('sources[1]: x is keyword here and long in a, which shares the dataset shop');
  });

  test('all of them at once', () => {
    expect(
      problems(source("patterns: ['(a', '%{X}']\nprocessors: [{ dissect: { pattern: x } }]")).split('\n'),
    ).toHaveLength(3);
  });
});

test.each([
  ['a folder that is not there', 'nope', 'there is no folder'],
  ['a file for a folder', 'package.json', 'this is no folder'],
])('%s is told in words, with the next step', (_, name, reason) => {
  const text = source(`pattern_directories: [${name}]`);
  const load = () => openCatalogue(parsing(text), fileResources('.'));
  expect(load).toThrow(
    new RegExp(`pattern_directories\\[0\\]: ${name}: ${reason}: /.*; name a folder of pattern files`),
  );
  expect(load).toThrow(/^(?!.*(?:ENO|scandir))/s);
});

describe('a host that ships', () => {
  test('knows dataset, zone and joining of types without compiling a pattern or reading a file', () => {
    const text = source(`patterns: ['%{NOTHING}']
pattern_directories: [nowhere]
timezone: Asia/Tokyo
multiline: { start: '^x', timeout: 5s }`);
    const defaults = typeDefaultsOf(parsing(text).sources);
    expect(defaults('shop')).toMatchObject({
      dataset: 'shop',
      timezone: 'Asia/Tokyo',
      multiline: { start: '^x', timeout: 5000, max_lines: 1000 },
    });
    expect(defaults('syslog')).toBe(builtIn.sourceOf('syslog'));
    expect(() => defaults('shpo')).toThrow('there is no log source of type shpo');
  });
});

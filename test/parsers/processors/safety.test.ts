import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type ProcessorDefinition, processors } from '../../../contracts/configuration/processors.ts';
import { MillraceError, messageOf } from '../../../contracts/errors.ts';
import { runWithin } from '../../../parsers/grok/time-limit.ts';
import { compileProcessors } from '../../../parsers/processors/compile.ts';
import type { Processor } from '../../../parsers/processors/processor.ts';
import { isReaderField } from '../../../parsers/source.ts';
import { compiled, eventOf, type Fields } from './run.ts';

const names = fc.constantFrom(
  'message',
  'a',
  'a.b',
  'constructor',
  'http.response.status_code',
  'source.ip',
  'tags',
  'event.original',
  'x',
);
const scalars = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
/** Text with much of what parsers stumble over. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'a1 ="\'\\,;:{}[]%@./-\n') }),
  fc.json(),
  fc.emailAddress(),
);
const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const optional = <T extends object>(given: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(given, { requiredKeys: [] });

const options: Readonly<Record<string, fc.Arbitrary<object>>> = {
  dissect: fc.record({
    field: names,
    pattern: fc
      .array(fc.constantFrom('%{a}', '%{+a}', '%{?b}', '%{*k}', '%{&k}', '%{x->}', '%{}', ' ', ':', '"', '%{'))
      .map((parts) => parts.join('')),
  }),
  grok: fc.record({
    field: names,
    pattern: fc.constantFrom('%{DATA:a} %{GREEDYDATA:b}', '%{INT:x:int}', '(', '%{IP:source.ip}'),
  }),
  kv: optional({
    field: names,
    field_split: fc.constantFrom(' ', ',;', '"'),
    value_split: fc.constantFrom('=', ':='),
    prefix: fc.constantFrom('', 'p.', 'a'),
    trim: fc.string(),
    overwrite: fc.boolean(),
  }),
  json: optional({ field: names, prefix: fc.constantFrom('', 'p.'), overwrite: fc.boolean() }),
  csv: fc.record({
    field: names,
    columns: list(fc.oneof(names, fc.constant('-'))),
    separator: fc.constantFrom(',', ';', '"'),
    trim: fc.boolean(),
  }),
  user_agent: optional({ field: names }),
  date: fc.record({
    field: names,
    formats: list(fc.constantFrom('ISO8601', 'UNIX', 'SYSLOG', 'd/M/yyyy HH:mm', 'nothing')),
    target: fc.constantFrom('@timestamp', 'event.start', 'a'),
  }),
  convert: fc.record({
    fields: fc.dictionary(names, fc.constantFrom('integer', 'long', 'float', 'boolean', 'ip', 'string')),
    on_failure: fc.constantFrom('tag', 'remove'),
  }),
  rename: fc.record({ fields: fc.dictionary(names, names), overwrite: fc.boolean() }),
  remove: fc.record({ fields: list(fc.oneof(names, fc.constantFrom('a.*', '*'))) }),
  add: optional({ fields: fc.dictionary(names, scalars), tags: fc.array(fc.string()) }),
  lowercase: fc.record({ fields: list(names) }),
  uppercase: fc.record({ fields: list(names) }),
  trim: fc.record({ fields: list(names) }),
  split: fc.record({ field: names, separator: fc.constantFrom(',', '/,|;/', '/(/', ' ') }),
  redact: optional({
    fields: list(names),
    original: fc.boolean(),
    replacement: fc.string(),
    kinds: fc.subarray(['email', 'card', 'token']),
  }),
  geoip: fc.record({ field: names, database: fc.constant('any') }),
  drop: fc.constant({}),
};

const condition = fc.oneof(
  fc.constant(undefined),
  fc.record({ type: fc.constantFrom('x', 'nginx.access') }),
  fc.record({ field: names, equals: scalars }),
  fc.record({ field: names, matches: fc.constantFrom('/a/', '/(/', '%{INT}') }),
  fc.record({ not: fc.record({ field: names, exists: fc.boolean() }) }),
);

const entries = fc
  .constantFrom(...Object.keys(options))
  .chain((name) => fc.record({ [name]: options[name] ?? fc.constant({}), if: condition }, { requiredKeys: [name] }));

const eventFields = fc
  .dictionary(names, fc.oneof(texts, scalars, fc.array(texts, { maxLength: 3 })))
  .map((fields) => ({ ...fields }) as Fields);

const resources = { openGeoDatabase: () => ({ lookup: () => ({ city: { names: { en: 'x' } } }) }) };

/** Undefined where the definitions are turned down, as they must be with one of our errors. */
function compileAny(given: unknown): Processor | undefined {
  const checked = processors.safeParse(given);
  if (!checked.success) return undefined;
  try {
    return compileProcessors(checked.data, resources);
  } catch (error) {
    if (!(error instanceof MillraceError)) throw new Error(`${messageOf(error)} for ${stringify(given)}`);
    return undefined;
  }
}

describe('whatever the definitions and the text', () => {
  test('nothing throws, and no field of the reader’s is made', () => {
    let ran = 0;
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 5 }), list(eventFields), (definitions, several) => {
        const processor = compileAny(definitions);
        if (!processor) return;
        for (const fields of several) {
          const event = eventOf(fields);
          processor(event);
          ran++;
          const made = Object.keys(event.fields).filter((name) => isReaderField(name) && name !== 'event.original');
          expect(made).toEqual([]);
          for (const value of Object.values(event.fields))
            expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
        }
      }),
      { numRuns: 3000 },
    );
    expect(ran).toBeGreaterThan(1000);
  });

  test('of every processor there is one that runs', () => {
    const untried = new Set(Object.keys(options));
    expect([...untried].sort()).toEqual(Object.keys(allNames()).sort());
    fc.assert(
      fc.property(entries, (entry) => {
        const [name = ''] = Object.keys(entry);
        if (compileAny([entry])) untried.delete(name);
      }),
      { numRuns: 1000 },
    );
    expect([...untried]).toEqual([]);
  });
});

function allNames(): Record<ProcessorDefinition['name'], true> {
  const all =
    'add convert csv date dissect drop geoip grok json kv lowercase redact remove rename split trim uppercase user_agent';
  return Object.fromEntries(all.split(' ').map((name) => [name, true])) as Record<ProcessorDefinition['name'], true>;
}

/** Time on a processor, the least of several: other work on the machine does not count, and what is left of it only ever adds. */
function leastMs(run: () => void): number {
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const start = process.cpuUsage();
      // What is far from linear would hold the test for hours, and nothing else ends it.
      if (!runWithin(15_000, run)) throw new Error('it does not come to an end');
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

const hostile: readonly (readonly [yaml: string, unit: string])[] = [
  [`- dissect: { pattern: '%{a->} %{b} [%{c}] "%{d}" %{e} x' }`, ' '],
  [`- dissect: { pattern: '%{a}aab%{b}' }`, 'aa'],
  ['- kv: {}', 'a="\\" '],
  ['- kv: {}', `a="b' `],
  [`- kv: { value_split: '\\' }`, 'a\\" '],
  ['- kv: {}', 'a'],
  ['- kv: {}', 'a=1 a=2 '],
  ['- json: {}', '['],
  ['- json: {}', '{"a":['],
  ['- json: {}', '{"a":'],
  ['- json: {}', '{"a":1,'],
  ['- csv: { columns: [a, b, c] }', '"'],
  ['- csv: { columns: [a, b, c], trim: true }', ' '],
  ['- user_agent: { field: message }', 'bot-'],
  [`- date: { field: message, formats: [ISO8601, UNIX, SYSLOG, 'yyyy-MM-dd z'] }`, '2026-11-21 A'],
  ['- convert: { fields: { message: float } }', '1'],
  [`- split: { field: message, separator: ',' }`, ','],
  ['- trim: { fields: [message] }', ' x'],
  ['- redact: {}', 'a'],
  ['- redact: {}', '@'],
  ['- redact: {}', 'a@'],
  ['- redact: {}', 'a.'],
  ['- redact: {}', 'a@b.'],
  ['- redact: {}', '1'],
  ['- redact: {}', '4111 '],
  ['- redact: {}', '4111-1111 '],
  ['- redact: {}', 'eyJ'],
  ['- redact: {}', 'eyJa.'],
  ['- redact: {}', 'password="'],
  ['- redact: {}', `password="'`],
  ['- redact: {}', 'password="\\'],
  ['- redact: {}', 'token=['],
  ['- redact: {}', 'bearer '],
  ['- redact: {}', '://a:'],
  ['- redact: {}', '%40'],
];

describe('a line that grows takes as much longer as it is longer', () => {
  test.each(hostile)('%s on many %j', (yaml, unit) => {
    const processor = compiled(yaml.replace('message: float', 'x: float'));
    const field = yaml.includes('convert') ? 'x' : 'message';
    const run = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      return leastMs(() => processor(eventOf({ [field]: text })));
    };
    run(100_000);
    const short = run(250_000);
    const long = run(1_000_000);
    // Four times the text; what is quadratic takes sixteen times as long. So little
    // time that collecting garbage shows in it says nothing.
    expect(long).toBeLessThan(10 * Math.max(short, 25));
  });
});

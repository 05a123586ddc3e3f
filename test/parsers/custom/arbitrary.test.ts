import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { loadParsing } from '../../../contracts/configuration/load.ts';
import { MillraceError } from '../../../contracts/errors.ts';
import { builtIn, type Catalogue } from '../../../parsers/catalogue.ts';
import { assembleCatalogue } from '../../../parsers/custom/open.ts';
import type { CatalogueResources } from '../../../parsers/custom/resources.ts';
import { mapWithin } from '../../../parsers/grok/time-limit.ts';
import { interpreter } from '../../../parsers/interpret.ts';

const types = builtIn.types.map(({ type }) => type);
const resources: CatalogueResources = {
  openGeoDatabase: () => ({ lookup: () => undefined }),
  readPatternDirectory: () => [{ name: 'a', text: 'OWN [a-z]+' }],
};

const fragments = ['%{WORD:a}', '%{INT:b:int}', '%{GREEDYDATA:message}', '%{OWN:c}', '%{IP:source.ip}', '%{NOTHING:x}'];
const odd = ['(', '[', '(?<d>x)', '%{WORD:_id}', '%{WORD:host.name}', '%{WORD:a.b}', ' ', 'x*', '\\', '|', ''];
const pattern = fc.array(fc.constantFrom(...fragments, ...odd), { minLength: 1, maxLength: 4 }).map((p) => p.join(''));
const processor = fc.oneof(
  fc.record({ dissect: fc.record({ pattern: fc.constantFrom('%{a} %{b}', '%{*k}=%{&k}', '%{', 'x') }) }),
  fc.record({ grok: fc.record({ pattern }) }),
  fc.record({ kv: fc.record({ prefix: fc.constantFrom('', 'a.', 'host.') }) }),
  fc.record({ rename: fc.record({ fields: fc.constantFrom({ a: 'b' }, { message: 'a' }, { a: 'host.name' }) }) }),
  fc.record({ convert: fc.record({ fields: fc.constantFrom({ a: 'long' }, { b: 'ip' }) }) }),
  fc.record({ redact: fc.record({ kinds: fc.constantFrom(['email'], []) }) }),
  fc.record({ drop: fc.constant({}), if: fc.record({ field: fc.constantFrom('a', 'b'), exists: fc.boolean() }) }),
  fc.constant({ remove: { fields: ['message', 'event.original'] } }),
);
const source = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom('shop', 'shop.web'),
      patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }),
      pattern_directories: fc.constant(['p']),
      break_on_match: fc.boolean(),
      anchored: fc.boolean(),
      dictionary: fc.constantFrom('ecs', 'legacy'),
      timestamp: fc.record({
        field: fc.constantFrom('a', 'zzz'),
        formats: fc.constantFrom(['UNIX'], ['never a format!']),
      }),
      fields: fc.constantFrom({}, { a: 'long' }, { c: 'ip', 'c.d': 'keyword' }),
      processors: fc.array(processor, { maxLength: 3 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ extends: fc.constantFrom('nginx.access', 'json'), processors: fc.array(processor, { maxLength: 3 }) }),
);
const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('a 1 b', 'k=v x="y z" mail=jo@example.org', '{"a":{"b":1},"tags":3}', '10.0.0.1', 'x'.repeat(5000)),
);

function assembled(yaml: string): ReturnType<typeof assembleCatalogue> | undefined {
  let assembly: ReturnType<typeof assembleCatalogue> | undefined;
  try {
    loadParsing(yaml, 'm.yml', {}, types, (parsing) => {
      assembly = assembleCatalogue(parsing, resources);
      return assembly.problems;
    });
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'bad_configuration') return undefined;
    throw error;
  }
  return assembly;
}

function interpretAll(catalogue: Catalogue, type: string, lines: readonly string[]) {
  const origin = { type, dataset: type, context: { timezone: 'UTC', referenceMs: 0 } };
  const { interpret, giveUp } = interpreter(catalogue.parserOf(type), catalogue.processingOf(type), origin);
  return mapWithin(lines, interpret, giveUp);
}

test('any configuration is refused with its problems, or makes types that take any line', () => {
  let opened = 0;
  fc.assert(
    fc.property(
      fc.record({
        sources: fc.array(source, { maxLength: 2 }),
        processors: fc.array(processor, { maxLength: 2 }),
      }),
      fc.array(line, { minLength: 1, maxLength: 4 }),
      (configuration, lines) => {
        const assembly = assembled(stringify(configuration));
        if (!assembly) return;
        opened++;
        const { catalogue } = assembly;
        for (const { type } of catalogue.types.filter(({ type }) => /^shop|nginx.access|json$/.test(type))) {
          for (const event of interpretAll(catalogue, type, lines)) {
            if (!event) continue;
            for (const name of ['host.name', 'log.offset', '_id']) expect(event.fields).not.toHaveProperty([name]);
            expect(() => JSON.parse(JSON.stringify(event.fields))).not.toThrow();
          }
          // An index takes a value, or others within it, never both.
          const names = Object.keys(catalogue.fieldsOf(type));
          expect(names.filter((name) => names.some((other) => other.startsWith(`${name}.`)))).toEqual([]);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(opened).toBeGreaterThan(20);
}, 120_000);

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { processors } from '../../../contracts/configuration/processors.ts';

function problems(yaml: string): string[] {
  const result = processors.safeParse(parse(yaml));
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('what stands under processors:', () => {
  test('defaults are what one would write', () => {
    const given = processors.parse(parse('- kv: {}\n- redact: {}\n  if: { type: app, field: x, exists: true }'));
    expect(given).toMatchObject([
      { name: 'kv', options: { field: 'message', field_split: ' ', value_split: '=', overwrite: false } },
      { name: 'redact', options: { kinds: ['email', 'card', 'token'] }, if: { type: ['app'] } },
    ]);
  });

  test.each([
    ['- disect: {}', '0: Unrecognized key: "disect"'],
    ['- drop: {}\n  lowercase: { fields: [a] }', '0: names several processors: lowercase, drop; one an item'],
    ['- if: { type: x }', '0: names no processor'],
    ['- kv: { feild: x }', '0.kv: Unrecognized key: "feild"'],
    ['- add: { fields: { host.name: x } }', '0.add.fields.host.name: host.name is written by the reader'],
    ['- add: { fields: { tags: x } }', '0.add.fields.tags: tags are added with'],
    ['- add: { fields: { labels: x } }', '0.add.fields.labels: labels holds other fields'],
    ['- rename: { fields: { a: _id } }', '0.rename.fields.a: _id is no name of a field'],
    ['- rename: { fields: { host.name: a } }', '0.rename.fields.host.name: host.name is written after the processors'],
    ["- rename: { fields: { a: '@timestamp' } }", '0.rename.fields.a: @timestamp is written by the reader'],
    ['- remove: { fields: [log.offset] }', "0.remove.fields.0: log.offset is the reader's"],
    ["- remove: { fields: ['*'] }", '0.remove.fields.0: not a field name'],
    ['- lowercase: { fields: [a..b] }', '0.lowercase.fields.0: a..b is no name of a field'],
    ['- trim: { fields: [event.original] }', '0.trim.fields.0: event.original is written by the reader'],
    ["- split: { field: event.original, separator: ',' }", '0.split: needs a target'],
    ['- csv: { columns: [a], separator: ";;" }', '0.csv.separator: exactly one character'],
    [`- csv: { columns: [a], separator: '"' }`, '0.csv: separator and quote must differ'],
    ['- grok: {}', '0.grok: give either pattern or patterns'],
    ['- date: { field: a, formats: [UNIX], timezone: Mars/Base }', '0.date.timezone: not an IANA time zone'],
    ['- date: { field: a, formats: [UNIX], target: host.name }', '0.date.target: host.name is written by the reader'],
    ['- drop: {}\n  if: {}', '0.if: an empty condition'],
    ['- drop: {}\n  if: { equals: x }', '0.if: equals needs a field'],
    ['- drop: {}\n  if: { not: { field: x } }', '0.if.not: say what of x'],
    ['- drop: {}\n  if: { all: [{ field: host.name, exists: true }] }', '0.if.all.0.field: host.name is written after'],
  ])('%s', (yaml, expected) => {
    expect(problems(yaml)).toEqual([expect.stringContaining(expected)]);
  });

  test('every key is described for editors', () => {
    const schema = z.toJSONSchema(processors, { target: 'draft-7', io: 'input' }) as { items: { properties: object } };
    for (const [name, value] of Object.entries(schema.items.properties))
      expect([name, value]).toEqual([name, expect.objectContaining({ description: expect.any(String) })]);
  });
});

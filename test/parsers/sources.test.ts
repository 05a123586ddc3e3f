import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FieldDefinition, fieldCatalogue } from '../../contracts/fields.ts';
import { parserOf, sourceOf, sources } from '../../parsers/catalogue.ts';
import { joinLines } from '../../parsers/join.ts';
import { fieldsOf, type ParsedEvent } from '../../parsers/source.ts';

/** A winter's day in Amsterdam: an hour ahead of UTC. */
const context = { timezone: 'Europe/Amsterdam', referenceMs: Date.UTC(2026, 10, 21, 6) };
const folder = new URL('./sources/', import.meta.url);

/** `MILLRACE_WRITE_EXPECTED=1` writes the documents anew; then read them before they are believed. */
const rewrite = process.env.MILLRACE_WRITE_EXPECTED === '1';

function parseFixture(type: string): ParsedEvent[] {
  const lines = readFileSync(new URL(`${type}.log`, folder), 'utf8')
    .replace(/\n$/, '')
    .split('\n');
  return joinLines(lines, sourceOf(type).multiline).map((text) => parserOf(type).parse(text, context));
}

describe.each(sources.map((source) => source.type))('%s', (type) => {
  const source = sourceOf(type);

  test('its lines make the documents expected', () => {
    const documents = parseFixture(type);
    const file = new URL(`${type}.expected.json`, folder);
    if (rewrite) writeFileSync(file, `${JSON.stringify(documents, null, 2)}\n`);
    expect(documents).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  test('writes only fields that it declares, of the types of the catalogue', () => {
    const declared = new Set([...Object.keys(fieldsOf(source)), 'message', 'event.original', 'tags']);
    for (const { fields } of parseFixture(type)) {
      for (const [name, value] of Object.entries(fields)) {
        if (!declared.has(name) && source.openFields) continue;
        expect([name, declared.has(name)]).toEqual([name, true]);
        expectType(name, value, fieldsOf(source)[name] ?? fieldCatalogue[name]);
      }
    }
  });

  test('declares ECS fields that the catalogue has, and fields of its own that it does not', () => {
    expect(source.fields.filter((name) => !Object.hasOwn(fieldCatalogue, name))).toEqual([]);
    expect(Object.keys(source.ownFields ?? {}).filter((name) => Object.hasOwn(fieldCatalogue, name))).toEqual([]);
  });

  test('never throws, and loses no text', () => {
    const fixture = readFileSync(new URL(`${type}.log`, folder), 'utf8').split('\n');
    const piece = fc.oneof(
      fc.constantFrom(...fixture),
      fc.constantFrom(...fixture).chain((line) => fc.nat(line.length).map((end) => line.slice(0, end))),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '\n', ' '), (pieces, glue) => {
        const text = pieces.join(glue);
        const { fields } = parserOf(type).parse(text, context);
        expect(fields['event.original'] ?? fields.message).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

function expectType(name: string, value: unknown, field: FieldDefinition | undefined): void {
  const values = Array.isArray(value) ? value : [value];
  const type = field?.type;
  const isNumber = type === 'long' || type === 'integer' || type === 'float' || type === 'double';
  const expected = isNumber ? 'number' : type === 'boolean' ? 'boolean' : 'string';
  for (const one of values) expect([name, typeof one]).toEqual([name, expected]);
}

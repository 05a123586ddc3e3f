import { describe, expect, test } from '@jest/globals';
import { writtenFields } from '../../../parsers/processors/written-fields.ts';
import { definitionsOf } from './run.ts';

function types(yaml: string): unknown {
  const fields = writtenFields(definitionsOf(yaml));
  return Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
}

describe('what processors write is known beforehand', () => {
  test.each<[string, object]>([
    [
      `- dissect: { pattern: '%{a} %{+a} %{?b} %{*k}=%{&k} %{http.response.status_code}' }`,
      { a: 'keyword', 'http.response.status_code': 'long' },
    ],
    [
      `- grok: { pattern: '%{INT:n:int} %{NUMBER:f:float} %{IP:source.ip} (?<w>.)' }`,
      { n: 'long', f: 'double', 'source.ip': 'ip', w: 'keyword' },
    ],
    [`- csv: { columns: [a, '-', source.port] }`, { a: 'keyword', 'source.port': 'long' }],
    ['- kv: {}\n- json: {}\n- drop: {}', {}],
    [`- kv: { include_keys: [a, user], prefix: '' }`, { a: 'keyword', 'kv.a': 'keyword', 'kv.user': 'keyword' }],
    ['- date: { field: t, formats: [UNIX] }', {}],
    ['- date: { field: t, formats: [UNIX], target: event.start }', { 'event.start': 'date' }],
    [
      '- convert: { fields: { a: integer, b: string, c: ip, d: boolean, e: float, f: long } }',
      { a: 'integer', b: 'keyword', c: 'ip', d: 'boolean', e: 'float', f: 'long' },
    ],
    [
      '- convert: { fields: { a: long } }\n- rename: { fields: { a: b, message: c.d, n: e } }',
      { a: 'long', b: 'long', 'c.d': 'text', e: 'keyword' },
    ],
    ['- add: { fields: { a: x, b: [1], c: 1.5, d: true } }', { a: 'keyword', b: 'long', c: 'double', d: 'boolean' }],
    [`- split: { field: a, separator: ',', target: b }`, { b: 'keyword' }],
  ])('%s', (yaml, expected) => {
    expect(types(yaml)).toEqual(expected);
  });

  test('places and agents', () => {
    expect(types('- geoip: { database: x }')).toMatchObject({
      'source.geo.location': 'geo_point',
      'source.as.number': 'long',
    });
    expect(types('- geoip: { field: destination.ip, database: x }')).toMatchObject({
      'destination.geo.location': 'geo_point',
    });
    expect(Object.keys(types('- user_agent: {}') as object)).toContain('user_agent.os.full');
  });
});

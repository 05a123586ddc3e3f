import { describe, expect, test } from '@jest/globals';
import { fieldsAfter } from './run.ts';

function pairs(text: string, options = ''): unknown {
  const { message: _, ...fields } = fieldsAfter(`- kv: { ${options} }`, text);
  return fields;
}

const manyPairs = Array.from({ length: 500 }, (_, i) => `k${i}=v`).join(' ');

describe('kv', () => {
  test.each<[string, string, object]>([
    ['a=1 b=two', '', { a: '1', b: 'two' }],
    ['a=1  b=2 ', '', { a: '1', b: '2' }],
    ['a="one two" b=3', '', { a: 'one two', b: '3' }],
    [`a='one "two"' b=3`, '', { a: 'one "two"', b: '3' }],
    ['a="say \\"hi\\"" b=3', '', { a: 'say "hi"', b: '3' }],
    ['a="c:\\\\x\\d\\n" b=3', '', { a: 'c:\\x\\d\n', b: '3' }],
    ['a="never closed b=3', '', { a: '"never', b: '3' }],
    ['a="" b=3', '', { b: '3' }],
    ['words first a=1 and after', '', { a: '1' }],
    ['target=/x?y=z', '', { target: '/x?y=z' }],
    ['a=1 a=2 a=3', '', { a: ['1', '2', '3'] }],
    ['a:1;b:2', `field_split: ';', value_split: ':'`, { a: '1', b: '2' }],
    ['a=1&b:2;c=3', `field_split: '&;', value_split: '=:'`, { a: '1', b: '2', c: '3' }],
    ['a=<1> b=[2]', `trim: '<>[]'`, { a: '1', b: '2' }],
    ['a=1 b=2 c=3', 'include_keys: [a, b], exclude_keys: [b]', { a: '1' }],
    ['a=1 b.c=2', `prefix: 'shop.'`, { 'shop.a': '1', 'shop.b.c': '2' }],
    ['http.response.status_code=200', '', { 'http.response.status_code': 200 }],
  ])('%s { %s }', (text, options, expected) => {
    expect(pairs(text, options)).toEqual(expected);
  });

  test('text without a pair is left as it is, with a tag', () => {
    expect(pairs('no pairs here')).toEqual({ tags: ['_kvfailure'] });
  });

  test('an event has so many pairs, and no more', () => {
    expect(Object.keys(pairs(manyPairs) as object)).toHaveLength(200);
  });

  test('what cannot stand under its name stands apart, as text', () => {
    expect(pairs('host.name=evil @timestamp=1 _id=7 tags=x http.response.status_code=none user=ann a..b=c')).toEqual({
      'kv.host_name': 'evil',
      'kv.@timestamp': '1',
      'kv._id': '7',
      'kv.tags': 'x',
      'kv.http_response_status_code': 'none',
      'kv.user': 'ann',
      'kv.a__b': 'c',
    });
  });

  test('names that every object inherits are names like any other', () => {
    const fields = pairs('constructor=1 __proto__=2 toString=3');
    expect(Object.entries(fields as object)).toEqual([
      ['constructor', '1'],
      ['kv.__proto__', '2'],
      ['toString', '3'],
    ]);
  });

  test('a field that is there stays, unless it may be written over', () => {
    const before = { message: 'a=2', a: '1' };
    expect(fieldsAfter('- kv: {}', before)).toEqual({ ...before, 'kv.a': '2' });
    expect(fieldsAfter('- kv: { overwrite: true }', before)).toEqual({ message: 'a=2', a: '2' });
  });
});

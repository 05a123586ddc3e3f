import { describe, expect, test } from '@jest/globals';
import { fieldsAfter } from './run.ts';

function added(yaml: string, text: string): unknown {
  const { message: _, ...fields } = fieldsAfter(yaml, text);
  return fields;
}

describe('json', () => {
  test.each<[string, object]>([
    ['{"a":1,"b":"x","c":true,"d":null}', { a: 1, b: 'x', c: true }],
    ['{"a":{"b":{"c":1}}}', { 'a.b.c': 1 }],
    ['{"a":[1,2],"b":[1,"x"],"c":[{"d":1}],"e":[],"f":[null]}', { a: [1, 2], b: ['1', 'x'], c: ['{"d":1}'] }],
    ['{"a":1e999,"b":-1e999,"c":1}', { c: 1 }],
    ['{"a":12345678901234567890,"b":1.5}', { a: '12345678901234567890', b: 1.5 }],
    ['{"http":{"response":{"status_code":"200"}}}', { 'http.response.status_code': 200 }],
    ['{"url":"x","message":"y"}', { 'json.url': 'x', 'json.message': 'y' }],
    ['{"__proto__":{"x":1},"constructor":2}', { 'json.__proto___x': '1', constructor: 2 }],
    ['{"host":{"name":"evil"},"":1," ":2}', { 'json.host_name': 'evil' }],
  ])('%s', (text, expected) => {
    expect(added('- json: {}', text)).toEqual(expected);
  });

  test.each(['', 'x', '[1]', '1', '{"a":', '"{}"', 'null', `${'['.repeat(200_000)}`])('%.20s is none', (text) => {
    expect(added('- json: {}', text)).toEqual(text === '' ? {} : { tags: ['_jsonparsefailure'] });
  });

  test('depth and count are bounded', () => {
    const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`;
    const names = Object.keys(added(`- json: { prefix: 'x.' }`, deep) as object);
    expect(names).toEqual([`x.${Array(8).fill('a').join('.')}`]);
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])));
    expect(Object.keys(added('- json: {}', wide) as object)).toHaveLength(200);
  });

  test('the message gives way only where it may be written over', () => {
    const text = '{"message":"y"}';
    const expected = { message: 'y', 'event.original': text };
    expect(fieldsAfter('- json: { overwrite: true }', text)).toEqual(expected);
  });
});

describe('csv', () => {
  test.each<[string, string, object]>([
    ['1,2,3', '', { a: '1', b: '2', c: '3' }],
    ['1,2', '', { a: '1', b: '2' }],
    ['1,,3', '', { a: '1', c: '3' }],
    ['1,2,3,4', '', { a: '1', b: '2', c: '3' }],
    ['"x,y","say ""hi""",3', '', { a: 'x,y', b: 'say "hi"', c: '3' }],
    ['"two\nlines",2,3', '', { a: 'two\nlines', b: '2', c: '3' }],
    [`1;'2;2';3`, `, separator: ';', quote: "'"`, { a: '1', b: '2;2', c: '3' }],
    [' 1 , "2" ,3 ', ', trim: true', { a: '1', b: '2', c: '3' }],
    ['1, 2,3', '', { a: '1', b: ' 2', c: '3' }],
    ['"open,2,3', '', { tags: ['_csvfailure'] }],
    ['"1"x,2,3', '', { tags: ['_csvfailure'] }],
  ])('%j %s', (text, options, expected) => {
    expect(added(`- csv: { columns: [a, b, c]${options} }`, text)).toEqual(expected);
  });

  test('a column can be left out, and have a type', () => {
    const yaml = `- csv: { columns: [a, '-', http.response.status_code, source.ip] }`;
    expect(added(yaml, '1,2,404,192.0.2.1')).toEqual({
      a: '1',
      'http.response.status_code': 404,
      'source.ip': '192.0.2.1',
    });
    expect(added(yaml, '1,2,404,nowhere')).toEqual({ a: '1', 'http.response.status_code': 404, tags: ['_csvfailure'] });
  });
});

import { describe, expect, test } from '@jest/globals';
import { complaintOf, fieldsAfter, processed } from './run.ts';

describe('convert', () => {
  test.each<[string, unknown, unknown]>([
    ['integer', '12', 12],
    ['integer', '-12.00', -12],
    ['integer', '2147483648', undefined],
    ['integer', '1.5', undefined],
    ['integer', '', undefined],
    ['integer', '0x1f', undefined],
    ['long', '9007199254740993', '9007199254740993'],
    ['long', '9223372036854775808', undefined],
    ['long', true, undefined],
    ['long', 7, 7],
    ['float', '1.5e3', 1500],
    ['float', '.5', 0.5],
    ['float', 'Infinity', undefined],
    ['float', '1e999', undefined],
    ['boolean', 'Yes', true],
    ['boolean', '0', false],
    ['boolean', 'maybe', undefined],
    ['ip', '2001:db8::1', '2001:db8::1'],
    ['ip', '192.0.2.256', undefined],
    ['string', 1.5, '1.5'],
    ['string', true, 'true'],
    ['integer', ['1', '2'], [1, 2]],
    ['integer', ['1', 'x'], undefined],
  ])('%s of %j', (type, value, expected) => {
    const fields = fieldsAfter(`- convert: { fields: { x: ${type} } }`, { x: value as string });
    expect(fields).toEqual(expected === undefined ? { x: value, tags: ['_convertfailure'] } : { x: expected });
  });

  test('a value that cannot be had can go, and the tag says so', () => {
    const fields = fieldsAfter('- convert: { fields: { x: long, y: long }, on_failure: remove }', { x: '-', y: '1' });
    expect(fields).toEqual({ y: 1, tags: ['_convertfailure'] });
  });

  test('a field that the catalogue has keeps its type', () => {
    const complaint = complaintOf('- convert: { fields: { http.response.status_code: string } }');
    expect(complaint).toMatchObject({
      code: 'bad_configuration',
      subject: 'processors[0].convert.fields.http.response.status_code',
    });
    expect(fieldsAfter('- convert: { fields: { http.response.status_code: integer } }', {})).toEqual({});
  });
});

describe('rename', () => {
  test('in order, with the type that the new name has', () => {
    const fields = fieldsAfter('- rename: { fields: { a: b, status: http.response.status_code, none: x } }', {
      a: 1,
      status: '200',
    });
    expect(fields).toEqual({ b: 1, 'http.response.status_code': 200 });
  });

  test('a field that is there, or of another type, stays, with a tag', () => {
    const before = { a: '1', b: '2', status: '-' };
    const yaml = '- rename: { fields: { a: b, status: http.response.status_code } }';
    expect(fieldsAfter(yaml, before)).toEqual({ ...before, tags: ['_renamefailure'] });
    expect(fieldsAfter('- rename: { fields: { a: b }, overwrite: true }', before)).toEqual({ b: '1', status: '-' });
  });

  test('a name can stay', () => {
    expect(fieldsAfter('- rename: { fields: { a: a } }', { a: '1' })).toEqual({ a: '1' });
  });
});

test('remove takes names and all that begins with one', () => {
  const before = { a: 1, 'b.c': 2, 'b.d.e': 3, bc: 4, b: 5 };
  expect(fieldsAfter(`- remove: { fields: [a, none, 'b.*'] }`, before)).toEqual({ bc: 4, b: 5 });
});

test('remove leaves the original of a message that goes, and takes it where it is named', () => {
  expect(fieldsAfter('- remove: { fields: [message] }', 'x')).toEqual({ 'event.original': 'x' });
  const both = '- remove: { fields: [message, event.original] }';
  expect(fieldsAfter(both, { message: 'x', 'event.original': 'y' })).toEqual({});
  expect(fieldsAfter(both, 'x')).toEqual({});
});

describe('add', () => {
  test('sets fields and adds tags once', () => {
    const yaml = '- add: { fields: { env: production, n: [1, 2] }, tags: [x, y] }';
    expect(fieldsAfter(yaml, { env: 'none', tags: ['y'] })).toEqual({ env: 'production', n: [1, 2], tags: ['y', 'x'] });
    expect(fieldsAfter('- add: { tags: [x] }', { tags: 'x' })).toEqual({ tags: 'x' });
  });

  test('a value of another type than the field has is told at load', () => {
    const complaint = complaintOf('- add: { fields: { http.response.status_code: ok } }');
    expect(complaint.message).toContain('http.response.status_code is long everywhere');
  });
});

test('lowercase, uppercase and trim change text, also in lists', () => {
  const yaml = '- lowercase: { fields: [a] }\n- uppercase: { fields: [b] }\n- trim: { fields: [c, none] }';
  expect(fieldsAfter(yaml, { a: 'Ab', b: ['x', 1], c: ' x\n' })).toEqual({ a: 'ab', b: ['X', 1], c: 'x' });
});

describe('split', () => {
  test.each([
    [`','`, 'a,b,,c', ['a', 'b', 'c']],
    ["'/'", '/usr/bin', ['usr', 'bin']],
    [`'/\\s*[,;]\\s*/'`, 'a , b;c', ['a', 'b', 'c']],
    [`'/X/i'`, 'axbXc', ['a', 'b', 'c']],
    [`','`, 'a', ['a']],
  ])('by %s', (separator, text, expected) => {
    expect(fieldsAfter(`- split: { field: x, separator: ${separator} }`, { x: text })).toEqual({ x: expected });
  });

  test('into another field', () => {
    expect(fieldsAfter(`- split: { field: x, separator: ',', target: y }`, { x: '1,2' })).toEqual({
      x: '1,2',
      y: ['1', '2'],
    });
  });

  test('too many items leave the field as it was', () => {
    const x = 'a,'.repeat(1001);
    expect(fieldsAfter(`- split: { field: x, separator: ',' }`, { x })).toEqual({ x, tags: ['_splitfailure'] });
  });

  test('a regular expression that is none is told at load', () => {
    const complaint = complaintOf(`- split: { field: x, separator: '/(/' }`);
    expect(complaint).toMatchObject({ code: 'bad_pattern', subject: 'processors[0].split.separator' });
  });
});

describe('grok', () => {
  test('matches a field again', () => {
    const yaml = `- grok: { field: x, pattern: '^%{IP:source.ip} %{NUMBER:took:float}' }`;
    expect(fieldsAfter(yaml, { x: '192.0.2.1 1.5 and more' })).toEqual({
      x: '192.0.2.1 1.5 and more',
      'source.ip': '192.0.2.1',
      took: 1.5,
    });
    expect(fieldsAfter(yaml, { x: 'no' })).toEqual({ x: 'no', tags: ['_grokparsefailure'] });
  });

  test('several patterns, definitions of one’s own, the whole text', () => {
    const yaml = `- grok: { patterns: ['%{SKU:sku}', '%{INT:n:int}'], definitions: { SKU: '[A-Z]{2}-\\d+' }, anchored: true }`;
    expect(fieldsAfter(yaml, 'AB-12')).toMatchObject({ sku: 'AB-12' });
    expect(fieldsAfter(yaml, '12')).toMatchObject({ n: 12 });
    expect(fieldsAfter(yaml, 'AB-12 x')).toMatchObject({ tags: ['_grokparsefailure'] });
  });

  test.each([
    ['%{NOWHERE:x}', 'NOWHERE is not defined'],
    ['%{IP:host.name}', 'host.name is written by the reader'],
    ['%{DATA:@timestamp} ', '@timestamp is written by the reader'],
  ])('%s is told at load', (pattern, reason) => {
    const complaint = complaintOf(`- grok: { pattern: '${pattern}' }`);
    expect(complaint.code).toBe('bad_pattern');
    expect(complaint.message).toContain(reason);
  });
});

test('what is dropped goes no further', () => {
  const event = processed('- add: { tags: [before] }\n- drop: {}\n- add: { tags: [after] }', {});
  expect(event).toMatchObject({ dropped: true, fields: { tags: ['before'] } });
});

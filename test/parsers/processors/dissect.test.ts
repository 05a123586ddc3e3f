import { describe, expect, test } from '@jest/globals';
import { complaintOf, fieldsAfter } from './run.ts';

function dissected(pattern: string, text: string, options = ''): unknown {
  const { message: _, ...fields } = fieldsAfter(`- dissect: { pattern: '${pattern}'${options} }`, text);
  return fields;
}

const failed = { tags: ['_dissectfailure'] };

describe('keys', () => {
  test.each<[string, string, object]>([
    ['%{a} %{b}', 'one two', { a: 'one', b: 'two' }],
    ['%{a} %{b}', 'one two three', { a: 'one', b: 'two three' }],
    ['[%{ts}] "%{method} %{url}"', '[now] "GET /x"', { ts: 'now', method: 'GET', url: '/x' }],
    ['%{a}, %{b}', ', two', { b: 'two' }],
    ['%{a}: %{?b} %{} %{c}', 'x: y z w', { a: 'x', c: 'w' }],
    ['%{a->} %{b}', 'one     two', { a: 'one', b: 'two' }],
    ['%{->} %{b}', 'one     two', { b: 'two' }],
    ['%{a} %{b}', 'one     two', { a: 'one', b: '    two' }],
    ['%{a->}--%{b}', 'one------two', { a: 'one', b: 'two' }],
    ['%{+a} %{+a} %{b}', 'one two x', { a: 'onetwo', b: 'x' }],
    ['%{a} %{+a} %{b}', 'one two x', { a: 'onetwo', b: 'x' }],
    ['%{+a/2} %{+a/1}', 'one two', { a: 'twoone' }],
    ['%{+a/2->} %{+a/1}', 'one   two', { a: 'twoone' }],
    ['%{*k}=%{&k}', 'colour=red', { colour: 'red' }],
    ['%{?k}=%{&k}', 'colour=red', { colour: 'red' }],
    ['%{*k1}=%{&k1};%{*k2}=%{&k2}', 'a=1;b=2', { a: '1', b: '2' }],
    ['%{[source][port]} %{b}', '80 x', { 'source.port': 80, b: 'x' }],
    ['%{a} end', 'one end of it', { a: 'one' }],
    ['%{a}ü%{b}', 'xüy', { a: 'x', b: 'y' }],
  ])('%s on %j', (pattern, text, expected) => {
    expect(dissected(pattern, text)).toEqual(expected);
  });

  test('parts are put together with a separator', () => {
    const expected = { a: '2026-11-21 05:37:03', b: 'x' };
    expect(dissected('%{a} %{+a} %{b}', '2026-11-21 05:37:03 x', `, append_separator: ' '`)).toEqual(expected);
  });

  test('what does not fit leaves everything as it was, with a tag', () => {
    expect(dissected('%{a} [%{b}]', 'one two')).toEqual(failed);
    expect(dissected('<%{a}>', 'one>')).toEqual(failed);
  });

  test('a value that the type of its field cannot hold is left out, with a tag; the others stay', () => {
    const expected = { 'url.path': '/x', ...failed };
    expect(dissected('%{http.response.status_code} %{url.path}', '- /x')).toEqual(expected);
  });

  test('a field that is not there is nothing to complain of', () => {
    expect(fieldsAfter(`- dissect: { field: nothing, pattern: '%{a} %{b}' }`, 'x')).toEqual({ message: 'x' });
  });

  test('names that the text brings cannot be the reader’s', () => {
    const expected = { 'dissect.host_name': 'evil' };
    expect(dissected('%{*k}=%{&k}', 'host.name=evil')).toEqual(expected);
  });

  test('a message that is taken apart stays as the original', () => {
    const expected = { message: 'hello', level: 'INFO', 'event.original': 'INFO hello' };
    expect(fieldsAfter(`- dissect: { pattern: '%{level} %{message}' }`, 'INFO hello')).toEqual(expected);
  });
});

describe('patterns that cannot be', () => {
  test.each([
    ['no keys', 'has no %{key}'],
    ['%{a}%{b}', 'nothing separates %{a} from'],
    ['%{a} %{a}', 'a stands in it twice'],
    ['%{a} %{b', 'nothing closes'],
    ['%{+} x', 'names nothing'],
    ['%{a/2} x', 'an order goes with +'],
    ['%{&a} x', 'no %{*a} that names it'],
    ['%{*a} x', 'no %{&a} with its value'],
    ['%{host.name} x', 'host.name is written by the reader'],
    ['%{host} x', 'host holds other fields'],
    ['%{_id} x', '_id is no name'],
    ['%{tags} x', 'tags are added with'],
    ['%{a b} x', 'a b is no name'],
  ])('%s', (pattern, reason) => {
    const complaint = complaintOf(`- drop: {}\n- dissect: { pattern: '${pattern}' }`);
    expect(complaint).toMatchObject({ code: 'bad_pattern', subject: 'processors[1].dissect.pattern' });
    expect(complaint.message).toContain(reason);
  });
});

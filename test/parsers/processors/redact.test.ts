import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complaintOf, fieldsAfter } from './run.ts';

function redacted(text: string, options = ''): unknown {
  return fieldsAfter(`- redact: { ${options} }`, text).message;
}

describe('e-mail addresses', () => {
  test.each([
    ['mail from ann@example.com to bob.b+x@mail.example.co.uk.', 'mail from [redacted:email] to [redacted:email].'],
    ['user=ann@example.com&x=1', 'user=[redacted:email]&x=1'],
    ['GET /users/ann@example.com/x', 'GET /users/[redacted:email]/x'],
    ['/find?mail=ann%40example.com', '/find?mail=[redacted:email]'],
    [`<ann.o'hara@example.com>, 'b@example.com'`, `<[redacted:email]>, '[redacted:email]'`],
    ['"ann lee"@example.com', '[redacted:email]'],
    ['who=@example.com', '[redacted:email]'],
    ['jürgen@exämple.de', '[redacted:email]'],
    ['a@b@example.com', 'a@[redacted:email]'],
    ['lodash@4.17.21 root@localhost @home x@ y@z', 'lodash@4.17.21 root@localhost @home x@ y@z'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  test('none is left', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), fc.string(), (address, before, after) => {
        expect(redacted(`${before} ${address} ${after}`)).not.toContain(address);
        expect(redacted(`mail=${address};`)).not.toContain(address);
      }),
    );
  });
});

/** The check digit that Luhn's formula gives to digits; every other digit stands for the test. */
function withCheckDigit(digits: string, off = 0): string {
  const sum = [...digits].reverse().reduce((total, character, i) => {
    const twice = Number(character) * (i % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return digits + ((((10 - (sum % 10)) % 10) + off) % 10);
}

const digits = (minLength: number, maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...'23456789'),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: minLength - 2, maxLength: maxLength - 2 }),
    )
    .map((parts) => parts.join(''));

describe('card numbers', () => {
  test.each([
    ['pay with 4111111111111111 now', 'pay with [redacted:card] now'],
    ['4111 1111 1111 1111', '[redacted:card]'],
    ['5500-0000-0000-0004,3782 822463 10005', '[redacted:card],[redacted:card]'],
    ['3056 930902 5904 and 6304000000000000', '[redacted:card] and [redacted:card]'],
    ['2026-11-21 4111111111111111', '2026-11-21 [redacted:card]'],
    ['pan4111111111111111x', 'pan[redacted:card]x'],
    ['4111111111111112', '4111111111111112'],
    ['4111 1111-1111 1111', '4111 1111-1111 1111'],
    [
      '0.4111111111111111 1795239423007 12345678901234567890123',
      '0.4111111111111111 1795239423007 12345678901234567890123',
    ],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  test('none with a valid check digit is left', () => {
    fc.assert(
      fc.property(digits(13, 19), fc.constantFrom('', ' ', '-', '"', 'x', '='), (number, around) => {
        const card = withCheckDigit(number);
        expect(redacted(`${around}${card}${around}`)).toBe(`${around}[redacted:card]${around}`);
      }),
    );
  });

  test('in groups of four too, after whatever number', () => {
    fc.assert(
      fc.property(digits(16, 16), fc.nat(), fc.constantFrom(' ', '-'), (number, before, separator) => {
        const card = (withCheckDigit(number).match(/\d{4}/g) ?? []).join(separator);
        expect(redacted(`${before}${separator}${card}`)).not.toContain(card);
      }),
    );
  });

  test('digits without a valid check digit stay', () => {
    fc.assert(
      fc.property(digits(13, 19), fc.integer({ min: 1, max: 9 }), (number, off) => {
        const text = `order ${withCheckDigit(number, off)} done`;
        expect(redacted(text)).toBe(text);
      }),
    );
  });

  test('a number is looked at too', () => {
    expect(fieldsAfter('- redact: {}', { pan: 4111111111111111, other: 4111111111111112 })).toEqual({
      pan: '[redacted:card]',
      other: 4111111111111112,
    });
  });
});

const key = 'AKIAIOSFODNN7EXAMPLE';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_def';

describe('credentials', () => {
  test.each([
    ['Authorization: Bearer abc.def-1', 'Authorization: Bearer [redacted:token]'],
    ['authorization: Basic dXNlcjpwYXNz x', 'authorization: Basic [redacted:token] x'],
    ['WWW-Authenticate: Bearer realm="shop"', 'WWW-Authenticate: Bearer realm="shop"'],
    [`key ${key} used`, 'key [redacted:token] used'],
    [`x${key} ${key}1`, `x${key} ${key}1`],
    [`got ${jwt} from`, 'got [redacted:token] from'],
    ['password=hunter2 user=x', 'password=[redacted:token] user=x'],
    ['?token=abc&x=1', '?token=[redacted:token]&x=1'],
    ['{"password":"a \\"b\\" c","x":1}', '{"password":"[redacted:token]","x":1}'],
    [`{'api_key': 'abc'}`, `{'api_key': '[redacted:token]'}`],
    ['{\\"secret\\":\\"a b\\",\\"x\\":1}', '{\\"secret\\":\\"[redacted:token]\\",\\"x\\":1}'],
    ['"password" => "x y"', '"password" => "[redacted:token]"'],
    ['{"tokens":512,"token":["a","b"],"n":1}', '{"tokens":512,"token":[redacted:token],"n":1}'],
    [
      'AWS_SECRET_ACCESS_KEY=wJalr/x+y db_password: abc',
      'AWS_SECRET_ACCESS_KEY=[redacted:token] db_password: [redacted:token]',
    ],
    ['X-Api-Key: abc; accessToken=1', 'X-Api-Key: [redacted:token]; accessToken=[redacted:token]'],
    ['password="never closed', 'password="[redacted:token] closed'],
    ['postgres://app:s3cret@db:5432/x', 'postgres://app:[redacted:token]@db:5432/x'],
    ['passed 12 tests, author: ann', 'passed 12 tests, author: ann'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
    expect(redacted(expected)).toBe(expected);
  });
});

describe('where', () => {
  const before = {
    message: 'a@example.com',
    x: 'b@example.com',
    list: ['c@example.com', 'd'],
    'event.original': 'e@example.com',
    n: 7,
  };
  const hidden = '[redacted:email]';

  test('every field, unless some are named', () => {
    const expected = { message: hidden, x: hidden, list: [hidden, 'd'], 'event.original': hidden, n: 7 };
    expect(fieldsAfter('- redact: {}', before)).toEqual(expected);
  });

  test('the original goes with the fields that are named, unless it is to stay', () => {
    expect(fieldsAfter('- redact: { fields: [x] }', before)).toEqual({
      ...before,
      x: hidden,
      'event.original': hidden,
    });
    expect(fieldsAfter('- redact: { fields: [x], original: false }', before)).toEqual({ ...before, x: hidden });
    expect(fieldsAfter('- redact: { original: false }', before)).toMatchObject({
      message: hidden,
      'event.original': 'e@example.com',
    });
  });

  test('a message that is changed afterwards leaves no original that was not redacted', () => {
    const yaml = `- redact: {}\n- dissect: { pattern: '%{who} %{message}' }`;
    expect(fieldsAfter(yaml, 'a@example.com hello')).toEqual({
      who: hidden,
      message: 'hello',
      'event.original': `${hidden} hello`,
    });
  });

  test('kinds and replacement can be chosen, and kinds of one’s own added', () => {
    const yaml = `- redact: { kinds: [card], replacement: '<$&{kind}>', patterns: [{ name: iban, pattern: 'NL\\d{2}[A-Z]{4}\\d{10}' }] }`;
    expect(fieldsAfter(yaml, 'a@example.com 4111111111111111 NL91ABNA0417164300')).toEqual({
      message: 'a@example.com <$&card> <$&iban>',
    });
  });

  test('a pattern that is none is told at load', () => {
    const complaint = complaintOf(`- redact: { patterns: [{ name: x, pattern: '(' }] }`);
    expect(complaint).toMatchObject({ code: 'bad_pattern', subject: 'processors[0].redact.patterns[0].pattern' });
  });
});

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

/** Put together here, as hosts of code refuse what looks like the real thing. */
const body = (length: number) => 'aB3dE5fG7h'.repeat(20).slice(0, length);

describe('tokens that services mark', () => {
  test.each([
    ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((mark) => [`${mark}_`, body(36)]),
    ['github_pat_', `${body(22)}_${body(59)}`],
    ['glpat-', body(20)],
    ['glpat-', `${body(27)}.01.${body(9)}`],
    ...['xoxb', 'xoxp', 'xoxa', 'xoxr', 'xoxs'].map((mark) => [`${mark}-`, `2147483647-${body(24)}`]),
    ['xapp-', `1-A0000000000-2147483647-${body(40)}`],
    ...['sk_live', 'rk_live', 'sk_test', 'rk_test'].map((mark) => [`${mark}_`, body(24)]),
    ['AIza', body(35)],
    ['npm_', body(36)],
    ['SG.', `${body(22)}.${body(43)}`],
  ])('%s…', (mark, rest) => {
    expect(redacted(`deploy with ${mark}${rest}, then "${mark}${rest}" and x=${mark}${rest}`)).toBe(
      'deploy with [redacted:token], then "[redacted:token]" and x=[redacted:token]',
    );
    expect(redacted(`a${mark}${rest}`)).toBe(`a${mark}${rest}`);
    const word = `${mark}${rest?.slice(0, 8)}`;
    expect(redacted(word)).toBe(word);
  });

  test.each([
    'npm_config_registry',
    'ghs_status',
    'xoxb-',
    'task_live_view_update_count',
    'SG.Singapore.east',
    'AIzab',
  ])('the word %s stays', (word) => {
    expect(redacted(`${word} x ${word}.`)).toBe(`${word} x ${word}.`);
  });
});

describe('private keys', () => {
  const block = (label: string, newline = '\n') =>
    ['-----BEGIN KEY-----', body(64), `${body(40)}==`, '-----END KEY-----'].join(newline).replaceAll('KEY', label);

  test.each(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'PGP PRIVATE KEY BLOCK'])(
    '%s: all lines of it, with what is around left',
    (label) => {
      const text = `read ${block(label)} and\n${block(label, '\\n')} done`;
      expect(redacted(text)).toBe('read [redacted:token] and\n[redacted:token] done');
    },
  );

  test('one that was cut takes all that follows; a public one stays', () => {
    expect(redacted(`a ${block('PRIVATE KEY').slice(0, 60)}`)).toBe('a [redacted:token]');
    const cut = `PRIVATE KEY ${block('CERTIFICATE')}`;
    expect(redacted(cut)).toBe(cut);
  });
});

describe('what else is named like a secret', () => {
  test.each([
    ['Cookie: sid=abc; theme=dark', 'Cookie: [redacted:token]'],
    ['Set-Cookie: sid=abc; Path=/; HttpOnly\nHost: a', 'Set-Cookie: [redacted:token]\nHost: a'],
    ['{"cookie":"sid=a; b=\\"c\\"","n":1}', '{"cookie":"[redacted:token]","n":1}'],
    ['{"set-cookie":["a=b; Path=/","c=d"],"n":1}', '{"set-cookie":[redacted:token],"n":1}'],
    ['{\\"cookie\\":\\"a=b; c\\",\\"n\\":1}', '{\\"cookie\\":\\"[redacted:token]\\",\\"n\\":1}'],
    ['GET /b?se=2026&sig=aB%2Fc%3D&x=1', 'GET /b?se=2026&sig=[redacted:token]&x=1'],
    ['/f?signature=ab12&x=1', '/f?signature=[redacted:token]&x=1'],
    [
      '?X-Amz-Security-Token=IQo%2F&X-Amz-Signature=0a1b&x=1',
      '?X-Amz-Security-Token=[redacted:token]&X-Amz-Signature=[redacted:token]&x=1',
    ],
    ['pwd=abc;uid=sa passwd: x', 'pwd=[redacted:token];uid=sa passwd: [redacted:token]'],
    ['login ann passwd hunter2 ok', 'login ann passwd [redacted:token] ok'],
    ['mysql --password geheim -u ann', 'mysql --password [redacted:token] -u ann'],
    ["ALTER ROLE ann PASSWORD 'geheim' x", "ALTER ROLE ann PASSWORD '[redacted:token]' x"],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
    expect(redacted(expected)).toBe(expected);
  });

  test.each([
    'Failed password for root from 203.0.113.7 port 22',
    'cat /etc/passwd 2>&1',
    'passwd file not found; password 12 of 30',
    'GET /design=1?assign=2 signed off: signature invalid',
    'cookies: 3, no cookie here',
    'xterm --token --password --help',
  ])('%s stays', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

test.each([
  ...['cookie: ', 'cookie: a;', 'password 1', 'password "', '--password ', 'sig=', 'token: \\"', 'a.SG.'],
  ...['-----BEGIN PRIVATE KEY----- ', '-----BEGIN A PRIVATE ', 'xoxb-1', 'glpat-aaaaaaaaaaaaaaaaaaaaa.', 'ghp_'],
])('no repetition of %j takes long', (part) => {
  const seconds = (length: number) => {
    const text = part.repeat(Math.ceil(length / part.length));
    const began = performance.now();
    redacted(text);
    return performance.now() - began;
  };
  seconds(100_000);
  // Four times the text; sixteen times the time would be a square.
  expect(seconds(400_000)).toBeLessThan(12 * seconds(100_000) + 200);
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

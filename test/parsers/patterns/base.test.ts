import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { base } from '../../../parsers/patterns/base.ts';
import { type Blocks, dictionaries, testGroup } from './group-lines.ts';

const text: Blocks = {
  USERNAME: { takes: ['root', 'www-data', 'j.doe_2'], refuses: ['', 'a b', 'a@b', 'é'] },
  USER: { takes: ['nobody'], refuses: ['no body'] },
  EMAILADDRESS: { takes: ['ops@example.org', 'a.b@mx.example'], refuses: ['@example.org', 'a b@c', 'ops@', 'a@b@c'] },
  INT: { takes: ['0', '-17', '+3', '007'], refuses: ['', '1.5', '- 1', 'x'] },
  BASE10NUM: { takes: ['1', '-1.5', '.25', '+0.10'], refuses: ['1.', '1.2.3', 'one', '--1'] },
  NUMBER: { takes: ['3.14'], refuses: ['3,14'] },
  BASE16NUM: { takes: ['ff', '0xDEADBEEF', '-1a'], refuses: ['0x', 'xyz'] },
  BASE16FLOAT: { takes: ['0x1.8', 'a.b', 'ff'], refuses: ['g', '0x', '1.2.3'] },
  POSINT: { takes: ['1', '65535'], refuses: ['0', '01', '-1'] },
  NONNEGINT: { takes: ['0', '007'], refuses: ['-1', '1a'] },
  WORD: { takes: ['GET', 'snake_case', '42'], refuses: ['two words', 'a-b', '', 'é'] },
  NOTSPACE: { takes: ['/a?b', 'é'], refuses: ['', 'a b', 'a\tb'] },
  SPACE: { takes: ['', ' ', ' \t\n'], refuses: ['x', ' x'] },
  DATA: { takes: ['', 'anything at all', 'two\nlines'], refuses: [] },
  GREEDYDATA: { takes: ['', 'anything at all', 'two\nlines'], refuses: [] },
  QUOTEDSTRING: {
    takes: ['""', '"a \\" b"', "'it'", '`ls`', '"\\\\"'],
    refuses: ['"', '"a" "b"', '"a\\"', 'a', '\'"'],
  },
  QS: { takes: ['"x"'], refuses: ['"x'] },
  UUID: {
    takes: ['9f1c0d2e-7b3a-4c5d-8e9f-0a1b2c3d4e5f'],
    refuses: ['9f1c0d2e7b3a4c5d8e9f0a1b2c3d4e5f', 'g'.repeat(36)],
  },
  URN: { takes: ['urn:isbn:0451450523', 'urn:x:a%2Fb'], refuses: ['urn:-x:a', 'urn:x:', 'urn:x:%2', 'isbn:1'] },
  LOGLEVEL: {
    takes: ['info', 'Warning', 'ERR', 'emergency', 'Critical', 'notice', 'Severe', 'INFORMATION'],
    refuses: ['iNFO', 'verbose', 'wARN', ''],
  },
};

const network: Blocks = {
  CISCOMAC: { takes: ['001b.44de.09ab'], refuses: ['00:1b:44:de:09:ab'] },
  WINDOWSMAC: { takes: ['00-1B-44-DE-09-AB'], refuses: ['00-1B-44-DE-09'] },
  COMMONMAC: { takes: ['00:1b:44:de:09:ab'], refuses: ['00:1b:44:de:09:zz'] },
  MAC: { takes: ['001b.44de.09ab', '00-1B-44-DE-09-AB', '00:1b:44:de:09:ab'], refuses: ['001b44de09ab'] },
  IPV4: { takes: ['192.0.2.1', '255.255.255.255', '010.000.000.001'], refuses: ['256.1.1.1', '1.2.3', '1.2.3.4.5'] },
  IPV6: {
    takes: [
      '2001:db8:0:0:0:0:2:1',
      '2001:db8::1',
      '::1',
      '::',
      'fe80::1%eth0',
      '::ffff:192.0.2.1',
      '1:2:3:4:5:6:7::',
      '64:ff9b::192.0.2.33',
    ],
    refuses: ['1:2', '2001:db8::1::2', '1:2:3:4:5:6:7:8:9', 'g::1', '12:30:59', ':::'],
  },
  IP: { takes: ['192.0.2.1', '2001:db8::1'], refuses: ['example.org', ''] },
  HOSTNAME: {
    takes: ['localhost', 'mx-1.example.org', 'example.org.', '3com.example'],
    refuses: ['-a', 'a_b', 'a..b', ''],
  },
  HOST: { takes: ['localhost'], refuses: ['a b'] },
  IPORHOST: { takes: ['192.0.2.1', '2001:db8::1', 'www.example.org'], refuses: ['a b', '_'] },
  HOSTPORT: { takes: ['192.0.2.1:80', 'localhost:8080'], refuses: ['localhost', 'localhost:0'] },
};

const paths: Blocks = {
  UNIXPATH: { takes: ['/', '/var/log/a_b', '//x', '/Ærø/日本'], refuses: ['a/b', '', '/a b', '\\a'] },
  WINPATH: { takes: ['C:\\', 'D:\\Program Files\\x.exe', '\\\\server\\share'], refuses: ['C:', 'a\\b', '/a', 'C:/x'] },
  PATH: { takes: ['/etc/passwd', 'C:\\boot.ini'], refuses: ['etc'] },
  TTY: { takes: ['/dev/pts/0', '/dev/tty1', '/dev/ttyp0', '/dev/ttyS0'], refuses: ['/dev/null', '/dev/pts/'] },
  URIPROTO: { takes: ['http', 'git+ssh', 'h2'], refuses: ['h', '2h', 'a b'] },
  URIPATH: { takes: ['/', '/a/b;c=1,2/~d%20(e)'], refuses: ['a', '', '/a?b', '/a b'] },
  URIPARAM: { takes: ['?', '?a=b&c[]=<d>|e'], refuses: ['', 'a=b', '?a b'] },
  URIQUERY: { takes: ['', 'a=b&c[]=<d>'], refuses: ['a b'] },
  URIPATHPARAM: { takes: ['/a', '/a?b=c'], refuses: ['?b=c', 'a'] },
};

const times: Blocks = {
  MONTH: {
    takes: ['Jan', 'january', 'Mär', 'März', 'Mrz', 'March', 'May', 'Mai', 'Okt', 'October', 'Dez', 'december', 'Juli'],
    refuses: ['Map', 'JAN', 'Sept', 'Octo', ''],
  },
  MONTHNUM: { takes: ['1', '01', '12'], refuses: ['0', '13', '00'] },
  MONTHNUM2: { takes: ['01', '12'], refuses: ['1', '13'] },
  MONTHDAY: { takes: ['1', '09', '31'], refuses: ['0', '32', '00'] },
  DAY: { takes: ['Mon', 'Thursday'], refuses: ['mon', 'Thurs', 'Mo'] },
  YEAR: { takes: ['26', '2026'], refuses: ['202', '20266'] },
  HOUR: { takes: ['0', '00', '23'], refuses: ['24', '-1'] },
  MINUTE: { takes: ['00', '59'], refuses: ['60', '5'] },
  SECOND: { takes: ['0', '59', '60', '59.999', '01,5', '07:250'], refuses: ['61', '5.'] },
  TIME: { takes: ['05:37:03', '5:37:03.250', '23:59:60'], refuses: ['24:00:00', '05:37', '05:37:03x'] },
  DATE_US: { takes: ['11/21/2026', '1-2-26'], refuses: ['21/11/2026', '11.21.2026'] },
  DATE_EU: { takes: ['21.11.2026', '21/11/2026', '1-2-26'], refuses: ['11/21/2026'] },
  DATE: { takes: ['11/21/2026', '21.11.2026'], refuses: ['2026-11-21'] },
  ISO8601_TIMEZONE: { takes: ['Z', '+01:00', '-0330'], refuses: ['+01', 'CET', '01:00'] },
  ISO8601_SECOND: { takes: ['03', '60', '03.5'], refuses: ['61'] },
  TIMESTAMP_ISO8601: {
    takes: ['2026-11-21T05:37:03.123Z', '2026-11-21 05:37', '2026-11-21T05:37:60-04:00', '2026-11-21T0537+0100'],
    refuses: ['2026-11-21', '2026-13-21T05:37', '2026/11/21 05:37:03', '2026-11-21T05'],
  },
  TZ: { takes: ['UTC', 'PST', 'CDT'], refuses: ['CET', 'GMT', 'utc'] },
  DATESTAMP: { takes: ['11/21/2026 05:37:03', '21.11.2026-05:37:03.5'], refuses: ['11/21/2026'] },
  DATESTAMP_RFC822: { takes: ['Sat Nov 21 2026 05:37:03 UTC'], refuses: ['Sat Nov 21 2026 05:37:03'] },
  DATESTAMP_RFC2822: { takes: ['Sat, 21 Nov 2026 05:37:03 +0000'], refuses: ['Sat, 21 Nov 2026 05:37:03 UTC'] },
  DATESTAMP_OTHER: { takes: ['Sat Nov 21 05:37:03 UTC 2026'], refuses: ['Sat Nov 21 2026 05:37:03 UTC'] },
  DATESTAMP_EVENTLOG: { takes: ['20261121053703.500'], refuses: ['2026-11-21', '20261321053703'] },
  HTTPDATE: {
    takes: ['21/Nov/2026:05:37:03 +0000'],
    refuses: ['21/Nov/2026 05:37:03 +0000', '21/11/2026:05:37:03 +0000'],
  },
};

describe('the base set', () => {
  testGroup(
    base,
    [
      { name: 'EMAILLOCALPART', line: 'first.last', ecs: {}, legacy: {} },
      { name: 'URIHOST', line: 'www.example.org:8443', ecs: {}, legacy: { port: '8443' } },
      { name: 'URI', line: 'ftp://me:secret@ftp.example.org:2121/pub?list=1', ecs: {}, legacy: { port: '2121' } },
      { name: 'URI', line: 'file:///etc/hosts', ecs: {}, legacy: {} },
    ],
    { ...text, ...network, ...paths, ...times },
  );
});

function find(mode: keyof typeof dictionaries, expression: string, line: string) {
  return compileGrok([expression], dictionaries[mode]).match(line);
}

describe('where one stops and the next begins', () => {
  test.each([
    ['1.2.3', '1.2'],
    ['v1.2', '1.2'],
    ['12.', '12'],
    ['x-5y', '-5'],
    ['1-2', '1'],
  ])('of %s the first number is %s', (line, n) => {
    expect(find('ecs', '%{NUMBER:n}', line)).toEqual({ n });
  });
  test('a number does not give digits back', () => {
    expect(find('ecs', '^%{NUMBER:a}%{INT:b}$', '125')).toBeUndefined();
    expect(find('ecs', '^%{NUMBER:a}%{INT:b}$', '1.25')).toBeUndefined();
    expect(find('ecs', '^%{NUMBER:a}\\.5$', '1.5')).toBeUndefined();
  });
  test('an address is not found inside of a longer one', () => {
    expect(find('ecs', '%{IPV4:ip}', '1234.5.6.7')).toBeUndefined();
    expect(find('ecs', '%{IPV4:ip}', 'from 192.0.2.255.')).toEqual({ ip: '192.0.2.255' });
  });
  test('of a host and of an address, the address is tried first', () => {
    expect(find('ecs', '%{IPORHOST:at} ', '2001:db8::1 x')).toEqual({ at: '2001:db8::1' });
  });
  test('a leap second is not half of itself', () => {
    expect(find('ecs', '%{TIMESTAMP_ISO8601:t}', 'at 2026-12-31T23:59:60')).toEqual({ t: '2026-12-31T23:59:60' });
  });
  test('a time does not end within a number', () => {
    expect(find('ecs', '%{TIME:t}', '05:37:036')).toBeUndefined();
    expect(find('ecs', '%{TIME:t}', 'x05:37:03y')).toEqual({ t: '05:37:03' });
  });
  test('a string ends at the first quote that is not escaped', () => {
    expect(find('ecs', '%{QS:q}', 'say "a \\"b\\" c" "d"')).toEqual({ q: '"a \\"b\\" c"' });
  });
  test('a user name with @ in the path belongs to the path', () => {
    expect(find('legacy', '^%{URI:u}$', 'http://example.org:80/a@b')).toEqual({
      u: 'http://example.org:80/a@b',
      port: '80',
    });
  });
  test('the local part of a mail address: RFC 5322 in ECS, from a letter on before', () => {
    const local = 'x'.repeat(64);
    expect(find('ecs', '^%{EMAILADDRESS:m}$', "42+o'neil@example.org")).toEqual({ m: "42+o'neil@example.org" });
    expect(find('legacy', '^%{EMAILADDRESS:m}$', '42@example.org')).toBeUndefined();
    expect(find('ecs', '^%{EMAILADDRESS:m}$', `${local}@example.org`)).toEqual({ m: `${local}@example.org` });
    expect(find('ecs', '^%{EMAILADDRESS:m}$', `x${local}@example.org`)).toBeUndefined();
  });
});

import { expect, test } from '@jest/globals';
import { isIp } from '../../parsers/families/web.ts';

test.each([
  '0.0.0.0',
  '255.255.255.255',
  '10.1.2.3',
  '::',
  '::1',
  'fe80::1',
  '2001:db8:0:0:0:0:0:1',
  '::ffff:10.0.0.1',
])('%s', (text) => {
  expect(isIp(text)).toBe(true);
});

test.each([
  '',
  '1.2.3',
  '1.2.3.4.',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.4:80',
  'fe80::1%eth0',
  'unix:',
  ':',
  '1:2:3',
  'host',
  '1.2.3.4\n',
  ':::',
])('not %j', (text) => {
  expect(isIp(text)).toBe(false);
});

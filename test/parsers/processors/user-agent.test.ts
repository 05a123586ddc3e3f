import { describe, expect, test } from '@jest/globals';
import { compiled, eventOf } from './run.ts';

const processor = compiled('- user_agent: {}');

function told(original: string): unknown {
  const event = eventOf({ 'user_agent.original': original });
  processor(event);
  const entries = Object.entries(event.fields).filter(([name]) => name !== 'user_agent.original');
  return Object.fromEntries(entries.map(([name, value]) => [name.replace('user_agent.', ''), value]));
}

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1';
const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

describe('user agents', () => {
  test.each<[string, object]>([
    [
      chrome,
      { name: 'Chrome', version: '120.0.0.0', 'os.name': 'Windows', 'os.version': '10', 'os.full': 'Windows 10' },
    ],
    [
      safari,
      {
        name: 'Mobile Safari',
        version: '17.2',
        'device.name': 'iPhone',
        'os.name': 'iOS',
        'os.version': '17.2',
        'os.full': 'iOS 17.2',
      },
    ],
    [googlebot, { name: 'Googlebot', version: '2.1', 'device.name': 'Spider' }],
    ['curl/8.5.0', { name: 'curl', version: '8.5.0' }],
    ['Go-http-client/2.0', { name: 'Go-http-client', version: '2.0' }],
    ['nobody', {}],
    ['', {}],
  ])('%s', (original, expected) => {
    expect(told(original)).toEqual(expected);
    expect(told(original)).toEqual(expected);
  });

  test('a long one is told by what it begins with', () => {
    expect(told(chrome + ' x'.repeat(100_000))).toMatchObject({ name: 'Chrome', 'os.name': 'Windows' });
  });

  test('more of them than are remembered are told all the same', () => {
    for (let i = 0; i < 2500; i++) told(`curl/1.${i}`);
    expect(told('curl/1.0')).toEqual({ name: 'curl', version: '1.0' });
  });
});

import { describe, expect, test } from '@jest/globals';
import { redis } from '../../../parsers/patterns/redis.ts';
import { matchWhole, testGroup } from './group-lines.ts';

describe('Redis', () => {
  testGroup(
    redis,
    [
      {
        name: 'REDISLOG',
        line: '[77] 21 Nov 05:37:03.250 *',
        legacyLine: '[77] 21 Nov 05:37:03.250 * ',
        ecs: { 'process.pid': 77, timestamp: '21 Nov 05:37:03.250' },
        legacy: { pid: '77', timestamp: '21 Nov 05:37:03.250' },
      },
      {
        name: 'REDISMONLOG',
        line: '1795239423.250100 [3 192.0.2.7:40112] "SET" "k" "a b"',
        ecs: {
          timestamp: '1795239423.250100',
          'redis.database.id': '3',
          'client.ip': '192.0.2.7',
          'client.port': 40112,
          'redis.command.name': 'SET',
          'redis.command.args': '"k" "a b"',
        },
        legacy: {
          timestamp: '1795239423.250100',
          database: '3',
          client: '192.0.2.7',
          port: '40112',
          command: 'SET',
          params: '"k" "a b"',
        },
      },
    ],
    {
      REDISTIMESTAMP: { takes: ['21 Nov 05:37:03.250'], refuses: ['Nov 21 05:37:03', '21 Nov'] },
    },
  );

  test('a command without arguments', () => {
    expect(matchWhole('ecs', 'REDISMONLOG', '1795239423.250100 [0 ::1:40112] "ping"')).toMatchObject({
      'client.ip': '::1',
      'redis.command.name': 'ping',
    });
  });
});

import { describe } from '@jest/globals';
import { ruby } from '../../../parsers/patterns/ruby.ts';
import { testGroup } from './group-lines.ts';

const timestamp = '2026-11-21T05:37:03.123456';

describe("Ruby's Logger", () => {
  testGroup(
    ruby,
    [
      {
        name: 'RUBY_LOGGER',
        line: `W, [${timestamp} #4242]  WARN -- worker: slow: 3 s`,
        ecs: {
          timestamp,
          'process.pid': 4242,
          'log.level': 'WARN',
          'process.name': 'worker',
          message: 'slow: 3 s',
        },
        legacy: { timestamp, pid: '4242', loglevel: 'WARN', progname: 'worker', message: 'slow: 3 s' },
      },
      {
        name: 'RUBY_LOGGER',
        line: `E, [${timestamp} #7] ERROR -- : no name`,
        ecs: { timestamp, 'process.pid': 7, 'log.level': 'ERROR', message: 'no name' },
        legacy: { timestamp, pid: '7', loglevel: 'ERROR', message: 'no name' },
      },
    ],
    { RUBY_LOGLEVEL: { takes: ['DEBUG', 'FATAL', 'INFO'], refuses: ['info', 'UNKNOWN', ''] } },
  );
});

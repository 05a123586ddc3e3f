import { describe } from '@jest/globals';
import { mcollective } from '../../../parsers/patterns/mcollective.ts';
import { testGroup } from './group-lines.ts';

const timestamp = '2026-11-21T05:37:03.123456';

describe('The Marionette Collective', () => {
  testGroup(mcollective, [
    {
      name: 'MCOLLECTIVE',
      line: `D, [${timestamp} #4242] DEBUG`,
      ecs: { timestamp, 'process.pid': 4242, 'log.level': 'DEBUG' },
      legacy: { timestamp, pid: '4242', event_level: 'DEBUG' },
    },
    {
      name: 'MCOLLECTIVEAUDIT',
      line: '2026-11-21 05:37:03:',
      ecs: { timestamp: '2026-11-21 05:37:03' },
      legacy: { timestamp: '2026-11-21 05:37:03' },
    },
  ]);
});

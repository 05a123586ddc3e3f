import { describe } from '@jest/globals';
import { postgresql } from '../../../parsers/patterns/postgresql.ts';
import { testGroup } from './group-lines.ts';

describe('PostgreSQL', () => {
  testGroup(postgresql, [
    {
      name: 'POSTGRESQL',
      line: '11/21/2026 05:37:03 UTC ann 6740f3a1.1092 4242',
      ecs: {
        timestamp: '11/21/2026 05:37:03',
        'event.timezone': 'UTC',
        'user.name': 'ann',
        'postgresql.log.connection_id': '6740f3a1.1092',
        'process.pid': 4242,
      },
      legacy: { timestamp: '11/21/2026 05:37:03', user_id: 'ann', connection_id: '6740f3a1.1092', pid: '4242' },
    },
  ]);
});

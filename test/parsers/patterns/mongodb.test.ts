import { describe, expect, test } from '@jest/globals';
import { mongodb } from '../../../parsers/patterns/mongodb.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const timestamp = '2026-11-21T05:37:03.250+0000';

describe('MongoDB', () => {
  testGroup(
    mongodb,
    [
      {
        name: 'MONGO_LOG',
        line: 'Nov 21 05:37:03 [conn7] end connection',
        ecs: { timestamp: 'Nov 21 05:37:03', 'mongodb.component': 'conn7', message: 'end connection' },
        legacy: { timestamp: 'Nov 21 05:37:03', component: 'conn7', message: 'end connection' },
      },
      {
        name: 'MONGO_SLOWQUERY',
        line:
          'query shop.order-lines query: { sku: { $in: [ 1, 2 ] } } ntoreturn:10 ntoskip:20 nscanned:900 ' +
          'keyUpdates:0 locks(micros) r:120 nreturned:10 reslen:4400 234ms',
        ecs: {
          'mongodb.profile.op': 'query',
          'mongodb.database': 'shop',
          'mongodb.collection': 'order-lines',
          'mongodb.query.original': '{ sku: { $in: [ 1, 2 ] } }',
          'mongodb.profile.ntoreturn': 10,
          'mongodb.profile.ntoskip': 20,
          'mongodb.profile.nscanned': 900,
          'mongodb.profile.nreturned': 10,
          'mongodb.profile.duration': 234,
        },
        legacy: {
          database: 'shop',
          collection: 'order-lines',
          query: '{ sku: { $in: [ 1, 2 ] } }',
          ntoreturn: '10',
          ntoskip: '20',
          nscanned: '900',
          nreturned: '10',
          duration: '234',
        },
      },
      {
        name: 'MONGO3_LOG',
        line: `${timestamp} I REPL     [repl writer 1] caught up`,
        ecs: {
          timestamp,
          'log.level': 'I',
          'mongodb.component': 'REPL',
          'mongodb.context': 'repl writer 1',
          message: 'caught up',
        },
        legacy: { timestamp, severity: 'I', component: 'REPL', context: 'repl writer 1', message: 'caught up' },
      },
      {
        name: 'MONGO3_LOG',
        line: `${timestamp} W -        out of memory`,
        ecs: { timestamp, 'log.level': 'W', message: 'out of memory' },
        legacy: { timestamp, severity: 'W', component: '-', message: 'out of memory' },
      },
    ],
    {
      MONGO_WORDDASH: { takes: ['order-lines', 'a_1'], refuses: ['a.b', '', '-'] },
      MONGO3_SEVERITY: { takes: ['I', 'F'], refuses: ['', 'D1', '-'] },
      MONGO3_COMPONENT: { takes: ['NETWORK'], refuses: ['A B', ''] },
      MONGO_QUERY: { takes: [], refuses: ['{ a: 1 }', 'ntoreturn:1'] },
    },
  );

  test('a query is what stands before its limits, an empty one too', () => {
    const line = 'getmore shop.orders query: {} ntoreturn:0 ntoskip:0 nscanned:0 nreturned:0 reslen:20 101ms';
    expect(matchWhole('legacy', 'MONGO_SLOWQUERY', line)).toMatchObject({ query: '{}', duration: '101' });
  });
});

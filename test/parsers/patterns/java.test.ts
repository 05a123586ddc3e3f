import { describe, expect, test } from '@jest/globals';
import { java } from '../../../parsers/patterns/java.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const seven = 'Nov 21, 2026 5:37:03 AM org.example.Pool start\nWARNING: pool is empty';
const sevenEcs = {
  timestamp: 'Nov 21, 2026 5:37:03 AM',
  'java.log.origin.class.name': 'org.example.Pool',
  'log.origin.function': 'start',
  'log.level': 'WARNING',
  message: 'pool is empty',
};
const sevenLegacy = {
  timestamp: 'Nov 21, 2026 5:37:03 AM',
  class: 'org.example.Pool',
  logmessage: 'start\nWARNING: pool is empty',
};
const eight = '21-Nov-2026 05:37:03.250 SEVERE [main] org.example.Pool.start pool is empty';
const eightEcs = {
  timestamp: '21-Nov-2026 05:37:03.250',
  'log.level': 'SEVERE',
  'java.log.origin.thread.name': 'main',
  'java.log.origin.class.name': 'org.example.Pool',
  'log.origin.function': 'start',
  message: 'pool is empty',
};
const barred = '2026-11-21 05:37:03,250 +0100 | WARN | org.example.Pool - pool is empty';
const barredEcs = {
  timestamp: '2026-11-21 05:37:03,250 +0100',
  'log.level': 'WARN',
  'java.log.origin.class.name': 'org.example.Pool',
  message: 'pool is empty',
};
const barredLegacy = {
  timestamp: '2026-11-21 05:37:03,250 +0100',
  level: 'WARN',
  class: 'org.example.Pool',
  logmessage: 'pool is empty',
};

describe('Java and Tomcat', () => {
  testGroup(
    java,
    [
      {
        name: 'JAVASTACKTRACEPART',
        line: '\tat org.example.Pool$Lease.<init>(Pool.java:17)',
        ecs: {
          'java.log.origin.class.name': 'org.example.Pool$Lease',
          'log.origin.function': '<init>',
          'log.origin.file.name': 'Pool.java',
          'log.origin.file.line': 17,
        },
        legacy: { class: 'org.example.Pool$Lease', method: '<init>', file: 'Pool.java', line: '17' },
      },
      {
        name: 'JAVASTACKTRACEPART',
        line: 'at java.lang.Thread.sleep(Native Method)',
        ecs: {
          'java.log.origin.class.name': 'java.lang.Thread',
          'log.origin.function': 'sleep',
          'log.origin.file.name': 'Native Method',
        },
        legacy: { class: 'java.lang.Thread', method: 'sleep', file: 'Native Method' },
      },
      { name: 'CATALINALOG', line: seven, ecs: sevenEcs, legacy: sevenLegacy },
      { name: 'CATALINA7_LOG', line: seven, ecs: sevenEcs },
      { name: 'TOMCAT7_LOG', line: seven, ecs: sevenEcs },
      { name: 'CATALINA8_LOG', line: eight, ecs: eightEcs },
      { name: 'TOMCAT8_LOG', line: eight, ecs: eightEcs },
      { name: 'TOMCATLEGACY_LOG', line: barred, ecs: barredEcs },
      { name: 'TOMCATLOG', line: barred, ecs: barredEcs, legacy: barredLegacy },
    ],
    {
      JAVACLASS: { takes: ['Main', 'org.example.Pool$1', '_a.B2'], refuses: ['org.', '2a', 'a-b', ''] },
      JAVAFILE: { takes: ['Pool.java', 'Unknown Source', 'my-file.kt'], refuses: ['a/b', ''] },
      JAVAMETHOD: { takes: ['run', '<init>', '<clinit>', 'access$000'], refuses: ['<run>', '1st', ''] },
      JAVATHREAD: { takes: ['TP-Processor12'], refuses: ['TP-Processor', 'tp-Processor1'] },
      JAVALOGMESSAGE: { takes: ['', 'anything'], refuses: [] },
      CATALINA7_DATESTAMP: { takes: ['Jan 9, 2026 7:13:13 PM'], refuses: ['Jan 9, 2026 07:13:13'] },
      CATALINA8_DATESTAMP: { takes: ['31-Jul-2026 16:40:38.578'], refuses: ['Jul 31, 2026 16:40:38'] },
      CATALINA_DATESTAMP: { takes: ['Jan 9, 2026 7:13:13 PM'], refuses: ['2026-01-09 07:13:13'] },
      TOMCATLEGACY_DATESTAMP: {
        takes: ['2026-11-21 05:37:03,250', '2026-11-21 05:37:03 -0800'],
        refuses: ['2026-11-21'],
      },
      TOMCAT_DATESTAMP: { takes: ['2026-11-21 05:37:03,250 -0800'], refuses: ['2026-11-21'] },
    },
  );

  test('all that Tomcat has used is known to the ECS names', () => {
    expect(matchWhole('ecs', 'TOMCATLOG', eight)).toEqual(eightEcs);
    expect(matchWhole('ecs', 'TOMCATLOG', seven)).toEqual(sevenEcs);
    expect(matchWhole('ecs', 'CATALINALOG', eight)).toEqual(eightEcs);
    expect(matchWhole('ecs', 'CATALINALOG', barred)).toBeUndefined();
    expect(matchWhole('ecs', 'CATALINA_DATESTAMP', '31-Jul-2026 16:40:38.578')).toEqual({});
    expect(matchWhole('legacy', 'CATALINALOG', eight)).toBeUndefined();
  });

  test('a logger without a method', () => {
    const { 'log.origin.function': _, ...rest } = eightEcs;
    expect(matchWhole('ecs', 'CATALINA8_LOG', eight.replace('Pool.start', 'Pool.'))).toEqual(rest);
  });

  test('before ECS the years are those of this century, and a zone belongs to the time', () => {
    expect(matchWhole('legacy', 'CATALINA_DATESTAMP', 'Jan 9, 1999 7:13:13 PM')).toBeUndefined();
    expect(matchWhole('legacy', 'TOMCAT_DATESTAMP', '2026-11-21 05:37:03,250')).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { syslog } from '../../../parsers/patterns/syslog.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const head = 'Nov  1 21:14:23 mx1 sshd[4242]:';
const headEcs = { timestamp: 'Nov  1 21:14:23', 'host.hostname': 'mx1', 'process.name': 'sshd', 'process.pid': 4242 };
const headLegacy = { timestamp: 'Nov  1 21:14:23', logsource: 'mx1', program: 'sshd', pid: '4242' };

const modern = '<165>1 2026-11-21T05:37:03.123Z mx1 app 77 ID47 [a@1 k="v \\] w"][b@1 n="2"]';
const modernEcs = {
  'log.syslog.priority': 165,
  'system.syslog.version': '1',
  timestamp: '2026-11-21T05:37:03.123Z',
  'host.hostname': 'mx1',
  'process.name': 'app',
  'process.pid': 77,
  'event.code': 'ID47',
  'system.syslog.structured_data': '[a@1 k="v \\] w"][b@1 n="2"]',
};
const modernLegacy = {
  syslog5424_pri: '165',
  syslog5424_ver: '1',
  syslog5424_ts: '2026-11-21T05:37:03.123Z',
  syslog5424_host: 'mx1',
  syslog5424_app: 'app',
  syslog5424_proc: '77',
  syslog5424_msgid: 'ID47',
  syslog5424_sd: '[a@1 k="v \\] w"][b@1 n="2"]',
};

describe('syslog', () => {
  testGroup(
    syslog,
    [
      {
        name: 'SYSLOGPROG',
        line: 'postfix/smtpd[9]',
        ecs: { 'process.name': 'postfix/smtpd', 'process.pid': 9 },
        legacy: { program: 'postfix/smtpd', pid: '9' },
      },
      {
        name: 'SYSLOGFACILITY',
        line: '<4.6>',
        ecs: { 'log.syslog.facility.code': 4, 'log.syslog.priority': 6 },
        legacy: { facility: '4', priority: '6' },
      },
      { name: 'SYSLOGBASE', line: head, ecs: headEcs, legacy: headLegacy },
      {
        name: 'SYSLOGBASE',
        line: 'Nov  1 21:14:23 <4.6> mx1 sshd:',
        ecs: {
          timestamp: 'Nov  1 21:14:23',
          'log.syslog.facility.code': 4,
          'log.syslog.priority': 6,
          'host.hostname': 'mx1',
          'process.name': 'sshd',
        },
        legacy: { timestamp: 'Nov  1 21:14:23', facility: '4', priority: '6', logsource: 'mx1', program: 'sshd' },
      },
      {
        name: 'SYSLOGBASE2',
        line: '2026-11-21T05:37:03+01:00 mx1 sshd[4242]:',
        ecs: { ...headEcs, timestamp: '2026-11-21T05:37:03+01:00' },
        legacy: { timestamp8601: '2026-11-21T05:37:03+01:00', logsource: 'mx1', program: 'sshd', pid: '4242' },
      },
      {
        name: 'SYSLOGLINE',
        line: `${head} Accepted publickey for ann`,
        ecs: { ...headEcs, message: 'Accepted publickey for ann' },
        legacy: { ...headLegacy, message: 'Accepted publickey for ann' },
      },
      {
        name: 'SYSLOGPAMSESSION',
        line: `${head} pam_unix(sshd:session): session closed for user ann`,
        ecs: {
          ...headEcs,
          message: 'pam_unix(sshd:session): session closed for user ann',
          'system.auth.pam.module': 'pam_unix',
          'system.auth.pam.origin': 'sshd:session',
          'system.auth.pam.session_state': 'closed',
          'user.name': 'ann',
        },
        legacy: {
          ...headLegacy,
          message: 'pam_unix(sshd:session): session closed for user ann',
          pam_module: 'pam_unix',
          pam_caller: 'sshd:session',
          pam_session_state: 'closed',
          username: 'ann',
        },
      },
      {
        name: 'CRONLOG',
        line: 'Nov  1 21:14:23 mx1 CRON[4242]: (ann) CMD (/usr/bin/true)',
        ecs: {
          ...headEcs,
          'process.name': 'CRON',
          'user.name': 'ann',
          'system.cron.action': 'CMD',
          message: '/usr/bin/true',
        },
        legacy: { ...headLegacy, program: 'CRON', user: 'ann', action: 'CMD', message: '/usr/bin/true' },
      },
      {
        name: 'SYSLOG5424PRI',
        line: '<13>',
        ecs: { 'log.syslog.priority': 13 },
        legacy: { syslog5424_pri: '13' },
      },
      { name: 'SYSLOG5424BASE', line: modern, ecs: modernEcs, legacy: modernLegacy },
      {
        name: 'SYSLOG5424LINE',
        line: `${modern} [x] it ends`,
        ecs: { ...modernEcs, message: '[x] it ends' },
        legacy: { ...modernLegacy, syslog5424_msg: '[x] it ends' },
      },
    ],
    {
      SYSLOGTIMESTAMP: { takes: ['Nov 21 05:37:03', 'Nov  1 05:37:03.250'], refuses: ['Nov 21', '21 Nov 05:37:03'] },
      PROG: { takes: ['sshd', 'a/b', '<x>'], refuses: ['a b', 'a[1]', ''] },
      SYSLOGHOST: { takes: ['mx1', '192.0.2.1', '2001:db8::1'], refuses: ['a b'] },
      CRON_ACTION: { takes: ['CMD', 'BEGIN EDIT'], refuses: ['cmd', ''] },
      SYSLOG5424PRINTASCII: { takes: ['a"b[c]', '~'], refuses: ['a b', 'é', ''] },
      SYSLOG5424SD: { takes: ['[a@1 k="v"]', '[a][b c="]"]', '[a b="x]'], refuses: ['a', '[', ''] },
    },
  );

  test('what is missing is a hyphen, and no field', () => {
    const line = '<13>1 - - - - - - hello';
    expect(matchWhole('ecs', 'SYSLOG5424LINE', line)).toEqual({
      'log.syslog.priority': 13,
      'system.syslog.version': '1',
      message: 'hello',
    });
    expect(matchWhole('legacy', 'SYSLOG5424LINE', line)).toEqual({
      syslog5424_pri: '13',
      syslog5424_ver: '1',
      syslog5424_msg: 'hello',
    });
  });

  test('the host may be missing in ECS, not before', () => {
    const line = 'Nov  1 21:14:23 su: no';
    expect(matchWhole('ecs', 'SYSLOGLINE', line)).toEqual({
      timestamp: 'Nov  1 21:14:23',
      'process.name': 'su',
      message: 'no',
    });
    expect(matchWhole('legacy', 'SYSLOGLINE', line)).toBeUndefined();
  });

  test('who opened a session', () => {
    const line = `${head} pam_unix(su:session): session opened for user root(uid=0) by ann(uid=1000)`;
    expect(matchWhole('legacy', 'SYSLOGPAMSESSION', line)).toMatchObject({ username: 'root', pam_by: 'ann(uid=1000)' });
  });
});

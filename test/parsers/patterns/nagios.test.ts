import { describe, expect, test } from '@jest/globals';
import { nagios } from '../../../parsers/patterns/nagios.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names that stand for themselves: `NAGIOS_TYPE_HOST_ALERT` is `HOST ALERT`, `NAGIOS_EC_ENABLE_SVC_CHECK` is `ENABLE_SVC_CHECK`. */
const blocks: Blocks = Object.fromEntries(
  Object.keys(nagios.shared ?? {})
    .filter((name) => name !== 'NAGIOSLOGLINE')
    .map((name) => {
      const word = name.replace(/^NAGIOS_(?:TYPE|EC)_/, '');
      const text = name.startsWith('NAGIOS_TYPE_') ? word.replaceAll('_', ' ') : word;
      return [name, { takes: [text], refuses: [text.toLowerCase(), `${text} `, ''] }];
    }),
);

function event(type: string, rest: string, ecs: Fields, legacy: Fields): Line {
  return {
    name: `NAGIOS_${type.replaceAll(' ', '_')}`,
    line: `${type}: ${rest}`,
    ecs: { 'nagios.log.type': type, ...ecs },
    legacy: { nagios_type: type, ...legacy },
  };
}

function command(name: string, rest: string, ecs: Fields, legacy: Fields): Line {
  return {
    name: `NAGIOS_EC_LINE_${name}`,
    line: `EXTERNAL COMMAND: ${name};${rest}`,
    ecs: { 'nagios.log.type': 'EXTERNAL COMMAND', 'nagios.log.command': name, ...ecs },
    legacy: { nagios_type: 'EXTERNAL COMMAND', nagios_command: name, ...legacy },
  };
}

const host = { ecs: { 'host.hostname': 'db-1' }, legacy: { nagios_hostname: 'db-1' } };
const service = {
  ecs: { ...host.ecs, 'service.name': 'Disk /var' },
  legacy: { ...host.legacy, nagios_service: 'Disk /var' },
};
const state = { ecs: { 'service.state': 'DOWN' }, legacy: { nagios_state: 'DOWN' } };
const text = { ecs: { message: 'no; answer' }, legacy: { nagios_message: 'no; answer' } };
const comment = { ecs: { 'nagios.log.comment': 'no; answer' }, legacy: { nagios_comment: 'no; answer' } };
const tried = { ecs: { 'nagios.log.state_type': 'SOFT', 'nagios.log.attempt': 2 } };
const current = { ...tried, legacy: { nagios_statetype: 'SOFT', nagios_statecode: '2' } };
const alert = { ...tried, legacy: { nagios_statelevel: 'SOFT', nagios_attempt: '2' } };
const notice = {
  ecs: { 'user.name': 'oncall', 'nagios.log.notification_command': 'by-sms' },
  legacy: { nagios_notifyname: 'oncall', nagios_contact: 'by-sms' },
};
const handler = {
  ecs: { 'nagios.log.state_type': 'HARD', 'nagios.log.event_handler_name': 'restart-it' },
  legacy: { nagios_statelevel: 'HARD', nagios_event_handler_name: 'restart-it' },
};
const result = { ecs: { 'nagios.log.check_result': 'no; answer' }, legacy: { nagios_check_result: 'no; answer' } };

function all(...parts: readonly { readonly ecs: Fields; readonly legacy: Fields }[]): [Fields, Fields] {
  return [Object.assign({}, ...parts.map(({ ecs }) => ecs)), Object.assign({}, ...parts.map(({ legacy }) => legacy))];
}

const events: Line[] = [
  event('CURRENT SERVICE STATE', 'db-1;Disk /var;DOWN;SOFT;2;no; answer', ...all(service, state, current, text)),
  event('CURRENT HOST STATE', 'db-1;DOWN;SOFT;2;no; answer', ...all(host, state, current, text)),
  event('SERVICE NOTIFICATION', 'oncall;db-1;Disk /var;DOWN;by-sms;no; answer', ...all(service, state, notice, text)),
  event('HOST NOTIFICATION', 'oncall;db-1;DOWN;by-sms;no; answer', ...all(host, state, notice, text)),
  event('SERVICE ALERT', 'db-1;Disk /var;DOWN;SOFT;2;no; answer', ...all(service, state, alert, text)),
  event('HOST ALERT', 'db-1;DOWN;SOFT;2;no; answer', ...all(host, state, alert, text)),
  event('SERVICE FLAPPING ALERT', 'db-1;Disk /var;DOWN;no; answer', ...all(service, state, text)),
  event('HOST FLAPPING ALERT', 'db-1;DOWN;no; answer', ...all(host, state, text)),
  event('SERVICE DOWNTIME ALERT', 'db-1;Disk /var;DOWN;no; answer', ...all(service, state, comment)),
  event('HOST DOWNTIME ALERT', 'db-1;DOWN;no; answer', ...all(host, state, comment)),
  event('PASSIVE SERVICE CHECK', 'db-1;Disk /var;DOWN;no; answer', ...all(service, state, comment)),
  event('PASSIVE HOST CHECK', 'db-1;DOWN;no; answer', ...all(host, state, comment)),
  event('SERVICE EVENT HANDLER', 'db-1;Disk /var;DOWN;HARD;restart-it', ...all(service, state, handler)),
  event('HOST EVENT HANDLER', 'db-1;DOWN;HARD;restart-it', ...all(host, state, handler)),
  event(
    'TIMEPERIOD TRANSITION',
    'nights;0;-1',
    { 'service.name': 'nights', 'nagios.log.period_from': 0, 'nagios.log.period_to': -1 },
    { nagios_service: 'nights', nagios_unknown1: '0', nagios_unknown2: '-1' },
  ),
  ...['DISABLE_SVC_CHECK', 'ENABLE_SVC_CHECK', 'DISABLE_SVC_NOTIFICATIONS', 'ENABLE_SVC_NOTIFICATIONS'].map((name) =>
    command(name, 'db-1;Disk /var', ...all(service)),
  ),
  ...['DISABLE_HOST_CHECK', 'ENABLE_HOST_CHECK', 'DISABLE_HOST_SVC_NOTIFICATIONS', 'ENABLE_HOST_SVC_NOTIFICATIONS'].map(
    (name) => command(name, 'db-1', ...all(host)),
  ),
  ...['DISABLE_HOST_NOTIFICATIONS', 'ENABLE_HOST_NOTIFICATIONS'].map((name) => command(name, 'db-1', ...all(host))),
  command('PROCESS_SERVICE_CHECK_RESULT', 'db-1;Disk /var;DOWN;no; answer', ...all(service, state, result)),
  command('PROCESS_HOST_CHECK_RESULT', 'db-1;DOWN;no; answer', ...all(host, state, result)),
  command(
    'SCHEDULE_HOST_DOWNTIME',
    'db-1;1794000000;1794003600;0;7;3600;ops;new disks',
    {
      ...host.ecs,
      'nagios.log.start_time': '1794000000',
      'nagios.log.end_time': '1794003600',
      'nagios.log.fixed': '0',
      'nagios.log.trigger_id': '7',
      'nagios.log.duration': 3600,
      'user.name': 'ops',
      'nagios.log.comment': 'new disks',
    },
    {
      ...host.legacy,
      nagios_start_time: '1794000000',
      nagios_end_time: '1794003600',
      nagios_fixed: '0',
      nagios_trigger_id: '7',
      nagios_duration: '3600',
      author: 'ops',
      comment: 'new disks',
    },
  ),
  {
    name: 'NAGIOS_WARNING',
    line: 'Warning:  Check result queue contained results for a host that is not known',
    ecs: { message: 'Check result queue contained results for a host that is not known' },
    legacy: { nagios_message: 'Check result queue contained results for a host that is not known' },
  },
];

const time = { ecs: { timestamp: '1794000000' }, legacy: { nagios_epoch: '1794000000' } };
const lines: Line[] = [
  ...events,
  { name: 'NAGIOSTIME', line: '[1794000000]', ...time },
  ...events.map(({ line, ecs, legacy }) => ({
    name: 'NAGIOSLOGLINE',
    line: `[1794000000] ${line}`,
    ecs: { ...time.ecs, ...ecs },
    legacy: { ...time.legacy, ...legacy },
  })),
];

testGroup(nagios, lines, blocks);

describe('what is none', () => {
  test.each(['[1794000000] SERVICE ALERT: db-1;Disk', '[now] HOST ALERT: a;b;c;1;d', '[1794000000] Auto-save of data'])(
    '%s',
    (line) => {
      expect(matchWhole('ecs', 'NAGIOSLOGLINE', line)).toBeUndefined();
      expect(matchWhole('legacy', 'NAGIOSLOGLINE', line)).toBeUndefined();
    },
  );
});

import { type Vocabulary, nagiosValue as value } from './nagios-names.ts';

type Definitions = Readonly<Record<string, string>>;

function rest(field: string): string {
  return `%{GREEDYDATA:${field}}`;
}

/** `TYPE: a;b;c` */
export function eventLines(names: Vocabulary): Definitions {
  const host = value(names.host);
  const hostAndService = [host, value(names.service)];
  const state = value(names.state);
  const stateType = value(names.stateType);
  const message = rest(names.message);
  const comment = rest(names.comment);
  const line = (type: string, ...parts: readonly string[]) =>
    `%{NAGIOS_TYPE_${type}:${names.type}}: ${parts.join(';')}`;
  return {
    NAGIOS_WARNING: `Warning:%{SPACE}${message}`,
    NAGIOS_CURRENT_SERVICE_STATE: line('CURRENT_SERVICE_STATE', ...hostAndService, state, ...names.currentTry, message),
    NAGIOS_CURRENT_HOST_STATE: line('CURRENT_HOST_STATE', host, state, ...names.currentTry, message),
    NAGIOS_SERVICE_NOTIFICATION: line(
      'SERVICE_NOTIFICATION',
      ...[value(names.notified), ...hostAndService, state, value(names.notifiedBy), message],
    ),
    NAGIOS_HOST_NOTIFICATION: line(
      'HOST_NOTIFICATION',
      ...[value(names.notified), host, state, value(names.notifiedBy), message],
    ),
    NAGIOS_SERVICE_ALERT: line('SERVICE_ALERT', ...hostAndService, state, stateType, names.attempt, message),
    NAGIOS_HOST_ALERT: line('HOST_ALERT', host, state, stateType, names.attempt, message),
    NAGIOS_SERVICE_FLAPPING_ALERT: line('SERVICE_FLAPPING_ALERT', ...hostAndService, state, message),
    NAGIOS_HOST_FLAPPING_ALERT: line('HOST_FLAPPING_ALERT', host, state, message),
    NAGIOS_SERVICE_DOWNTIME_ALERT: line('SERVICE_DOWNTIME_ALERT', ...hostAndService, state, comment),
    NAGIOS_HOST_DOWNTIME_ALERT: line('HOST_DOWNTIME_ALERT', host, state, comment),
    NAGIOS_PASSIVE_SERVICE_CHECK: line('PASSIVE_SERVICE_CHECK', ...hostAndService, state, comment),
    NAGIOS_PASSIVE_HOST_CHECK: line('PASSIVE_HOST_CHECK', host, state, comment),
    NAGIOS_SERVICE_EVENT_HANDLER: line(
      'SERVICE_EVENT_HANDLER',
      ...[...hostAndService, state, stateType, rest(names.handler)],
    ),
    NAGIOS_HOST_EVENT_HANDLER: line('HOST_EVENT_HANDLER', host, state, stateType, rest(names.handler)),
    NAGIOS_TIMEPERIOD_TRANSITION: line('TIMEPERIOD_TRANSITION', value(names.service), ...names.period),
  };
}

/** `EXTERNAL COMMAND: NAME;a;b`: what somebody told Nagios to do. */
export function commandLines(names: Vocabulary): Definitions {
  const host = value(names.host);
  const hostAndService = [host, value(names.service)];
  const line = (command: string, ...parts: readonly string[]) =>
    `%{NAGIOS_TYPE_EXTERNAL_COMMAND:${names.type}}: ${[`%{NAGIOS_EC_${command}:${names.command}}`, ...parts].join(';')}`;
  const result = [value(names.state), rest(names.checkResult)];
  return {
    NAGIOS_EC_LINE_DISABLE_SVC_CHECK: line('DISABLE_SVC_CHECK', ...hostAndService),
    NAGIOS_EC_LINE_DISABLE_HOST_CHECK: line('DISABLE_HOST_CHECK', host),
    NAGIOS_EC_LINE_ENABLE_SVC_CHECK: line('ENABLE_SVC_CHECK', ...hostAndService),
    NAGIOS_EC_LINE_ENABLE_HOST_CHECK: line('ENABLE_HOST_CHECK', host),
    NAGIOS_EC_LINE_PROCESS_SERVICE_CHECK_RESULT: line('PROCESS_SERVICE_CHECK_RESULT', ...hostAndService, ...result),
    NAGIOS_EC_LINE_PROCESS_HOST_CHECK_RESULT: line('PROCESS_HOST_CHECK_RESULT', host, ...result),
    NAGIOS_EC_LINE_DISABLE_HOST_SVC_NOTIFICATIONS: line('DISABLE_HOST_SVC_NOTIFICATIONS', rest(names.host)),
    NAGIOS_EC_LINE_DISABLE_HOST_NOTIFICATIONS: line('DISABLE_HOST_NOTIFICATIONS', rest(names.host)),
    NAGIOS_EC_LINE_DISABLE_SVC_NOTIFICATIONS: line('DISABLE_SVC_NOTIFICATIONS', host, rest(names.service)),
    NAGIOS_EC_LINE_ENABLE_HOST_SVC_NOTIFICATIONS: line('ENABLE_HOST_SVC_NOTIFICATIONS', rest(names.host)),
    NAGIOS_EC_LINE_ENABLE_HOST_NOTIFICATIONS: line('ENABLE_HOST_NOTIFICATIONS', rest(names.host)),
    NAGIOS_EC_LINE_ENABLE_SVC_NOTIFICATIONS: line('ENABLE_SVC_NOTIFICATIONS', host, rest(names.service)),
    NAGIOS_EC_LINE_SCHEDULE_HOST_DOWNTIME: line('SCHEDULE_HOST_DOWNTIME', host, ...names.downtime),
  };
}

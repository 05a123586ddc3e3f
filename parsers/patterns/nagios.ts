import type { PatternGroup } from './group.ts';
import { commandLines, eventLines } from './nagios-lines.ts';
import { ecsNames, legacyNames } from './nagios-names.ts';

/** What stands before the colon: `SERVICE ALERT` is `NAGIOS_TYPE_SERVICE_ALERT`. */
const types = [
  ...['CURRENT SERVICE STATE', 'CURRENT HOST STATE', 'SERVICE NOTIFICATION', 'HOST NOTIFICATION', 'SERVICE ALERT'],
  ...['HOST ALERT', 'SERVICE FLAPPING ALERT', 'HOST FLAPPING ALERT', 'SERVICE DOWNTIME ALERT', 'HOST DOWNTIME ALERT'],
  ...['PASSIVE SERVICE CHECK', 'PASSIVE HOST CHECK', 'SERVICE EVENT HANDLER', 'HOST EVENT HANDLER'],
  ...['EXTERNAL COMMAND', 'TIMEPERIOD TRANSITION'],
];

const commands = [
  ...['DISABLE_SVC_CHECK', 'ENABLE_SVC_CHECK', 'DISABLE_HOST_CHECK', 'ENABLE_HOST_CHECK'],
  ...['PROCESS_SERVICE_CHECK_RESULT', 'PROCESS_HOST_CHECK_RESULT'],
  ...['SCHEDULE_SERVICE_DOWNTIME', 'SCHEDULE_HOST_DOWNTIME'],
  ...['DISABLE_HOST_SVC_NOTIFICATIONS', 'ENABLE_HOST_SVC_NOTIFICATIONS'],
  ...['DISABLE_HOST_NOTIFICATIONS', 'ENABLE_HOST_NOTIFICATIONS'],
  ...['DISABLE_SVC_NOTIFICATIONS', 'ENABLE_SVC_NOTIFICATIONS'],
];

/** The order of the standard: the first form that fits is the line's. */
const forms = [
  ...['WARNING', 'CURRENT_SERVICE_STATE', 'CURRENT_HOST_STATE', 'SERVICE_NOTIFICATION', 'HOST_NOTIFICATION'],
  ...['SERVICE_ALERT', 'HOST_ALERT', 'SERVICE_FLAPPING_ALERT', 'HOST_FLAPPING_ALERT', 'SERVICE_DOWNTIME_ALERT'],
  ...['HOST_DOWNTIME_ALERT', 'PASSIVE_SERVICE_CHECK', 'PASSIVE_HOST_CHECK', 'SERVICE_EVENT_HANDLER'],
  ...['HOST_EVENT_HANDLER', 'TIMEPERIOD_TRANSITION'],
  ...['EC_LINE_DISABLE_SVC_CHECK', 'EC_LINE_ENABLE_SVC_CHECK', 'EC_LINE_DISABLE_HOST_CHECK'],
  ...['EC_LINE_ENABLE_HOST_CHECK', 'EC_LINE_PROCESS_HOST_CHECK_RESULT', 'EC_LINE_PROCESS_SERVICE_CHECK_RESULT'],
  ...['EC_LINE_SCHEDULE_HOST_DOWNTIME', 'EC_LINE_DISABLE_HOST_SVC_NOTIFICATIONS'],
  ...['EC_LINE_ENABLE_HOST_SVC_NOTIFICATIONS', 'EC_LINE_DISABLE_HOST_NOTIFICATIONS'],
  ...['EC_LINE_ENABLE_HOST_NOTIFICATIONS', 'EC_LINE_DISABLE_SVC_NOTIFICATIONS', 'EC_LINE_ENABLE_SVC_NOTIFICATIONS'],
];

/** Nagios' event log: `[seconds since 1970] TYPE: values with semicolons between`. */
export const nagios: PatternGroup = {
  shared: {
    ...Object.fromEntries(types.map((type) => [`NAGIOS_TYPE_${type.replaceAll(' ', '_')}`, type])),
    ...Object.fromEntries(commands.map((command) => [`NAGIOS_EC_${command}`, command])),
    NAGIOSLOGLINE: `%{NAGIOSTIME} (?:${forms.map((form) => `%{NAGIOS_${form}}`).join('|')})`,
  },
  ecs: { NAGIOSTIME: '\\[%{NUMBER:timestamp}\\]', ...eventLines(ecsNames), ...commandLines(ecsNames) },
  legacy: { NAGIOSTIME: '\\[%{NUMBER:nagios_epoch}\\]', ...eventLines(legacyNames), ...commandLines(legacyNames) },
};

/** What the fields of the lines are called; where a dictionary checks a value or gives it a type, the whole reference. */
export interface Vocabulary {
  readonly type: string;
  readonly command: string;
  readonly host: string;
  readonly service: string;
  readonly state: string;
  readonly message: string;
  readonly comment: string;
  readonly checkResult: string;
  readonly handler: string;
  readonly notified: string;
  readonly notifiedBy: string;
  /** HARD or SOFT, then how often it was tried, as lists of states have it. */
  readonly currentTry: readonly string[];
  /** The same as alerts have it. */
  readonly stateType: string;
  readonly attempt: string;
  readonly period: readonly string[];
  readonly downtime: readonly string[];
}

export const ecsNames: Vocabulary = {
  type: '[nagios][log][type]',
  command: '[nagios][log][command]',
  host: '[host][hostname]',
  service: '[service][name]',
  state: '[service][state]',
  message: 'message',
  comment: '[nagios][log][comment]',
  checkResult: '[nagios][log][check_result]',
  handler: '[nagios][log][event_handler_name]',
  notified: '[user][name]',
  notifiedBy: '[nagios][log][notification_command]',
  currentTry: [nagiosValue('[nagios][log][state_type]'), '%{INT:[nagios][log][attempt]:int}'],
  stateType: '[nagios][log][state_type]',
  attempt: '%{INT:[nagios][log][attempt]:int}',
  period: ['%{NUMBER:[nagios][log][period_from]:int}', '%{NUMBER:[nagios][log][period_to]:int}'],
  downtime: [
    '%{NUMBER:[nagios][log][start_time]}',
    '%{NUMBER:[nagios][log][end_time]}',
    '%{NUMBER:[nagios][log][fixed]}',
    '%{NUMBER:[nagios][log][trigger_id]}',
    '%{NUMBER:[nagios][log][duration]:int}',
    nagiosValue('[user][name]'),
    nagiosValue('[nagios][log][comment]'),
  ],
};

export const legacyNames: Vocabulary = {
  type: 'nagios_type',
  command: 'nagios_command',
  host: 'nagios_hostname',
  service: 'nagios_service',
  state: 'nagios_state',
  message: 'nagios_message',
  comment: 'nagios_comment',
  checkResult: 'nagios_check_result',
  handler: 'nagios_event_handler_name',
  notified: 'nagios_notifyname',
  notifiedBy: 'nagios_contact',
  currentTry: [nagiosValue('nagios_statetype'), nagiosValue('nagios_statecode')],
  stateType: 'nagios_statelevel',
  attempt: '%{NUMBER:nagios_attempt}',
  period: ['%{NUMBER:nagios_unknown1}', '%{NUMBER:nagios_unknown2}'],
  downtime: [
    '%{NUMBER:nagios_start_time}',
    '%{NUMBER:nagios_end_time}',
    '%{NUMBER:nagios_fixed}',
    '%{NUMBER:nagios_trigger_id}',
    '%{NUMBER:nagios_duration}',
    nagiosValue('author'),
    nagiosValue('comment'),
  ],
};

/** Nagios forbids semicolons in names; only the text at the end of a line can hold one. */
export function nagiosValue(field: string): string {
  return `(?<${field}>[^;]*)`;
}

import type { Draft, SourceDefinition } from '../source.ts';

const facilities =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp security console solaris-cron local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );
/** Also the level: these are the names that everybody's configuration uses. */
const severities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

/**
 * RFC 3164 as files and relays have it (with or without `<PRI>`), the form with ISO times that rsyslog and systemd write today,
 * and RFC 5424.
 */
export const source: SourceDefinition = {
  type: 'syslog',
  dataset: 'syslog',
  title: 'Syslog (RFC 3164, rsyslog with ISO times, RFC 5424)',
  definitions: {
    DECIMAL: '[0-9]+',
    SYSLOGPRI: '<%{SYSLOGPRIVALUE:log.syslog.priority:int}>',
    SYSLOGPRIVALUE: '[0-9]{1,3}',
    SYSLOGDATE: '[A-Z][a-z]{2} [ 0-9]?[0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?',
    SYSLOGISO: '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?',
    SYSLOGNODE: '[0-9A-Za-z_:.%/-]+',
    SYSLOGAPP: '[^\\s:\\[\\]]+',
    // Names of several words are names only with a process id behind them; else they are the message.
    SYSLOGWORDS: '[^\\s:\\[\\]]+(?: [^\\s:\\[\\]]+){1,4}',
    SYSLOGID: '[^\\] ]+',
    SYSLOGTAG:
      '(?:%{SYSLOGAPP:process.name}(?: [0-9.]+)?(?:\\[%{SYSLOGID:log.syslog.procid}\\])?(?: \\([^)\\n]*\\))?|%{SYSLOGWORDS:process.name}\\[%{SYSLOGID:log.syslog.procid}\\]):(?: |$)',
    NIL: '(?:-|%{NOTSPACE})',
    SYSLOGELEMENT: '\\[(?:[^\\]"\\\\]|\\\\.|"(?:[^"\\\\]|\\\\.)*")*\\]',
    // An application's `time LEVEL …` is not a host and a program.
    NOLEVEL: '(?!%{LOGLEVEL}\\b)',
  },
  patterns: [
    '%{SYSLOGPRI}?%{SYSLOGDATE:timestamp} %{SYSLOGNODE:log.syslog.hostname} %{SYSLOGTAG}%{GREEDYDATA:message}',
    '%{SYSLOGPRI}?%{SYSLOGISO:timestamp} %{NOLEVEL}%{SYSLOGNODE:log.syslog.hostname} %{SYSLOGTAG}%{GREEDYDATA:message}',
    '%{SYSLOGPRI}%{DECIMAL:log.syslog.version} (?:-|%{SYSLOGISO:timestamp}) (?:-|%{NOTSPACE:log.syslog.hostname}) ' +
      '(?:-|%{NOTSPACE:process.name}) (?:-|%{NOTSPACE:log.syslog.procid}) (?:-|%{NOTSPACE:log.syslog.msgid}) ' +
      '(?:-|%{SYSLOGELEMENT}+)(?: (?:\\x{FEFF})?%{GREEDYDATA:message})?',
    // `last message repeated 2 times`, and what a relay sends without a tag.
    '%{SYSLOGPRI}?%{SYSLOGDATE:timestamp} %{SYSLOGNODE:log.syslog.hostname} %{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['SYSLOG', 'ISO8601'] },
  fields: [
    'log.syslog.priority',
    'log.syslog.facility.code',
    'log.syslog.facility.name',
    'log.syslog.severity.code',
    'log.syslog.severity.name',
    'log.syslog.hostname',
    'log.syslog.appname',
    'log.syslog.procid',
    'log.syslog.msgid',
    'log.syslog.version',
    'log.level',
    'process.name',
    'process.pid',
    'event.kind',
  ],
  specificity: 2,
  constants: { 'event.kind': 'event' },
  finish: finishSyslog,
};

function finishSyslog({ fields }: Draft): void {
  const priority = fields['log.syslog.priority'];
  if (typeof priority === 'number') setPriority(fields, priority);
  const program = fields['process.name'];
  if (program !== undefined) fields['log.syslog.appname'] = program;
  const id = fields['log.syslog.procid'];
  if (typeof id === 'string' && /^\d{1,15}$/.test(id)) fields['process.pid'] = Number(id);
}

function setPriority(fields: Draft['fields'], priority: number): void {
  const facility = facilities[priority >> 3];
  const severity = severities[priority & 7];
  if (priority > 191 || facility === undefined || severity === undefined) return;
  fields['log.syslog.facility.code'] = priority >> 3;
  fields['log.syslog.facility.name'] = facility;
  fields['log.syslog.severity.code'] = priority & 7;
  fields['log.syslog.severity.name'] = severity;
  fields['log.level'] = severity;
}

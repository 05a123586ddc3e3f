import type { SourceDefinition } from '../source.ts';

/** The envelope that syslog puts around a program's message, in all the forms that daemons, relays and devices write. */

/** Facilities by their number. */
export const facilities =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp security console solaris-cron local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );
/** Severities by their number. Also the level: these are the names that everybody's configuration uses. */
export const severities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

export const syslogDefinitions = {
  DECIMAL: '[0-9]+',
  // Before it the count of octets of RFC 6587, where a receiver has left it.
  SYSLOGPRI: '(?:[0-9]{1,6} )?<%{SYSLOGPRIVALUE:log.syslog.priority:int}>(?: (?=[A-Z0-9]))?',
  SYSLOGPRIVALUE: '[0-9]{1,3}',
  // A year stands before, within or behind, or nowhere.
  SYSLOGDATE:
    '(?:[A-Z][a-z]{2} )?(?:[0-9]{4} )?[A-Z][a-z]{2} [ 0-9]?[0-9] (?:[0-9]{4} )?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?: [0-9]{4}(?= ))?',
  SYSLOGISO: '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?',
  // A colon ends no name but an IPv6 address.
  SYSLOGNODE:
    '(?=[^ ]*[0-9A-Za-z])(?!(?:[0-9]{4}|(?:%{SYSLOGFACILITY})[.|:](?:%{SYSLOGSEVERITY})) )[0-9A-Za-z_:.%/@+~-]*(?:[0-9A-Za-z_.%/@+~-]|::)',
  SYSLOGHEAD:
    '%{SYSLOGPRI}?%{SYSLOGDATE:timestamp} (?:Message forwarded from %{SYSLOGNODE:log.syslog.hostname}:|%{SYSLOGNODE:log.syslog.hostname}(?: Message forwarded from %{SYSLOGNODE:origin}:)?)',
  SYSLOGISOHEAD: '%{SYSLOGPRI}?%{SYSLOGISO:timestamp} %{NOLEVEL}%{SYSLOGNODE:log.syslog.hostname}',
  SYSLOGAPP: '(?!%[A-Z])[^\\s:\\[\\]]+(?:::?[^\\s:\\[\\]]+)*',
  // Names of several words are names only with a process id behind them; else they are the message.
  SYSLOGWORDS: '[^\\s:\\[\\]]+(?: [^\\s:\\[\\]]+){1,4}',
  SYSLOGPROGRAM: '[A-Za-z][^\\s\\[\\]]*',
  SYSLOGID: '[^\\] ]+',
  SYSLOGFACILITY: 'kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|ntp|security|console|local[0-7]',
  SYSLOGSEVERITY: 'emerg|panic|alert|crit|err|error|warn|warning|notice|info|debug',
  SYSLOGSOURCE: '(?:%{SYSLOGFACILITY:facility}[.|:]%{SYSLOGSEVERITY:severity} )?',
  SYSLOGTAG:
    '%{SYSLOGSOURCE}(?:%{SYSLOGAPP:process.name}\\]?(?: [0-9.]+)?(?:\\[%{SYSLOGID:log.syslog.procid}\\])?(?: \\([^)\\n]*\\))?:|%{SYSLOGWORDS:process.name}\\[%{SYSLOGID:log.syslog.procid}\\]:' +
    // macOS names the level, and some programs forget the colon.
    '|%{SYSLOGAPP:process.name}\\[%{DECIMAL:log.syslog.procid}\\](?: <%{WORD:level}>:)?)(?: |$|(?<=\\]:))',
  SYSLOGTEXT: '(?:\\[ID %{DECIMAL:log.syslog.msgid} %{WORD:facility}\\.%{WORD:severity}\\] )?%{GREEDYDATA:message}',
  SYSLOGELEMENT: '\\[[^ =\\]"]+(?: +[^ =\\]"]+="[^"\\\\]*(?:\\\\.[^"\\\\]*)*")* *\\]',
  SYSLOGMESSAGE: '(?: (?:\\x{FEFF})?%{GREEDYDATA:message})?',
  // An application's `time LEVEL …` is not a host and a program.
  NOLEVEL: '(?!%{LOGLEVEL}\\b)',
  CISCOZONE: '(?: [A-Z]{3,4}(?=: ))?',
  CISCODATE: '[*.]?(?:%{SYSLOGDATE:timestamp}%{CISCOZONE:zone}|%{SYSLOGISO:timestamp})',
  CISCOCODE: '[A-Z][A-Z0-9_]*(?:-[A-Za-z0-9_]+)*-%{CISCOLEVEL:severity}-[A-Z0-9_]+',
  CISCOLEVEL: '[0-7]',
};

/**
 * What Cisco's devices send, straight or through a relay: a count, the device's own time, `%FACILITY-SEVERITY-MNEMONIC`. The relay's time
 * counts, since the device's clock is often not set.
 */
const ciscoPattern =
  '(?=[^%]*%[A-Z])(?:%{SYSLOGPRI}:? ?)?(?:[0-9]+: )?(?:%{SYSLOGNODE:log.syslog.hostname}: )?(?:(?<log.syslog.hostname>RP/[0-9A-Z/]+):)?%{CISCODATE}' +
  '(?: %{SYSLOGNODE:log.syslog.hostname})? ?:? ?(?:[0-9]+: ){0,2}(?:[*.]?%{SYSLOGDATE}%{CISCOZONE}: )?(?:%{SYSLOGAPP:process.name}\\[%{DECIMAL:log.syslog.procid}\\]: )?' +
  '%%{CISCOCODE:event.code} ?: ?%{GREEDYDATA:message}';

const rfc5424Head =
  '%{SYSLOGPRI}?%{DECIMAL:log.syslog.version} (?:-|%{SYSLOGISO:timestamp}) (?:-|%{NOTSPACE:log.syslog.hostname}) ' +
  '(?:-|%{NOTSPACE:process.name}) (?:-|%{NOTSPACE:log.syslog.procid}) (?:-|%{NOTSPACE:log.syslog.msgid})';

/** Tried in this order: the ones that say most come first. */
export const syslogPatterns = [
  ciscoPattern,
  '%{SYSLOGPRI}:? ?%%{CISCOCODE:event.code} ?: ?%{GREEDYDATA:message}',
  '%{SYSLOGHEAD} %{SYSLOGTAG}%{SYSLOGTEXT}',
  '%{SYSLOGISOHEAD} %{SYSLOGTAG}%{SYSLOGTEXT}',
  `${rfc5424Head} (?:-|(?<structured>%{SYSLOGELEMENT}+))%{SYSLOGMESSAGE}`,
  // Some senders leave the structured data out.
  `(?=[0-9 ]*<)${rfc5424Head}%{SYSLOGMESSAGE}`,
  // Heroku names no host, but which process of which kind.
  '%{SYSLOGPRI}?%{SYSLOGISO:timestamp} (?=[^\\s\\[]+\\[[^\\s\\]]+\\]: )%{SYSLOGTAG}%{SYSLOGTEXT}',
  // Metalog puts the program in brackets.
  '%{SYSLOGDATE:timestamp} \\[%{NOLEVEL}%{SYSLOGPROGRAM:process.name}\\] %{GREEDYDATA:message}',
  // Without a host, as programs write to /dev/log.
  '%{SYSLOGPRI}?%{SYSLOGDATE:timestamp} %{SYSLOGTAG}%{SYSLOGTEXT}',
  // `last message repeated 2 times`, and what a relay sends without a tag.
  '%{SYSLOGPRI}?(?:%{SYSLOGDATE:timestamp}|%{SYSLOGISO:timestamp}(?= [^ ]+ last message ))(?: %{SYSLOGNODE:log.syslog.hostname})? %{SYSLOGSOURCE}%{GREEDYDATA:message}',
  '%{SYSLOGPRI}(?:%{SYSLOGISO:timestamp}(?: %{SYSLOGNODE:log.syslog.hostname})? )?(?:%{SYSLOGTAG})?%{GREEDYDATA:message}',
];

/**
 * Programs that write several lines at once, and daemons that let them: the first has the head. They come in one write, so the last line of
 * a quiet file need not wait for long.
 */
export const syslogMultiline = { continuation: '^[ \\t]', timeout: 300 };

export const syslogTimestamp: NonNullable<SourceDefinition['timestamp']> = {
  field: 'timestamp',
  formats: ['SYSLOG', 'ISO8601', 'DASHED'],
};

export const syslogFields = [
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
  'log.syslog.structured_data',
  'log.level',
  'process.name',
  'process.pid',
  'event.code',
  'event.kind',
];

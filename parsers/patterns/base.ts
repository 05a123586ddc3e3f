import type { PatternGroup } from './group.ts';

/**
 * The base set under the names that everybody uses, in terms of what each name means. No atomic groups: each is written so that
 * it cannot back off into something else, which V8 runs at full speed.
 */

const hex = '[0-9A-Fa-f]';
const octet = '(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})';
const group = `${hex}{1,4}`;
const atom = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]";
const label = '[0-9A-Za-z][0-9A-Za-z-]{0,62}';
// RFC 3986: what stands between user and host ends at a slash, whatever comes later on the line.
const password = '(?::[^@/?#\\s]*)?';

const text = {
  USERNAME: '[a-zA-Z0-9._-]+',
  USER: '%{USERNAME}',
  EMAILADDRESS: '%{EMAILLOCALPART}@%{HOSTNAME}',
  INT: '[+-]?[0-9]+',
  // The lookaheads keep it from stopping within a number: `12` or `1` of `12.5`. `1.2` of `1.2.3` is right.
  BASE10NUM: '(?<![0-9.+-])[+-]?(?:[0-9]+(?:\\.[0-9]+(?![0-9])|(?!\\.?[0-9]))|\\.[0-9]+(?![0-9]))',
  NUMBER: '%{BASE10NUM}',
  BASE16NUM: `(?<!${hex})[+-]?(?:0x)?${hex}+`,
  BASE16FLOAT: `\\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:${hex}+(?:\\.${hex}*)?|\\.${hex}+)\\b`,
  POSINT: '\\b[1-9][0-9]*\\b',
  NONNEGINT: '\\b[0-9]+\\b',
  WORD: '\\b\\w+\\b',
  NOTSPACE: '\\S+',
  SPACE: '\\s*',
  DATA: '.*?',
  GREEDYDATA: '.*',
  QUOTEDSTRING:
    '(?<!\\\\)(?:"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|\'[^\'\\\\]*(?:\\\\.[^\'\\\\]*)*\'|`[^`\\\\]*(?:\\\\.[^`\\\\]*)*`)',
  QS: '%{QUOTEDSTRING}',
  UUID: `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
  // RFC 2141: a per cent sign only as the beginning of an escape.
  URN: `urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:(?:%${hex}{2}|[0-9A-Za-z()+,.:=@;$_!*'/?#-])+`,
  LOGLEVEL:
    '(?:[Aa]lert|ALERT|[Tt]race|TRACE|[Dd]ebug|DEBUG|[Nn]otice|NOTICE|[Ii]nfo(?:rmation)?|INFO(?:RMATION)?' +
    '|[Ww]arn(?:ing)?|WARN(?:ING)?|[Ee]rr(?:or)?|ERR(?:OR)?|[Cc]rit(?:ical)?|CRIT(?:ICAL)?|[Ff]atal|FATAL' +
    '|[Ss]evere|SEVERE|[Ee]merg(?:ency)?|EMERG(?:ENCY)?)',
};

const network = {
  CISCOMAC: `(?:${hex}{4}\\.){2}${hex}{4}`,
  WINDOWSMAC: `(?:${hex}{2}-){5}${hex}{2}`,
  COMMONMAC: `(?:${hex}{2}:){5}${hex}{2}`,
  MAC: '(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})',
  IPV4: `(?<![0-9])${octet}\\.${octet}\\.${octet}\\.${octet}(?![0-9])`,
  // By the number of groups before the double colon; the lookahead turns down what has no colon near its beginning.
  IPV6:
    `(?=${hex}{0,4}:)(?:` +
    `(?:${group}:){7}(?:${group}|:)` +
    `|(?:${group}:){6}(?:%{IPV4}|:${group}|:)` +
    `|(?:${group}:){5}(?::%{IPV4}|(?::${group}){1,2}|:)` +
    `|(?:${group}:){4}(?:(?::${group})?:%{IPV4}|(?::${group}){1,3}|:)` +
    `|(?:${group}:){3}(?:(?::${group}){0,2}:%{IPV4}|(?::${group}){1,4}|:)` +
    `|(?:${group}:){2}(?:(?::${group}){0,3}:%{IPV4}|(?::${group}){1,5}|:)` +
    `|${group}:(?:(?::${group}){0,4}:%{IPV4}|(?::${group}){1,6}|:)` +
    `|:(?:(?::${group}){0,5}:%{IPV4}|(?::${group}){1,7}|:)` +
    ')(?:%[0-9A-Za-z._~-]+)?',
  IP: '(?:%{IPV6}|%{IPV4})',
  HOSTNAME: `\\b${label}(?:\\.${label})*\\.?`,
  // Not among the standard names any more; people's old patterns use it.
  HOST: '%{HOSTNAME}',
  IPORHOST: '(?:%{IP}|%{HOSTNAME})',
  HOSTPORT: '%{IPORHOST}:%{POSINT}',
};

const paths = {
  PATH: '(?:%{UNIXPATH}|%{WINPATH})',
  UNIXPATH: '/[[:alnum:]_%!$@:.,+~/-]*',
  TTY: '/dev/(?:pts|tty[pq]?)\\w*/?[0-9]+',
  WINPATH: '(?:[A-Za-z]+:|\\\\)\\\\[^?*]*',
  URIPROTO: '[A-Za-z][A-Za-z0-9+.-]+',
  URIPATH: "/[A-Za-z0-9$.+!*'(){},~:;=@#%&_/-]*",
};

const times = {
  // English, and German where it differs.
  MONTH:
    '\\b(?:[Jj]an(?:uary?)?|[Ff]eb(?:ruary?)?|[Mm](?:ar(?:ch|z)?|ärz?|rz)|[Aa]pr(?:il)?|[Mm]a[iy]|[Jj]un[ei]?' +
    '|[Jj]ul[iy]?|[Aa]ug(?:ust)?|[Ss]ep(?:tember)?|[Oo][ck]t(?:ober)?|[Nn]ov(?:ember)?|[Dd]e[cz](?:ember)?)\\b',
  MONTHNUM: '(?:1[0-2]|0?[1-9])',
  MONTHNUM2: '(?:0[1-9]|1[0-2])',
  MONTHDAY: '(?:0[1-9]|[12][0-9]|3[01]|[1-9])',
  DAY: '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)',
  YEAR: '(?:[0-9][0-9]){1,2}',
  HOUR: '(?:2[0-3]|[01]?[0-9])',
  MINUTE: '[0-5][0-9]',
  // 60 is the leap second.
  SECOND: '(?:60|[0-5]?[0-9])(?:[:.,][0-9]+)?',
  TIME: '%{HOUR}:%{MINUTE}:%{SECOND}(?![0-9])',
  DATE_US: '%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}',
  DATE_EU: '%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}',
  DATE: '(?:%{DATE_US}|%{DATE_EU})',
  ISO8601_TIMEZONE: '(?:Z|[+-]%{HOUR}:?%{MINUTE})',
  ISO8601_SECOND: '%{SECOND}',
  TIMESTAMP_ISO8601: '%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?',
  TZ: '(?:[APMCE][SD]T|UTC)',
  DATESTAMP: '%{DATE}[- ]%{TIME}',
  DATESTAMP_RFC822: '%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}',
  DATESTAMP_RFC2822: '%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}',
  DATESTAMP_OTHER: '%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}',
  DATESTAMP_EVENTLOG: '%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}',
  HTTPDATE: '%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}',
};

export const base: PatternGroup = {
  shared: { ...text, ...network, ...paths, ...times },
  ecs: {
    // RFC 5322, dot-atom; RFC 5321 bounds it.
    EMAILLOCALPART: `${atom}{1,64}(?:\\.${atom}{1,62}){0,63}`,
    URIHOST: '%{IPORHOST}(?::%{POSINT})?',
    URIQUERY: "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\[\\]<>-]*",
    URIPARAM: '\\?%{URIQUERY}',
    URIPATHPARAM: '%{URIPATH}(?:\\?%{URIQUERY})?',
    URI: `%{URIPROTO}://(?:%{USER}${password}@)?(?:%{URIHOST})?(?:%{URIPATH}(?:\\?%{URIQUERY})?)?`,
  },
  legacy: {
    EMAILLOCALPART: '[a-zA-Z][a-zA-Z0-9_.+:=/-]*',
    URIHOST: '%{IPORHOST}(?::%{POSINT:port})?',
    URIPARAM: "\\?[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\[\\]<>-]*",
    URIPATHPARAM: '%{URIPATH}(?:%{URIPARAM})?',
    URI: `%{URIPROTO}://(?:%{USER}${password}@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?`,
  },
};

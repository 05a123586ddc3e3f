import type { PatternGroup } from './group.ts';

/**
 * The base set under the names that everybody uses, in terms of what each name means. No atomic groups: each is written so that
 * it cannot back off into something else, which V8 runs at full speed.
 */
export const base: PatternGroup = {
  shared: {
    USERNAME: '[a-zA-Z0-9._-]+',
    USER: '%{USERNAME}',
    EMAILLOCALPART: "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,62}){0,63}",
    EMAILADDRESS: '%{EMAILLOCALPART}@%{HOSTNAME}',
    INT: '[+-]?[0-9]+',
    BASE10NUM: '(?<![0-9.+-])[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?![0-9]|\\.[0-9])',
    NUMBER: '%{BASE10NUM}',
    BASE16NUM: '(?<![0-9A-Fa-f])[+-]?(?:0x)?[0-9A-Fa-f]+',
    BASE16FLOAT: '\\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\\.[0-9A-Fa-f]*)?|\\.[0-9A-Fa-f]+)\\b',
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
    UUID: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
    URN: "urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:(?:%[0-9a-fA-F]{2}|[0-9A-Za-z()+,.:=@;$_!*'/?#-])+",

    CISCOMAC: '(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}',
    WINDOWSMAC: '(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}',
    COMMONMAC: '(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}',
    MAC: '%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC}',
    IPV4OCTET: '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[0-9]{1,2})',
    IPV4: '(?<![0-9])%{IPV4OCTET}\\.%{IPV4OCTET}\\.%{IPV4OCTET}\\.%{IPV4OCTET}(?![0-9])',
    IPV6GROUP: '[0-9A-Fa-f]{1,4}',
    // By the number of groups before the double colon; the lookahead turns down what has no colon near its beginning.
    IPV6:
      '(?=[0-9A-Fa-f]{0,4}:)(?:' +
      '(?:%{IPV6GROUP}:){7}(?:%{IPV6GROUP}|:)' +
      '|(?:%{IPV6GROUP}:){6}(?:%{IPV4}|:%{IPV6GROUP}|:)' +
      '|(?:%{IPV6GROUP}:){5}(?::%{IPV4}|(?::%{IPV6GROUP}){1,2}|:)' +
      '|(?:%{IPV6GROUP}:){4}(?:(?::%{IPV6GROUP})?:%{IPV4}|(?::%{IPV6GROUP}){1,3}|:)' +
      '|(?:%{IPV6GROUP}:){3}(?:(?::%{IPV6GROUP}){0,2}:%{IPV4}|(?::%{IPV6GROUP}){1,4}|:)' +
      '|(?:%{IPV6GROUP}:){2}(?:(?::%{IPV6GROUP}){0,3}:%{IPV4}|(?::%{IPV6GROUP}){1,5}|:)' +
      '|%{IPV6GROUP}:(?:(?::%{IPV6GROUP}){0,4}:%{IPV4}|(?::%{IPV6GROUP}){1,6}|:)' +
      '|:(?:(?::%{IPV6GROUP}){0,5}:%{IPV4}|(?::%{IPV6GROUP}){1,7}|:)' +
      ')(?:%[0-9A-Za-z._~-]+)?',
    IP: '(?:%{IPV6}|%{IPV4})',
    HOSTNAME: '\\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*(?:\\.?|\\b)',
    HOST: '%{HOSTNAME}',
    IPORHOST: '(?:%{IP}|%{HOSTNAME})',
    HOSTPORT: '%{IPORHOST}:%{POSINT}',

    PATH: '(?:%{UNIXPATH}|%{WINPATH})',
    UNIXPATH: '(?:/[[:alnum:]_%!$@:.,+~-]*)+',
    TTY: '/dev/(?:pts|tty(?:[pq])?)(?:\\w+)?/?[0-9]+',
    WINPATH: '(?:[A-Za-z]+:|\\\\)(?:\\\\[^\\\\?*]*)+',
    URIPROTO: '[A-Za-z][A-Za-z0-9+.-]*',
    URIHOST: '%{IPORHOST}(?::%{POSINT})?',
    URIPATH: "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+",
    URIQUERY: "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\[\\]<>-]*",
    URIPARAM: '\\?%{URIQUERY}',
    URIPATHPARAM: '%{URIPATH}(?:%{URIPARAM})?',
    URI: '%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?',

    MONTH:
      '\\b(?:[Jj]an(?:uary|uar)?|[Ff]eb(?:ruary|ruar)?|[Mm](?:a|ä)?r(?:ch|z)?|[Aa]pr(?:il)?|[Mm]a(?:y|i)?|[Jj]un(?:e|i)?|[Jj]ul(?:y|i)?|[Aa]ug(?:ust)?|[Ss]ep(?:tember)?|[Oo](?:c|k)?t(?:ober)?|[Nn]ov(?:ember)?|[Dd]e(?:c|z)(?:ember)?)\\b',
    MONTHNUM: '(?:0?[1-9]|1[0-2])',
    MONTHNUM2: '(?:0[1-9]|1[0-2])',
    MONTHDAY: '(?:0[1-9]|[12][0-9]|3[01]|[1-9])',
    DAY: '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)',
    YEAR: '(?:[0-9][0-9]){1,2}',
    HOUR: '(?:2[0-3]|[01]?[0-9])',
    MINUTE: '[0-5][0-9]',
    SECOND: '(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?',
    TIME: '(?<![0-9])%{HOUR}:%{MINUTE}:%{SECOND}(?![0-9])',
    DATE_US: '%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}',
    DATE_EU: '%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}',
    ISO8601_TIMEZONE: '(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))',
    ISO8601_SECOND: '%{SECOND}',
    TIMESTAMP_ISO8601: '%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?',
    DATE: '%{DATE_US}|%{DATE_EU}',
    DATESTAMP: '%{DATE}[- ]%{TIME}',
    TZ: '(?:[APMCE][SD]T|UTC)',
    DATESTAMP_RFC822: '%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}',
    DATESTAMP_RFC2822: '%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}',
    DATESTAMP_OTHER: '%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}',
    DATESTAMP_EVENTLOG: '%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}',
    HTTPDATE: '%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}',

    LOGLEVEL:
      '(?:[Aa]lert|ALERT|[Tt]race|TRACE|[Dd]ebug|DEBUG|[Nn]otice|NOTICE|[Ii]nfo(?:rmation)?|INFO(?:RMATION)?|[Ww]arn(?:ing)?|WARN(?:ING)?|[Ee]rr(?:or)?|ERR(?:OR)?|[Cc]rit(?:ical)?|CRIT(?:ICAL)?|[Ff]atal|FATAL|[Ss]evere|SEVERE|[Ee]merg(?:ency)?|EMERG(?:ENCY)?)',
  },
};

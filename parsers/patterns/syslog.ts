import type { PatternGroup } from './group.ts';

/** Syslog, under the standard names and ECS field names. */
export const syslog: PatternGroup = {
  ecs: {
    SYSLOGTIMESTAMP: '%{MONTH} +%{MONTHDAY} %{TIME}',
    PROG: '[\\x21-\\x5a\\x5c\\x5e-\\x7e]+',
    SYSLOGPROG: '%{PROG:[process][name]}(?:\\[%{POSINT:[process][pid]:int}\\])?',
    SYSLOGHOST: '%{IPORHOST}',
    SYSLOGFACILITY: '<%{NONNEGINT:[log][syslog][facility][code]:int}\\.%{NONNEGINT:[log][syslog][priority]:int}>',
    SYSLOGBASE: '%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:[host][hostname]} %{SYSLOGPROG}:',
    SYSLOGBASE2:
      '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})(?: %{SYSLOGFACILITY})?(?: %{SYSLOGHOST:[host][hostname]})?(?: %{SYSLOGPROG}:)?',
    SYSLOGLINE: '%{SYSLOGBASE2} %{GREEDYDATA:message}',
    SYSLOG5424PRI: '<%{NONNEGINT:[log][syslog][priority]:int}>',
    SYSLOG5424SD: '\\[%{DATA}\\]+',
  },
};

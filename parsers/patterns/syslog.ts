import type { PatternGroup } from './group.ts';

/** The BSD form (RFC 3164), with an ISO time instead, RFC 5424, and what PAM and cron write in it. */

// RFC 5424, 6.3: a bracket in a quoted value does not end the element. What a sender gets wrong reaches to a bracket and no further.
const sdElements = '(?:\\[[^"\\[\\]]*(?:"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"[^"\\[\\]]*)*\\])+';

export const syslog: PatternGroup = {
  shared: {
    SYSLOGTIMESTAMP: '%{MONTH} +%{MONTHDAY} %{TIME}',
    // Printable ASCII without square brackets.
    PROG: '[\\x21-\\x5a\\x5c\\x5e-\\x7e]+',
    SYSLOGHOST: '%{IPORHOST}',
    SYSLOGLINE: '%{SYSLOGBASE2} %{GREEDYDATA:message}',
    SYSLOG5424PRINTASCII: '[!-~]+',
    SYSLOG5424SD: `(?:${sdElements}|\\[%{DATA}\\]+)`,
    CRON_ACTION: '[A-Z ]+',
  },
  ecs: {
    SYSLOGPROG: '%{PROG:[process][name]}(?:\\[%{POSINT:[process][pid]:int}\\])?',
    SYSLOGFACILITY: '<%{NONNEGINT:[log][syslog][facility][code]:int}\\.%{NONNEGINT:[log][syslog][priority]:int}>',
    SYSLOGBASE: '%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:[host][hostname]} %{SYSLOGPROG}:',
    SYSLOGBASE2:
      '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})(?: %{SYSLOGFACILITY})?(?: %{SYSLOGHOST:[host][hostname]})?(?: %{SYSLOGPROG}:)?',
    SYSLOGPAMSESSION:
      '%{SYSLOGBASE} (?=%{GREEDYDATA:message})%{WORD:[system][auth][pam][module]}' +
      '\\(%{DATA:[system][auth][pam][origin]}\\): session %{WORD:[system][auth][pam][session_state]} for user ' +
      '%{USERNAME:[user][name]}',
    CRONLOG: '%{SYSLOGBASE} \\(%{USER:[user][name]}\\) %{CRON_ACTION:[system][cron][action]} \\(%{DATA:message}\\)',
    SYSLOG5424PRI: '<%{NONNEGINT:[log][syslog][priority]:int}>',
    SYSLOG5424BASE:
      '%{SYSLOG5424PRI}%{NONNEGINT:[system][syslog][version]} +(?:-|%{TIMESTAMP_ISO8601:timestamp}) +' +
      '(?:-|%{IPORHOST:[host][hostname]}) +(?:-|%{SYSLOG5424PRINTASCII:[process][name]}) +' +
      '(?:-|%{POSINT:[process][pid]:int}) +(?:-|%{SYSLOG5424PRINTASCII:[event][code]}) +' +
      '(?:-|%{SYSLOG5424SD:[system][syslog][structured_data]})?',
    SYSLOG5424LINE: '%{SYSLOG5424BASE} +%{GREEDYDATA:message}',
  },
  legacy: {
    SYSLOGPROG: '%{PROG:program}(?:\\[%{POSINT:pid}\\])?',
    SYSLOGFACILITY: '<%{NONNEGINT:facility}\\.%{NONNEGINT:priority}>',
    SYSLOGBASE: '%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:',
    // Here the host is not optional.
    SYSLOGBASE2:
      '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp8601}) (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource}(?: %{SYSLOGPROG}:)?',
    SYSLOGPAMSESSION:
      '%{SYSLOGBASE} (?=%{GREEDYDATA:message})%{WORD:pam_module}\\(%{DATA:pam_caller}\\): ' +
      'session %{WORD:pam_session_state} for user %{USERNAME:username}(?:\\([^)]*\\))?(?: by %{GREEDYDATA:pam_by})?',
    CRONLOG: '%{SYSLOGBASE} \\(%{USER:user}\\) %{CRON_ACTION:action} \\(%{DATA:message}\\)',
    SYSLOG5424PRI: '<%{NONNEGINT:syslog5424_pri}>',
    SYSLOG5424BASE:
      '%{SYSLOG5424PRI}%{NONNEGINT:syslog5424_ver} +(?:-|%{TIMESTAMP_ISO8601:syslog5424_ts}) +' +
      '(?:-|%{IPORHOST:syslog5424_host}) +(?:-|%{SYSLOG5424PRINTASCII:syslog5424_app}) +' +
      '(?:-|%{SYSLOG5424PRINTASCII:syslog5424_proc}) +(?:-|%{SYSLOG5424PRINTASCII:syslog5424_msgid}) +' +
      '(?:-|%{SYSLOG5424SD:syslog5424_sd})?',
    SYSLOG5424LINE: '%{SYSLOG5424BASE} +%{GREEDYDATA:syslog5424_msg}',
  },
};

import type { PatternGroup } from './group.ts';

/** Apache's logs: https://httpd.apache.org/docs/2.4/logs.html. */
export const httpd: PatternGroup = {
  shared: {
    HTTPDUSER: '(?:%{EMAILADDRESS}|%{USER})',
    // Mon Aug 31 16:27:04.123456 2026
    HTTPDERROR_DATE: '%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{YEAR}',
    HTTPD_ERRORLOG: '(?:%{HTTPD20_ERRORLOG}|%{HTTPD24_ERRORLOG})',
    COMMONAPACHELOG: '%{HTTPD_COMMONLOG}',
    COMBINEDAPACHELOG: '%{HTTPD_COMBINEDLOG}',
  },
  ecs: {
    // `-` is what the server writes where there is nothing: matched, not captured.
    HTTPD_COMMONLOG:
      '%{IPORHOST:[source][address]} (?:-|%{HTTPDUSER:[apache][access][user][identity]}) (?:-|%{HTTPDUSER:[user][name]}) ' +
      '\\[%{HTTPDATE:timestamp}\\] "(?:%{WORD:[http][request][method]} %{NOTSPACE:[url][original]}' +
      '(?: HTTP/%{NUMBER:[http][version]})?|%{DATA})" (?:-|%{INT:[http][response][status_code]:int}) ' +
      '(?:-|%{INT:[http][response][body][bytes]:int})',
    HTTPD_COMBINEDLOG:
      '%{HTTPD_COMMONLOG} "(?:-|%{DATA:[http][request][referrer]})" "(?:-|%{DATA:[user_agent][original]})"',
    // [date] [level] [client 192.0.2.1] message
    HTTPD20_ERRORLOG:
      '\\[%{HTTPDERROR_DATE:timestamp}\\] \\[%{LOGLEVEL:[log][level]}\\] ' +
      '(?:\\[client %{IPORHOST:[source][address]}\\] )?%{GREEDYDATA:message}',
    // [date] [module:level] [pid 1:tid 2] (error)text of a proxy: [client 192.0.2.1:80] AH00094: message
    HTTPD24_ERRORLOG:
      '\\[%{HTTPDERROR_DATE:timestamp}\\] \\[(?:%{WORD:[apache][error][module]})?:%{LOGLEVEL:[log][level]}\\] ' +
      '\\[pid %{POSINT:[process][pid]:int}(?::tid %{INT:[process][thread][id]:int})?\\]' +
      '(?: \\(%{POSINT:[apache][error][proxy][error][code]}\\)%{DATA:[apache][error][proxy][error][message]}:)?' +
      '(?: \\[client %{IPORHOST:[source][address]}(?::%{POSINT:[source][port]:int})?\\])?' +
      '(?: %{DATA:[error][code]}:)? %{GREEDYDATA:message}',
  },
  legacy: {
    HTTPD_COMMONLOG:
      '%{IPORHOST:clientip} %{HTTPDUSER:ident} %{HTTPDUSER:auth} \\[%{HTTPDATE:timestamp}\\] ' +
      '"(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})" ' +
      '(?:-|%{NUMBER:response}) (?:-|%{NUMBER:bytes})',
    HTTPD_COMBINEDLOG: '%{HTTPD_COMMONLOG} %{QS:referrer} %{QS:agent}',
    HTTPD20_ERRORLOG:
      '\\[%{HTTPDERROR_DATE:timestamp}\\] \\[%{LOGLEVEL:loglevel}\\] ' +
      '(?:\\[client %{IPORHOST:clientip}\\] )?%{GREEDYDATA:message}',
    HTTPD24_ERRORLOG:
      '\\[%{HTTPDERROR_DATE:timestamp}\\] \\[(?:%{WORD:module})?:%{LOGLEVEL:loglevel}\\] ' +
      '\\[pid %{POSINT:pid}(?::tid %{NUMBER:tid})?\\](?: \\(%{POSINT:proxy_errorcode}\\)%{DATA:proxy_message}:)?' +
      '(?: \\[client %{IPORHOST:clientip}:%{POSINT:clientport}\\])?(?: %{DATA:errorcode}:)? %{GREEDYDATA:message}',
  },
};

import type { PatternGroup } from './group.ts';

/** Web servers, under the standard names and ECS field names. */
export const httpd: PatternGroup = {
  ecs: {
    HTTPDUSER: '(?:%{EMAILADDRESS}|%{USER})',
    HTTPDERROR_DATE: '%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{YEAR}',
    // `-` is what the server writes where there is nothing: matched, not captured.
    HTTPD_COMMONLOG:
      '%{IPORHOST:[source][address]} (?:-|%{HTTPDUSER:[apache][access][user][identity]}) (?:-|%{HTTPDUSER:[user][name]}) ' +
      '\\[%{HTTPDATE:timestamp}\\] "(?:%{WORD:[http][request][method]} %{NOTSPACE:[url][original]}' +
      '(?: HTTP/%{NUMBER:[http][version]})?|%{DATA})" (?:-|%{INT:[http][response][status_code]:int}) ' +
      '(?:-|%{INT:[http][response][body][bytes]:int})',
    HTTPD_COMBINEDLOG:
      '%{HTTPD_COMMONLOG} "(?:-|%{DATA:[http][request][referrer]})" "(?:-|%{DATA:[user_agent][original]})"',
    COMMONAPACHELOG: '%{HTTPD_COMMONLOG}',
    COMBINEDAPACHELOG: '%{HTTPD_COMBINEDLOG}',
  },
};

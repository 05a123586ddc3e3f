import type { PatternGroup } from './group.ts';

/**
 * HAProxy with `option httplog` or `option tcplog`: https://docs.haproxy.org/2.8/configuration.html#8.2.
 * `-1` is a time that never came to be measured, `<NOSRV>` a request that no server got, `-` a cookie that was not there.
 */

/** A value that the ECS names leave out where HAProxy writes that there is none. */
const unless = (none: string, reference: string): string => `(?:${none}|${reference})`;
const ecsTime = (field: string): string => unless('-1', `%{INT:[haproxy]${field}:int}`);
// HAProxy cuts long lines off, so the request may lack its end. A blank stands behind each pair of braces that is there.
const optionalHeaders =
  '(?:\\{%{HAPROXYCAPTUREDREQUESTHEADERS}\\})?(?: )?(?:\\{%{HAPROXYCAPTUREDRESPONSEHEADERS}\\})?(?: )?';

const ecsAccepted =
  '%{IP:[source][address]}:%{INT:[source][port]:int} \\[%{HAPROXYDATE:[haproxy][request_date]}\\] ' +
  '%{NOTSPACE:[haproxy][frontend_name]} %{NOTSPACE:[haproxy][backend_name]}/' +
  unless('<NOSRV>', '%{NOTSPACE:[haproxy][server_name]}');
const ecsConnections =
  '%{INT:[haproxy][connections][active]:int}/%{INT:[haproxy][connections][frontend]:int}/' +
  '%{INT:[haproxy][connections][backend]:int}/%{INT:[haproxy][connections][server]:int}/' +
  '%{INT:[haproxy][connections][retries]:int} ' +
  '%{INT:[haproxy][server_queue]:int}/%{INT:[haproxy][backend_queue]:int}';
const ecsHead =
  '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp}) %{IPORHOST:[host][hostname]} %{SYSLOGPROG}: ';

const legacyAccepted =
  '%{IP:client_ip}:%{INT:client_port} \\[%{HAPROXYDATE:accept_date}\\] ' +
  '%{NOTSPACE:frontend_name} %{NOTSPACE:backend_name}/%{NOTSPACE:server_name}';
const legacyConnections =
  '%{INT:actconn}/%{INT:feconn}/%{INT:beconn}/%{INT:srvconn}/%{NOTSPACE:retries} %{INT:srv_queue}/%{INT:backend_queue}';
const legacyHead =
  '(?:%{SYSLOGTIMESTAMP:syslog_timestamp}|%{TIMESTAMP_ISO8601:timestamp8601}) %{IPORHOST:syslog_server} %{SYSLOGPROG}: ';

export const haproxy: PatternGroup = {
  ecs: {
    HAPROXYTIME: '%{HOUR}:%{MINUTE}:%{SECOND}(?![0-9])',
    HAPROXYDATE: '%{MONTHDAY}/%{MONTH}/%{YEAR}:%{HAPROXYTIME}\\.%{INT}',
    // Both are there to be replaced by people who know which headers they capture.
    HAPROXYCAPTUREDREQUESTHEADERS: '%{DATA:[haproxy][http][request][captured_headers]}',
    HAPROXYCAPTUREDRESPONSEHEADERS: '%{DATA:[haproxy][http][response][captured_headers]}',
    HAPROXYURI:
      '(?:%{URIPROTO:[url][scheme]}://)?(?:%{USER:[url][username]}(?::[^@/?#\\s]*)?@)?' +
      '(?:%{IPORHOST:[url][domain]}(?::%{POSINT:[url][port]:int})?)?' +
      '(?:%{URIPATH:[url][path]}(?:\\?%{URIQUERY:[url][query]})?)?',
    HAPROXYHTTPREQUESTLINE:
      '(?:<BADREQ>|%{WORD:[http][request][method]} %{HAPROXYURI:[url][original]}(?: HTTP/%{NUMBER:[http][version]})?)',
    HAPROXYHTTPBASE:
      `${ecsAccepted} ${ecsTime('[http][request][time_wait_ms]')}/${ecsTime('[total_waiting_time_ms]')}/` +
      `${ecsTime('[connection_wait_time_ms]')}/${ecsTime('[http][request][time_wait_without_data_ms]')}/` +
      '%{NOTSPACE:[haproxy][total_time_ms]} %{INT:[http][response][status_code]:int} %{INT:[source][bytes]:int} ' +
      `${unless('-', '%{DATA:[haproxy][http][request][captured_cookie]}')} ` +
      `${unless('-', '%{DATA:[haproxy][http][response][captured_cookie]}')} ` +
      `%{NOTSPACE:[haproxy][termination_state]} ${ecsConnections} ` +
      `${optionalHeaders}"%{HAPROXYHTTPREQUESTLINE}"?`,
    HAPROXYHTTP: `${ecsHead}%{HAPROXYHTTPBASE}`,
    HAPROXYTCP:
      `${ecsHead}${ecsAccepted} ${ecsTime('[total_waiting_time_ms]')}/${ecsTime('[connection_wait_time_ms]')}/` +
      '%{NOTSPACE:[haproxy][total_time_ms]} %{INT:[source][bytes]:int} ' +
      `%{NOTSPACE:[haproxy][termination_state]} ${ecsConnections}`,
  },
  legacy: {
    HAPROXYTIME: '%{HOUR:haproxy_hour}:%{MINUTE:haproxy_minute}:%{SECOND:haproxy_second}(?![0-9])',
    HAPROXYDATE:
      '%{MONTHDAY:haproxy_monthday}/%{MONTH:haproxy_month}/%{YEAR:haproxy_year}:%{HAPROXYTIME:haproxy_time}' +
      '\\.%{INT:haproxy_milliseconds}',
    HAPROXYCAPTUREDREQUESTHEADERS: '%{DATA:captured_request_headers}',
    HAPROXYCAPTUREDRESPONSEHEADERS: '%{DATA:captured_response_headers}',
    HAPROXYHTTPBASE:
      `${legacyAccepted} %{INT:time_request}/%{INT:time_queue}/%{INT:time_backend_connect}/` +
      '%{INT:time_backend_response}/%{NOTSPACE:time_duration} %{INT:http_status_code} %{NOTSPACE:bytes_read} ' +
      '%{DATA:captured_request_cookie} %{DATA:captured_response_cookie} ' +
      `%{NOTSPACE:termination_state} ${legacyConnections} ${optionalHeaders}` +
      '"(?:<BADREQ>|%{WORD:http_verb} (?:%{URIPROTO:http_proto}://)?(?:%{USER:http_user}(?::[^@/?#\\s]*)?@)?' +
      '(?:%{URIHOST:http_host})?(?:%{URIPATHPARAM:http_request})?(?: HTTP/%{NUMBER:http_version})?)"?',
    HAPROXYHTTP: `${legacyHead}%{HAPROXYHTTPBASE}`,
    HAPROXYTCP:
      `${legacyHead}${legacyAccepted} %{INT:time_queue}/%{INT:time_backend_connect}/%{NOTSPACE:time_duration} ` +
      `%{NOTSPACE:bytes_read} %{NOTSPACE:termination_state} ${legacyConnections}`,
  },
};

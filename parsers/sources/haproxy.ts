import { finishHaproxy } from '../families/haproxy.ts';
import { haproxyConstants, haproxyFields, haproxyOwnFields } from '../families/haproxy-fields.ts';
import { syslogDefinitions, syslogFields } from '../families/syslog.ts';
import type { SourceDefinition } from '../source.ts';

const connection = '%{HAPEER} \\[%{HADATE:accepted}\\] %{NOTSPACE:haproxy.frontend_name}';
const target = '%{HANAME:haproxy.backend_name}/%{HANAME:haproxy.server_name}';
const load =
  '%{DECIMAL:haproxy.connections.active:int}/%{DECIMAL:haproxy.connections.frontend:int}/%{DECIMAL:haproxy.connections.backend:int}/' +
  '%{DECIMAL:haproxy.connections.server:int}/\\+?%{DECIMAL:haproxy.connections.retries:int} ' +
  '%{DECIMAL:haproxy.server_queue:int}/%{DECIMAL:haproxy.backend_queue:int}';
const waits = '%{HATIME:haproxy.time_queue:int}/%{HATIME:haproxy.time_backend_connect:int}';
const bytes = '\\+?%{DECIMAL:haproxy.bytes_read:int}';
const httpLine =
  `${connection} ${target}(?: %{HAEXTRA})? %{HATIME:haproxy.http.request.time_wait_ms:int}/${waits}/` +
  '%{HATIME:haproxy.http.request.time_wait_without_data_ms:int}/\\+?%{HATIME:total} ' +
  `(?:-1|0|%{DECIMAL:http.response.status_code:int}) ${bytes} ` +
  '(?:-|%{NOTSPACE:haproxy.http.request.captured_cookie}) (?:-|%{NOTSPACE:haproxy.http.response.captured_cookie}) ' +
  `%{HASTATE:haproxy.termination_state} ${load}`;

// `option httplog clf`: the common format first, then the same facts without slashes. Texts are quoted, or not.
const clfLine =
  '%{HACLIENT:source.address} - - \\[%{HADATE:accepted}\\] "%{HAQUOTED:request}" "?(?:-1|0|%{DECIMAL:http.response.status_code:int})"? ' +
  '"?\\+?%{DECIMAL:haproxy.bytes_read:int}"? "" "" %{DECIMAL:source.port:int} %{DECIMAL:milliseconds} "?%{HABARE:haproxy.frontend_name}"? ' +
  '"?%{HABARE:haproxy.backend_name}"? "?%{HABARE:haproxy.server_name}"? %{HATIME:haproxy.http.request.time_wait_ms:int} ' +
  '%{HATIME:haproxy.time_queue:int} %{HATIME:haproxy.time_backend_connect:int} %{HATIME:haproxy.http.request.time_wait_without_data_ms:int} ' +
  '\\+?%{HATIME:total} "?%{HASTATE:haproxy.termination_state}"? %{DECIMAL:haproxy.connections.active:int} ' +
  '%{DECIMAL:haproxy.connections.frontend:int} %{DECIMAL:haproxy.connections.backend:int} %{DECIMAL:haproxy.connections.server:int} ' +
  '\\+?%{DECIMAL:haproxy.connections.retries:int} %{DECIMAL:haproxy.server_queue:int} %{DECIMAL:haproxy.backend_queue:int}(?: .*)?';

/**
 * HAProxy's logs as `option httplog`, `httpslog`, `tcplog` write them, those of connections that failed or have no format, and what the
 * process says of its servers; behind any form of syslog, or without it.
 */
export const source: SourceDefinition = {
  type: 'haproxy',
  dataset: 'haproxy',
  title: 'HAProxy (HTTP, HTTPS, TCP, errors, notices)',
  definitions: {
    ...syslogDefinitions,
    HAWHEN:
      '(?:%{SYSLOGPRI}?(?:%{SYSLOGDATE:timestamp}|%{SYSLOGISO:timestamp}) (?:%{SYSLOGNODE:log.syslog.hostname} )?%{SYSLOGSOURCE}' +
      '|%{SYSLOGPRI})?',
    HAHEAD: '%{HAWHEN}(?:%{HATAG})?',
    HAOWNTAG: '(?<process.name>[^\\s:\\[]*ha(?:proxy|pee)[^\\s:\\[]*)(?:\\[%{SYSLOGID:log.syslog.procid}\\])?: ',
    HATAG: '%{SYSLOGAPP:process.name}(?:\\[%{SYSLOGID:log.syslog.procid}\\])?(?::|(?<=\\])) ',
    // RFC 5424 as `log … format rfc5424` writes it.
    HAHEAD5424:
      '%{SYSLOGPRI}1 %{SYSLOGISO:timestamp} (?:-|%{NOTSPACE:log.syslog.hostname}) %{NOTSPACE:process.name} (?:-|%{NOTSPACE:log.syslog.procid}) ' +
      '\\S+ (?:-|(?:%{SYSLOGELEMENT})+) (?:\\x{FEFF})?',
    HAANYHEAD: '(?:%{HAHEAD5424}|%{HAHEAD})',
    HACLIENT: '(?:[0-9A-Fa-f:.]+|unix)',
    HAPEER: '(?:%{HACLIENT:source.address}:%{DECIMAL:source.port:int}|-:-?)',
    HADATE: '[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8}(?:\\.[0-9]+)?(?: [+-][0-9]{4})?',
    HATIME: '-?[0-9]+',
    HANAME: '[^ /]+',
    HABIND: '[^ ]+?',
    // The name that a client asked for, where a format has it there.
    HAEXTRA: '[^ ]*[^ /0-9-][^ /]*',
    HABARE: '[^ "]+',
    HASTATE: '[A-Za-z-]{4}',
    HATCPSTATE: '[A-Za-z-]{2}',
    // Braces, pipes and quotes inside are encoded by HAProxy, but not by everything that calls itself so.
    HACAPTURES: '(?: \\{%{HAHEADERS:requestHeaders}\\})?(?: \\{%{HAHEADERS:responseHeaders}\\})?',
    HAHEADERS: '(?:[^}]|\\}(?! [{"]))*',
    // The syslog server may have cut the line within the request; behind it people append what they like.
    HAREQUEST: ' "%{HAQUOTED:request}(?:"(?:%{HATLS}|(?: .*)?)|$)',
    HAQUOTED: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
    HATLS:
      '(?: %{NOTSPACE}/%{NOTSPACE}/%{NOTSPACE}/%{NOTSPACE}/%{NOTSPACE})? (?:-|%{HANAME:tls.client.server_name})?/(?:-|%{HANAME:version})/(?:-|%{HANAME:tls.cipher})',
    HALEVEL: 'NOTICE|WARNING|ALERT|INFO|DEBUG',
    HANOTICE: '(?:Proxy|Server|Backup Server|backend|Health check|Stopping|Pausing|Enabling) %{GREEDYDATA}',
  },
  patterns: [
    `%{HAANYHEAD}${httpLine}%{HACAPTURES}%{HAREQUEST}`,
    `%{HAANYHEAD}${clfLine}`,
    `%{HAANYHEAD}${connection} ${target} ${waits}/\\+?%{HATIME:total} ${bytes} %{HATCPSTATE:haproxy.termination_state} ${load}(?:%{HATLS})?`,
    '%{HAANYHEAD}%{HAPEER} \\[%{HADATE:accepted}\\] %{HANAME:haproxy.frontend_name}/%{HABIND:haproxy.bind_name}: %{GREEDYDATA:haproxy.error_message}',
    '%{HAANYHEAD}Connect from %{HACLIENT:source.address}:%{DECIMAL:source.port:int} to %{HACLIENT:destination.address}:%{DECIMAL:destination.port:int} ' +
      '\\(%{HANAME:haproxy.frontend_name}/%{WORD:mode}\\)',
    '(?:%{HAHEAD5424}|%{HAHEAD}|)\\[%{HALEVEL:log.level}\\] +(?:[0-9]{3}/[0-9]{6} +)?\\(%{DECIMAL:process.pid:int}\\) : (?=(?<notice>.*))%{GREEDYDATA:message}',
    '%{HAANYHEAD}(?=%{HANOTICE:notice})%{GREEDYDATA:message}',
    '%{HAWHEN}%{HAOWNTAG}(?<notice>(?!%{HAPEER} \\[).*)',
  ],
  timestamp: { field: 'timestamp', formats: ['HTTPDATE', 'SYSLOG', 'ISO8601', 'DASHED'] },
  fields: [...syslogFields, ...haproxyFields],
  ownFields: haproxyOwnFields,
  specificity: 3,
  // What it says of its servers others may say of theirs, unless the line names the program.
  isTypical: ({ fields }) =>
    fields['haproxy.frontend_name'] !== undefined ||
    fields['haproxy.backend_name'] !== undefined ||
    /ha-?proxy|hapee/i.test(String(fields['process.name'])) ||
    undefined,
  constants: haproxyConstants,
  finish: finishHaproxy,
};

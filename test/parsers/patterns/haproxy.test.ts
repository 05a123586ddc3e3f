import { describe, expect, test } from '@jest/globals';
import { haproxy } from '../../../parsers/patterns/haproxy.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const accepted = '[21/Nov/2026:05:37:03.250]';
const legacyAccepted = {
  accept_date: '21/Nov/2026:05:37:03.250',
  haproxy_monthday: '21',
  haproxy_month: 'Nov',
  haproxy_year: '2026',
  haproxy_time: '05:37:03',
  haproxy_hour: '05',
  haproxy_minute: '37',
  haproxy_second: '03',
  haproxy_milliseconds: '250',
};

const request =
  `192.0.2.7:40112 ${accepted} web~ app/app-1 10/0/2/31/+43 200 +512 sid=a - --NI 9/8/7/6/+1 0/3 ` +
  '{shop.example|curl} {text/html} "GET /cart?id=7 HTTP/2.0"';
const requestEcs = {
  'source.address': '192.0.2.7',
  'source.port': 40112,
  'haproxy.request_date': '21/Nov/2026:05:37:03.250',
  'haproxy.frontend_name': 'web~',
  'haproxy.backend_name': 'app',
  'haproxy.server_name': 'app-1',
  'haproxy.http.request.time_wait_ms': 10,
  'haproxy.total_waiting_time_ms': 0,
  'haproxy.connection_wait_time_ms': 2,
  'haproxy.http.request.time_wait_without_data_ms': 31,
  'haproxy.total_time_ms': '+43',
  'http.response.status_code': 200,
  'source.bytes': 512,
  'haproxy.http.request.captured_cookie': 'sid=a',
  'haproxy.termination_state': '--NI',
  'haproxy.connections.active': 9,
  'haproxy.connections.frontend': 8,
  'haproxy.connections.backend': 7,
  'haproxy.connections.server': 6,
  'haproxy.connections.retries': 1,
  'haproxy.server_queue': 0,
  'haproxy.backend_queue': 3,
  'haproxy.http.request.captured_headers': 'shop.example|curl',
  'haproxy.http.response.captured_headers': 'text/html',
  'http.request.method': 'GET',
  'url.original': '/cart?id=7',
  'url.path': '/cart',
  'url.query': 'id=7',
  'http.version': '2.0',
};
const requestLegacy = {
  client_ip: '192.0.2.7',
  client_port: '40112',
  ...legacyAccepted,
  frontend_name: 'web~',
  backend_name: 'app',
  server_name: 'app-1',
  time_request: '10',
  time_queue: '0',
  time_backend_connect: '2',
  time_backend_response: '31',
  time_duration: '+43',
  http_status_code: '200',
  bytes_read: '+512',
  captured_request_cookie: 'sid=a',
  captured_response_cookie: '-',
  termination_state: '--NI',
  actconn: '9',
  feconn: '8',
  beconn: '7',
  srvconn: '6',
  retries: '+1',
  srv_queue: '0',
  backend_queue: '3',
  captured_request_headers: 'shop.example|curl',
  captured_response_headers: 'text/html',
  http_verb: 'GET',
  http_request: '/cart?id=7',
  http_version: '2.0',
};

describe('HAProxy', () => {
  testGroup(haproxy, [
    {
      name: 'HAPROXYTIME',
      line: '05:37:03',
      ecs: {},
      legacy: { haproxy_hour: '05', haproxy_minute: '37', haproxy_second: '03' },
    },
    {
      name: 'HAPROXYDATE',
      line: '21/Nov/2026:05:37:03.250',
      ecs: {},
      legacy: Object.fromEntries(Object.entries(legacyAccepted).filter(([name]) => name !== 'accept_date')),
    },
    {
      name: 'HAPROXYCAPTUREDREQUESTHEADERS',
      line: 'a|b',
      ecs: { 'haproxy.http.request.captured_headers': 'a|b' },
      legacy: { captured_request_headers: 'a|b' },
    },
    {
      name: 'HAPROXYCAPTUREDRESPONSEHEADERS',
      line: 'a|b',
      ecs: { 'haproxy.http.response.captured_headers': 'a|b' },
      legacy: { captured_response_headers: 'a|b' },
    },
    {
      name: 'HAPROXYURI',
      line: 'https://ann:pw@shop.example:8443/cart?id=7',
      ecs: {
        'url.scheme': 'https',
        'url.username': 'ann',
        'url.domain': 'shop.example',
        'url.port': 8443,
        'url.path': '/cart',
        'url.query': 'id=7',
      },
    },
    {
      name: 'HAPROXYHTTPREQUESTLINE',
      line: 'CONNECT shop.example:443 HTTP/1.1',
      ecs: {
        'http.request.method': 'CONNECT',
        'url.original': 'shop.example:443',
        'url.domain': 'shop.example',
        'url.port': 443,
        'http.version': '1.1',
      },
    },
    { name: 'HAPROXYHTTPBASE', line: request, ecs: requestEcs, legacy: requestLegacy },
    {
      name: 'HAPROXYHTTP',
      line: `Nov 21 05:37:03 lb1 haproxy[4242]: ${request}`,
      ecs: {
        ...requestEcs,
        timestamp: 'Nov 21 05:37:03',
        'host.hostname': 'lb1',
        'process.name': 'haproxy',
        'process.pid': 4242,
      },
      legacy: {
        ...requestLegacy,
        syslog_timestamp: 'Nov 21 05:37:03',
        syslog_server: 'lb1',
        program: 'haproxy',
        pid: '4242',
      },
    },
    {
      name: 'HAPROXYTCP',
      line: `2026-11-21T05:37:03Z lb1 haproxy: 192.0.2.7:40112 ${accepted} db pg/<NOSRV> -1/-1/0 0 SC 1/1/0/0/0 0/0`,
      ecs: {
        timestamp: '2026-11-21T05:37:03Z',
        'host.hostname': 'lb1',
        'process.name': 'haproxy',
        'source.address': '192.0.2.7',
        'source.port': 40112,
        'haproxy.request_date': '21/Nov/2026:05:37:03.250',
        'haproxy.frontend_name': 'db',
        'haproxy.backend_name': 'pg',
        'haproxy.total_time_ms': '0',
        'source.bytes': 0,
        'haproxy.termination_state': 'SC',
        'haproxy.connections.active': 1,
        'haproxy.connections.frontend': 1,
        'haproxy.connections.backend': 0,
        'haproxy.connections.server': 0,
        'haproxy.connections.retries': 0,
        'haproxy.server_queue': 0,
        'haproxy.backend_queue': 0,
      },
      legacy: {
        timestamp8601: '2026-11-21T05:37:03Z',
        syslog_server: 'lb1',
        program: 'haproxy',
        client_ip: '192.0.2.7',
        client_port: '40112',
        ...legacyAccepted,
        frontend_name: 'db',
        backend_name: 'pg',
        server_name: '<NOSRV>',
        time_queue: '-1',
        time_backend_connect: '-1',
        time_duration: '0',
        bytes_read: '0',
        termination_state: 'SC',
        actconn: '1',
        feconn: '1',
        beconn: '0',
        srvconn: '0',
        retries: '0',
        srv_queue: '0',
        backend_queue: '0',
      },
    },
  ]);

  test('a request that was none, and that no server got, leaves its fields out', () => {
    const line = `192.0.2.7:40112 ${accepted} web web/<NOSRV> -1/-1/-1/-1/5001 408 212 - - cR-- 1/1/0/0/0 0/0 "<BADREQ>"`;
    const fields = matchWhole('ecs', 'HAPROXYHTTPBASE', line) ?? {};
    expect(fields).toMatchObject({ 'haproxy.total_time_ms': '5001', 'http.response.status_code': 408 });
    for (const name of ['haproxy.server_name', 'haproxy.total_waiting_time_ms', 'http.request.method', 'url.original'])
      expect(fields).not.toHaveProperty([name]);
    expect(matchWhole('legacy', 'HAPROXYHTTPBASE', line)).toMatchObject({ server_name: '<NOSRV>', time_queue: '-1' });
  });

  test('a line that was cut off in its request still counts', () => {
    const line = `192.0.2.7:40112 ${accepted} web app/a 1/0/0/9/10 200 5 - - ---- 1/1/0/0/0 0/0 "GET /very/lo`;
    expect(matchWhole('ecs', 'HAPROXYHTTPBASE', line)).toMatchObject({ 'url.path': '/very/lo' });
    expect(matchWhole('legacy', 'HAPROXYHTTPBASE', line)).toMatchObject({ http_request: '/very/lo' });
  });
});

import { squid } from '../../../parsers/patterns/squid.ts';
import { type Line, testGroup } from './group-lines.ts';

const lines: Line[] = [
  { name: 'SQUID3_STATUS', line: '304', ecs: { 'http.response.status_code': 304 } },
  { name: 'SQUID3_STATUS', line: '000', ecs: {} },
  {
    name: 'SQUID3',
    line: '1794000000.120     48 2001:db8::7 TCP_MEM_HIT/304 291 GET http://cdn.example.net/a.js carol NONE/- application/javascript',
    ecs: {
      timestamp: '1794000000.120',
      'squid.request.duration': 48,
      'source.ip': '2001:db8::7',
      'event.action': 'TCP_MEM_HIT',
      'http.response.status_code': 304,
      'http.response.bytes': 291,
      'http.request.method': 'GET',
      'url.original': 'http://cdn.example.net/a.js',
      'user.name': 'carol',
      'squid.hierarchy_code': 'NONE',
      'http.response.mime_type': 'application/javascript',
    },
    legacy: {
      timestamp: '1794000000.120',
      duration: '48',
      client_address: '2001:db8::7',
      cache_result: 'TCP_MEM_HIT',
      status_code: '304',
      bytes: '291',
      request_method: 'GET',
      url: 'http://cdn.example.net/a.js',
      user: 'carol',
      hierarchy_code: 'NONE',
      content_type: 'application/javascript',
    },
  },
  {
    name: 'SQUID3',
    line: '1794000001.004      0 10.1.2.3 TCP_DENIED/0 0 POST error:invalid-request - HIER_DIRECT/mx.example.org -',
    ecs: {
      timestamp: '1794000001.004',
      'squid.request.duration': 0,
      'source.ip': '10.1.2.3',
      'event.action': 'TCP_DENIED',
      'http.response.bytes': 0,
      'http.request.method': 'POST',
      'url.original': 'error:invalid-request',
      'squid.hierarchy_code': 'HIER_DIRECT',
      'destination.address': 'mx.example.org',
    },
    legacy: {
      timestamp: '1794000001.004',
      duration: '0',
      client_address: '10.1.2.3',
      cache_result: 'TCP_DENIED',
      status_code: '0',
      bytes: '0',
      request_method: 'POST',
      url: 'error:invalid-request',
      user: '-',
      hierarchy_code: 'HIER_DIRECT',
      server: 'mx.example.org',
      content_type: '-',
    },
  },
];

testGroup(squid, lines);

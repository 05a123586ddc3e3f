import { describe, expect, test } from '@jest/globals';
import { httpd } from '../../../parsers/patterns/httpd.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const common = '192.0.2.7 - ann [21/Nov/2026:05:37:03 +0000] "GET /a?b=c HTTP/1.1" 200 512';
const commonEcs = {
  'source.address': '192.0.2.7',
  'user.name': 'ann',
  timestamp: '21/Nov/2026:05:37:03 +0000',
  'http.request.method': 'GET',
  'url.original': '/a?b=c',
  'http.version': '1.1',
  'http.response.status_code': 200,
  'http.response.body.bytes': 512,
};
const commonLegacy = {
  clientip: '192.0.2.7',
  ident: '-',
  auth: 'ann',
  timestamp: '21/Nov/2026:05:37:03 +0000',
  verb: 'GET',
  request: '/a?b=c',
  httpversion: '1.1',
  response: '200',
  bytes: '512',
};
const combined = `${common} "https://example.org/" "curl/8.5.0"`;
const combinedEcs = {
  ...commonEcs,
  'http.request.referrer': 'https://example.org/',
  'user_agent.original': 'curl/8.5.0',
};
const combinedLegacy = { ...commonLegacy, referrer: '"https://example.org/"', agent: '"curl/8.5.0"' };

const old = '[Sat Nov 21 05:37:03 2026] [warn] [client 192.0.2.7] child process still did not exit';
const oldTime = { timestamp: 'Sat Nov 21 05:37:03 2026', message: 'child process still did not exit' };
const oldEcs = { ...oldTime, 'log.level': 'warn', 'source.address': '192.0.2.7' };
const oldLegacy = { ...oldTime, loglevel: 'warn', clientip: '192.0.2.7' };

const proxied =
  '[Sat Nov 21 05:37:03.123456 2026] [proxy:error] [pid 4242:tid 139871] (111)Connection refused: ' +
  '[client 192.0.2.7:40112] AH00957: attempt to connect to 127.0.0.1:9000 failed';
const proxiedTime = {
  timestamp: 'Sat Nov 21 05:37:03.123456 2026',
  message: 'attempt to connect to 127.0.0.1:9000 failed',
};

describe('Apache', () => {
  testGroup(
    httpd,
    [
      { name: 'HTTPD_COMMONLOG', line: common, ecs: commonEcs, legacy: commonLegacy },
      { name: 'COMMONAPACHELOG', line: common, ecs: commonEcs, legacy: commonLegacy },
      { name: 'HTTPD_COMBINEDLOG', line: combined, ecs: combinedEcs, legacy: combinedLegacy },
      { name: 'COMBINEDAPACHELOG', line: combined, ecs: combinedEcs, legacy: combinedLegacy },
      { name: 'HTTPD20_ERRORLOG', line: old, ecs: oldEcs, legacy: oldLegacy },
      { name: 'HTTPD_ERRORLOG', line: old, ecs: oldEcs, legacy: oldLegacy },
      {
        name: 'HTTPD24_ERRORLOG',
        line: proxied,
        ecs: {
          ...proxiedTime,
          'apache.error.module': 'proxy',
          'log.level': 'error',
          'process.pid': 4242,
          'process.thread.id': 139871,
          'apache.error.proxy.error.code': '111',
          'apache.error.proxy.error.message': 'Connection refused',
          'source.address': '192.0.2.7',
          'source.port': 40112,
          'error.code': 'AH00957',
        },
        legacy: {
          ...proxiedTime,
          module: 'proxy',
          loglevel: 'error',
          pid: '4242',
          tid: '139871',
          proxy_errorcode: '111',
          proxy_message: 'Connection refused',
          clientip: '192.0.2.7',
          clientport: '40112',
          errorcode: 'AH00957',
        },
      },
    ],
    {
      HTTPDUSER: { takes: ['ann', '-', 'ann@example.org'], refuses: ['ann b', 'ann@', '"'] },
      HTTPDERROR_DATE: {
        takes: ['Sat Nov 21 05:37:03 2026', 'Sat Nov 21 05:37:03.123456 2026'],
        refuses: ['21/Nov/2026:05:37:03 +0000', 'Nov 21 05:37:03 2026'],
      },
    },
  );

  test('a request that is none is kept in legacy, and hides nothing behind it', () => {
    const line = '192.0.2.7 - - [21/Nov/2026:05:37:03 +0000] "\\x16\\x03" 400 -';
    const timestamp = '21/Nov/2026:05:37:03 +0000';
    expect(matchWhole('ecs', 'HTTPD_COMMONLOG', line)).toEqual({
      'source.address': '192.0.2.7',
      timestamp,
      'http.response.status_code': 400,
    });
    expect(matchWhole('legacy', 'HTTPD_COMMONLOG', line)).toEqual({
      clientip: '192.0.2.7',
      ident: '-',
      auth: '-',
      timestamp,
      rawrequest: '\\x16\\x03',
      response: '400',
    });
  });

  test('a hyphen for the agent is no agent', () => {
    expect(matchWhole('ecs', 'HTTPD_COMBINEDLOG', `${common} "-" "-"`)).toEqual(commonEcs);
    expect(matchWhole('ecs', 'HTTPD_COMBINEDLOG', `${common} "-"`)).toBeUndefined();
  });

  test('the error log of 2.4 does without module, thread and client', () => {
    const line = '[Sat Nov 21 05:37:03.123456 2026] [:notice] [pid 17] ready';
    const timestamp = 'Sat Nov 21 05:37:03.123456 2026';
    expect(matchWhole('ecs', 'HTTPD_ERRORLOG', line)).toEqual({
      timestamp,
      'log.level': 'notice',
      'process.pid': 17,
      message: 'ready',
    });
    expect(matchWhole('legacy', 'HTTPD_ERRORLOG', line)).toEqual({
      timestamp,
      loglevel: 'notice',
      pid: '17',
      message: 'ready',
    });
  });
});

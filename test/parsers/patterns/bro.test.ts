import { describe, expect, test } from '@jest/globals';
import { bro } from '../../../parsers/patterns/bro.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  BRO_BOOL: { takes: ['T', 'F'], refuses: ['-', 'true', ''] },
  BRO_DATA: { takes: ['a b', '-'], refuses: ['', 'a\tb'] },
};

const head = ['1794000000.000001', 'CaBcDe1', '10.2.0.9', '50001', '192.0.2.80', '80'];
const ecsHead = {
  timestamp: '1794000000.000001',
  'zeek.session_id': 'CaBcDe1',
  'source.ip': '10.2.0.9',
  'source.port': 50001,
  'destination.ip': '192.0.2.80',
  'destination.port': 80,
};
const legacyHead = {
  ts: '1794000000.000001',
  uid: 'CaBcDe1',
  orig_h: '10.2.0.9',
  orig_p: '50001',
  resp_h: '192.0.2.80',
  resp_p: '80',
};

const http: Line = {
  name: 'BRO_HTTP',
  line: [
    ...[...head, '2', 'PUT', 'api.example', '/v1/x?y', '-', 'curl/8', '17', '42', '201', 'Created', '-', '-', 'x.bin'],
    ...['(empty)', 'eve', '-', 'VIA -> cache', 'Fa1', 'text/json', 'Fb2', 'text/html'],
  ].join('\t'),
  ecs: {
    ...ecsHead,
    'zeek.http.trans_depth': 2,
    'http.request.method': 'PUT',
    'url.domain': 'api.example',
    'url.original': '/v1/x?y',
    'user_agent.original': 'curl/8',
    'http.request.body.bytes': 17,
    'http.response.body.bytes': 42,
    'http.response.status_code': 201,
    'zeek.http.status_msg': 'Created',
    'zeek.http.filename': 'x.bin',
    'url.username': 'eve',
    'zeek.http.proxied': 'VIA -> cache',
    'zeek.http.orig_fuids': 'Fa1',
    'http.request.mime_type': 'text/json',
    'zeek.http.resp_fuids': 'Fb2',
    'http.response.mime_type': 'text/html',
  },
  legacy: {
    ...legacyHead,
    trans_depth: '2',
    method: 'PUT',
    domain: 'api.example',
    uri: '/v1/x?y',
    referrer: '-',
    user_agent: 'curl/8',
    request_body_len: '17',
    response_body_len: '42',
    status_code: '201',
    status_msg: 'Created',
    info_code: '-',
    info_msg: '-',
    filename: 'x.bin',
    bro_tags: '(empty)',
    username: 'eve',
    password: '-',
    proxied: 'VIA -> cache',
    orig_fuids: 'Fa1',
    orig_mime_types: 'text/json',
    resp_fuids: 'Fb2',
    resp_mime_types: 'text/html',
  },
};

const dns: Line = {
  name: 'BRO_DNS',
  line: [
    ...[
      ...head,
      'udp',
      '513',
      'www.example',
      '1',
      'C_INTERNET',
      '28',
      'AAAA',
      '3',
      'NXDOMAIN',
      'T',
      'F',
      'T',
      'F',
      '0',
    ],
    ...['2001:db8::1,2001:db8::2', '60.000000', 'F'],
  ].join('\t'),
  ecs: {
    ...ecsHead,
    'network.transport': 'udp',
    'dns.id': 513,
    'dns.question.name': 'www.example',
    'zeek.dns.qclass': 1,
    'zeek.dns.qclass_name': 'C_INTERNET',
    'zeek.dns.qtype': 28,
    'dns.question.type': 'AAAA',
    'zeek.dns.rcode': 3,
    'dns.response_code': 'NXDOMAIN',
    'zeek.dns.AA': 'T',
    'zeek.dns.TC': 'F',
    'zeek.dns.RD': 'T',
    'zeek.dns.RA': 'F',
    'zeek.dns.Z': 0,
    'zeek.dns.answers': '2001:db8::1,2001:db8::2',
    'zeek.dns.TTLs': '60.000000',
    'zeek.dns.rejected': 'F',
  },
  legacy: {
    ...legacyHead,
    proto: 'udp',
    trans_id: '513',
    query: 'www.example',
    qclass: '1',
    qclass_name: 'C_INTERNET',
    qtype: '28',
    qtype_name: 'AAAA',
    rcode: '3',
    rcode_name: 'NXDOMAIN',
    AA: 'T',
    TC: 'F',
    RD: 'T',
    RA: 'F',
    Z: '0',
    answers: '2001:db8::1,2001:db8::2',
    TTLs: '60.000000',
    rejected: 'F',
  },
};

const connTail = ['0', 'ShAd', '5', '700', '4', '900', 'CpArEnT'];
const conn: Line = {
  name: 'BRO_CONN',
  line: [...head, 'tcp', 'http', '1.25', '300', '600', 'S1', 'F', ...connTail].join('\t'),
  ecs: {
    ...ecsHead,
    'network.transport': 'tcp',
    'network.protocol': 'http',
    'zeek.connection.duration': 1.25,
    'zeek.connection.orig_bytes': 300,
    'zeek.connection.resp_bytes': 600,
    'zeek.connection.state': 'S1',
    'zeek.connection.local_orig': 'F',
    'zeek.connection.missed_bytes': 0,
    'zeek.connection.history': 'ShAd',
    'source.packets': 5,
    'source.bytes': 700,
    'destination.packets': 4,
    'destination.bytes': 900,
    'zeek.connection.tunnel_parents': 'CpArEnT',
  },
  legacy: {
    ...legacyHead,
    proto: 'tcp',
    service: 'http',
    duration: '1.25',
    orig_bytes: '300',
    resp_bytes: '600',
    conn_state: 'S1',
    local_orig: 'F',
    missed_bytes: '0',
    history: 'ShAd',
    orig_pkts: '5',
    orig_ip_bytes: '700',
    resp_pkts: '4',
    resp_ip_bytes: '900',
    tunnel_parents: 'CpArEnT',
  },
};

const files: Line = {
  name: 'BRO_FILES',
  line: [
    ...[
      '1794000000.5',
      'Fx9',
      '192.0.2.80',
      '10.2.0.9',
      'CaBcDe1',
      'HTTP',
      '0',
      'MD5',
      'image/png',
      'logo.png',
      '0.5',
      'T',
    ],
    ...['F', '10', '20', '1', '2', 'F', 'Fp1', 'd41d8c', 'da39a3', 'e3b0c4', 'out.bin'],
  ].join('\t'),
  ecs: {
    timestamp: '1794000000.5',
    'zeek.files.fuid': 'Fx9',
    'server.ip': '192.0.2.80',
    'client.ip': '10.2.0.9',
    'zeek.files.session_ids': 'CaBcDe1',
    'zeek.files.source': 'HTTP',
    'zeek.files.depth': 0,
    'zeek.files.analyzers': 'MD5',
    'file.mime_type': 'image/png',
    'file.name': 'logo.png',
    'zeek.files.duration': 0.5,
    'zeek.files.local_orig': 'T',
    'zeek.files.is_orig': 'F',
    'zeek.files.seen_bytes': 10,
    'file.size': 20,
    'zeek.files.missing_bytes': 1,
    'zeek.files.overflow_bytes': 2,
    'zeek.files.timedout': 'F',
    'zeek.files.parent_fuid': 'Fp1',
    'file.hash.md5': 'd41d8c',
    'file.hash.sha1': 'da39a3',
    'file.hash.sha256': 'e3b0c4',
    'zeek.files.extracted': 'out.bin',
  },
  legacy: {
    ts: '1794000000.5',
    fuid: 'Fx9',
    tx_hosts: '192.0.2.80',
    rx_hosts: '10.2.0.9',
    conn_uids: 'CaBcDe1',
    source: 'HTTP',
    depth: '0',
    analyzers: 'MD5',
    mime_type: 'image/png',
    filename: 'logo.png',
    duration: '0.5',
    local_orig: 'T',
    is_orig: 'F',
    seen_bytes: '10',
    total_bytes: '20',
    missing_bytes: '1',
    overflow_bytes: '2',
    timedout: 'F',
    parent_fuid: 'Fp1',
    md5: 'd41d8c',
    sha1: 'da39a3',
    sha256: 'e3b0c4',
    extracted: 'out.bin',
  },
};

testGroup(bro, [http, dns, conn, files], blocks);

describe('columns', () => {
  test('one that is not set gives no field', () => {
    const line = [...head, ...Array(21).fill('-')].join('\t');
    expect(matchWhole('ecs', 'BRO_HTTP', line)).toEqual(ecsHead);
  });

  test('one that came later is known', () => {
    const line = conn.line.replace('\tF\t0\t', '\tF\tT\t0\t');
    expect(matchWhole('ecs', 'BRO_CONN', line)).toEqual({ ...conn.ecs, 'zeek.connection.local_resp': 'T' });
  });

  test('legacy puts those that are too many into the first that is not checked', () => {
    const line = dns.line.replace('www.example', '0.07\twww.example');
    expect(matchWhole('legacy', 'BRO_DNS', line)).toEqual({ ...dns.legacy, query: '0.07\twww.example' });
  });

  test.each([http, dns, conn, files])('$name does not take a line that lacks one', ({ name, line }) => {
    const short = line.slice(0, line.lastIndexOf('\t'));
    expect(matchWhole('ecs', name, short)).toBeUndefined();
    expect(matchWhole('legacy', name, short)).toBeUndefined();
  });
});

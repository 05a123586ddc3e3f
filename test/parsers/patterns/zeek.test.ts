import { expect, test } from '@jest/globals';
import { zeek } from '../../../parsers/patterns/zeek.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  ZEEK_BOOL: { takes: ['T', 'F'], refuses: ['-', 'f'] },
  ZEEK_DATA: { takes: ['a b', '-'], refuses: ['', 'a\tb'] },
};

const head = ['1794000000.000001', 'CaBcDe1', '10.2.0.9', '50001', '2001:db8::80', '443'];
const ecsHead = {
  timestamp: '1794000000.000001',
  'zeek.session_id': 'CaBcDe1',
  'source.ip': '10.2.0.9',
  'source.port': 50001,
  'destination.ip': '2001:db8::80',
  'destination.port': 443,
};

const conn: Line = {
  name: 'ZEEK_CONN',
  line: [...head, 'tcp', 'ssl', '1.25', '300', '600', 'SF', 'T', 'F', '0', 'ShAd', '5', '700', '4', '900', 'Cp'].join(
    '\t',
  ),
  ecs: {
    ...ecsHead,
    'network.transport': 'tcp',
    'network.protocol': 'ssl',
    'zeek.connection.duration': 1.25,
    'zeek.connection.orig_bytes': 300,
    'zeek.connection.resp_bytes': 600,
    'zeek.connection.state': 'SF',
    'zeek.connection.local_orig': 'T',
    'zeek.connection.local_resp': 'F',
    'zeek.connection.missed_bytes': 0,
    'zeek.connection.history': 'ShAd',
    'source.packets': 5,
    'source.bytes': 700,
    'destination.packets': 4,
    'destination.bytes': 900,
    'zeek.connection.tunnel_parents': 'Cp',
  },
};

const fileTail = [
  ...['CaBcDe1', 'SSL', '1', 'X509', 'application/x-x509', 'c.der', '0.0', 'F', 'T', '9', '20', '0', '0', 'F'],
];
const fileFields = {
  timestamp: '1794000000.5',
  'zeek.files.fuid': 'Fx9',
  'server.ip': '2001:db8::80',
  'client.ip': '10.2.0.9',
  'zeek.files.session_ids': 'CaBcDe1',
  'zeek.files.source': 'SSL',
  'zeek.files.depth': 1,
  'zeek.files.analyzers': 'X509',
  'file.mime_type': 'application/x-x509',
  'file.name': 'c.der',
  'zeek.files.duration': 0,
  'zeek.files.local_orig': 'F',
  'zeek.files.is_orig': 'T',
  'zeek.files.seen_bytes': 9,
  'file.size': 20,
  'zeek.files.missing_bytes': 0,
  'zeek.files.overflow_bytes': 0,
  'zeek.files.timedout': 'F',
  'file.hash.md5': 'd41d',
  'file.hash.sha1': 'da39',
  'file.hash.sha256': 'e3b0',
  'zeek.files.parent_fuid': 'Fp',
  'zeek.files.extracted': 'out.bin',
};
const files: Line = {
  name: 'ZEEK_FILES',
  line: ['1794000000.5', 'Fx9', '2001:db8::80', '10.2.0.9', ...fileTail, 'Fp', 'd41d', 'da39', 'e3b0', 'out.bin'].join(
    '\t',
  ),
  ecs: fileFields,
};

const lines: Line[] = [
  {
    name: 'ZEEK_HTTP',
    line: [
      ...[
        ...head,
        '1',
        'GET',
        'www.example',
        '/',
        'https://ref.example/',
        '2',
        'curl/8',
        'https://o.example',
        '0',
        '42',
      ],
      ...[
        '404',
        'Not Found',
        '101',
        'Wait',
        'URI_SQLI',
        'eve',
        'pw',
        'VIA',
        'Fa',
        'a.txt',
        'text/a',
        'Fb',
        'b.txt',
        'text/b',
      ],
    ].join('\t'),
    ecs: {
      ...ecsHead,
      'zeek.http.trans_depth': 1,
      'http.request.method': 'GET',
      'url.domain': 'www.example',
      'url.original': '/',
      'http.request.referrer': 'https://ref.example/',
      'http.version': '2',
      'user_agent.original': 'curl/8',
      'zeek.http.origin': 'https://o.example',
      'http.request.body.bytes': 0,
      'http.response.body.bytes': 42,
      'http.response.status_code': 404,
      'zeek.http.status_msg': 'Not Found',
      'zeek.http.info_code': 101,
      'zeek.http.info_msg': 'Wait',
      'zeek.http.tags': 'URI_SQLI',
      'url.username': 'eve',
      'url.password': 'pw',
      'zeek.http.proxied': 'VIA',
      'zeek.http.orig_fuids': 'Fa',
      'zeek.http.orig_filenames': 'a.txt',
      'http.request.mime_type': 'text/a',
      'zeek.http.resp_fuids': 'Fb',
      'zeek.http.resp_filenames': 'b.txt',
      'http.response.mime_type': 'text/b',
    },
  },
  {
    name: 'ZEEK_DNS',
    line: [
      ...[
        ...head,
        'tcp',
        '9',
        '0.25',
        'x.example',
        '1',
        'C_INTERNET',
        '1',
        'A',
        '0',
        'NOERROR',
        'F',
        'F',
        'T',
        'T',
        '0',
      ],
      ...['192.0.2.1', '30.0', 'F'],
    ].join('\t'),
    ecs: {
      ...ecsHead,
      'network.transport': 'tcp',
      'dns.id': 9,
      'zeek.dns.rtt': 0.25,
      'dns.question.name': 'x.example',
      'zeek.dns.qclass': 1,
      'zeek.dns.qclass_name': 'C_INTERNET',
      'zeek.dns.qtype': 1,
      'dns.question.type': 'A',
      'zeek.dns.rcode': 0,
      'dns.response_code': 'NOERROR',
      'zeek.dns.AA': 'F',
      'zeek.dns.TC': 'F',
      'zeek.dns.RD': 'T',
      'zeek.dns.RA': 'T',
      'zeek.dns.Z': 0,
      'zeek.dns.answers': '192.0.2.1',
      'zeek.dns.TTLs': '30.0',
      'zeek.dns.rejected': 'F',
    },
  },
  conn,
  {
    ...conn,
    line: `${conn.line}\t02:00:00:00:00:01\t-`,
    ecs: { ...conn.ecs, 'source.mac': '02:00:00:00:00:01' },
  },
  { name: 'ZEEK_FILES_TX_HOSTS', line: '-', ecs: {} },
  { name: 'ZEEK_FILES_TX_HOSTS', line: '192.0.2.1', ecs: { 'server.ip': '192.0.2.1' } },
  {
    name: 'ZEEK_FILES_RX_HOSTS',
    line: '192.0.2.1,2001:db8::1',
    ecs: { 'client.ip': '192.0.2.1', 'zeek.files.rx_hosts': '192.0.2.1,2001:db8::1' },
  },
  files,
  {
    ...files,
    line: `${files.line}\tF\t4096`,
    ecs: { ...fileFields, 'zeek.files.extracted_cutoff': 'F', 'zeek.files.extracted_size': 4096 },
  },
];

testGroup(zeek, lines, blocks);

test("Bro's columns are not taken for Zeek's", () => {
  const line = lines[1]?.line.replace('\t0.25\t', '\t') ?? '';
  expect(matchWhole('ecs', 'ZEEK_DNS', line)).toBeUndefined();
  expect(matchWhole('ecs', 'BRO_DNS', line)).toBeDefined();
});

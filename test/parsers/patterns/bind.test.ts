import { bind } from '../../../parsers/patterns/bind.ts';
import { type Blocks, type Line, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  BIND9_TIMESTAMP: { takes: ['21-Nov-2026 09:00:00.001'], refuses: ['2026-11-21 09:00:00', '21 Nov 2026 09:00:00'] },
  BIND9_DNSTYPE: { takes: ['A', 'AAAA', 'NSEC3', 'HTTPS', 'TXT', 'TYPE65534'], refuses: ['', 'a', 'AAA', 'TYPE'] },
  BIND9_CATEGORY: { takes: ['queries'], refuses: ['query', 'security'] },
};

const base = {
  'client.ip': '2001:db8::35',
  'client.port': 40123,
  'bind.log.question.name': 'www.example.org',
  'dns.question.name': 'www.example.org',
  'dns.question.class': 'IN',
  'dns.question.type': 'AAAA',
  'server.ip': '192.0.2.53',
};
const query = 'client @0x7fabc0 2001:db8::35#40123 (www.example.org): query: www.example.org IN AAAA';
const head = '21-Nov-2026 09:00:00.001 queries: info: ';
const ecs = { timestamp: '21-Nov-2026 09:00:00.001', 'bing.log.category': 'queries', 'log.level': 'info', ...base };
const legacy = {
  timestamp: '21-Nov-2026 09:00:00.001',
  loglevel: 'info',
  clientip: '2001:db8::35',
  clientport: '40123',
  query: ['www.example.org', 'www.example.org'],
  dns: '192.0.2.53',
};

const lines: Line[] = [
  { name: 'BIND9_QUERYLOGBASE', line: `${query} (192.0.2.53)`, ecs: base },
  {
    name: 'BIND9_QUERYLOGBASE',
    line: `${query} -E(0)DC (192.0.2.53)`,
    ecs: { ...base, 'bind.log.question.flags': '-E(0)DC' },
  },
  { name: 'BIND9_QUERYLOG', line: `${head}${query} (192.0.2.53)`, ecs },
  {
    name: 'BIND9',
    line: `${head}${query} + (192.0.2.53)`,
    ecs: { ...ecs, 'bind.log.question.flags': '+' },
    legacy: { ...legacy, querytype: 'AAAA +' },
  },
];

testGroup(bind, lines, blocks);

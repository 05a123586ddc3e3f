import { expect, test } from '@jest/globals';
import { iptables } from '../../../parsers/patterns/iptables.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  IPTABLES_TCP_FLAGS: { takes: ['', 'SYN ', 'ACK PSH '], refuses: ['SYN', 'syn ', 'XYZ '] },
  IPTABLES4_FRAG: { takes: ['DF', 'CE DF MF'], refuses: ['', 'DF ', 'XX'] },
};

const addresses = { 'source.ip': '192.0.2.1', 'destination.ip': '10.0.0.2' };
const packet = {
  ...addresses,
  'iptables.length': 52,
  'iptables.tos': '08',
  'iptables.precedence_bits': '20',
  'iptables.ttl': 55,
  'iptables.id': '1234',
};
const packetLine = 'SRC=192.0.2.1 DST=10.0.0.2 LEN=52 TOS=0x08 PREC=0x20 TTL=55 ID=1234';
const body = {
  'observer.ingress.interface.name': 'eth0.7',
  'destination.mac': '02:00:00:00:00:02',
  'source.mac': '02:00:00:00:00:01',
  ...packet,
  'iptables.fragment_flags': 'DF',
  'network.transport': 'TCP',
  'source.port': 41000,
  'destination.port': 22,
  'iptables.tcp.window': 64240,
  'iptables.tcp_reserved_bits': '00',
  'iptables.tcp.flags': 'ACK SYN ',
};
const bodyLine =
  `IN=eth0.7 OUT= MAC=02:00:00:00:00:02:02:00:00:00:00:01:08:00 ${packetLine} DF PROTO=TCP SPT=41000 DPT=22 ` +
  'WINDOW=64240 RES=0x00 ACK SYN ';
const legacy = {
  timestamp: 'Nov 21 09:00:05',
  nf_in_interface: 'eth0.7',
  nf_dst_mac: '02:00:00:00:00:02',
  nf_src_mac: '02:00:00:00:00:01',
  nf_src_ip: '192.0.2.1',
  nf_dst_ip: '10.0.0.2',
  nf_protocol: 'TCP',
  nf_src_port: '41000',
  nf_dst_port: '22',
};
// What a legacy pattern takes ends at the port.
const legacyBody = bodyLine.slice(0, bodyLine.indexOf(' WINDOW'));

const lines: Line[] = [
  {
    name: 'IPTABLES_TCP_PART',
    line: 'SEQ=7 ACK=8 WINDOW=29200 RES=0x00 ACK FIN ',
    ecs: {
      'iptables.tcp.seq': 7,
      'iptables.tcp.ack': 8,
      'iptables.tcp.window': 29200,
      'iptables.tcp_reserved_bits': '00',
      'iptables.tcp.flags': 'ACK FIN ',
    },
  },
  { name: 'IPTABLES4_PART', line: packetLine, ecs: packet },
  {
    name: 'IPTABLES4_PART',
    line: 'SRC=192.0.2.1 DST=10.0.0.2 LEN= TOS=0 PREC= TTL= ID= MF FRAG:185',
    ecs: { ...addresses, 'iptables.fragment_flags': 'MF', 'iptables.fragment_offset': 185 },
  },
  {
    name: 'IPTABLES6_PART',
    line: 'SRC=2001:db8::1 DST=ff02::fb LEN=90 TC=0 HOPLIMIT=255 FLOWLBL=804001',
    ecs: {
      'source.ip': '2001:db8::1',
      'destination.ip': 'ff02::fb',
      'iptables.length': 90,
      'iptables.ttl': 255,
      'iptables.flow_label': '804001',
    },
  },
  { name: 'IPTABLES', line: bodyLine, ecs: body },
  {
    name: 'IPTABLES',
    line: `IN=br0 OUT=br0 PHYSIN=veth1 PHYSOUT=eth1 ${packetLine} PROTO=UDP SPT=53 DPT=40000`,
    ecs: {
      'observer.ingress.interface.name': 'br0',
      'observer.egress.interface.name': 'br0',
      ...packet,
      'network.transport': 'UDP',
      'source.port': 53,
      'destination.port': 40000,
    },
  },
  {
    name: 'SHOREWALL',
    line: `Nov 21 09:00:05 gw-1.example kernel: [12.5] Shorewall:net-fw:DROP:${legacyBody}`,
    ecs: {
      timestamp: 'Nov 21 09:00:05',
      'observer.hostname': 'gw-1.example',
      'shorewall.firewall.type': 'net-fw',
      'shorewall.firewall.action': 'DROP',
      ...withoutTcp(body),
    },
    legacy: {
      ...legacy,
      nf_host: 'gw-1.example',
      nf_action1: 'net-fw',
      nf_action2: 'DROP',
      nf_len: '52',
      nf_tos: '0x08',
      nf_prec: '0x20',
      nf_ttl: '55',
      nf_id: '1234',
    },
  },
  { name: 'SFW2_LOG_PREFIX', line: 'SFW2-INext-ACC-TCP', ecs: { 'suse.firewall.action': 'ACC-TCP' } },
  {
    name: 'SFW2',
    line: `2026-11-21T09:00:05+01:00 gw kernel: [77.25] SFW2-INext-DROP-DEFLT ${legacyBody}`,
    ecs: {
      timestamp: '2026-11-21T09:00:05+01:00',
      'observer.hostname': 'gw',
      'suse.firewall.log_prefix': 'SFW2-INext-DROP-DEFLT',
      'suse.firewall.action': 'DROP-DEFLT',
      ...withoutTcp(body),
    },
    legacy: {
      ...legacy,
      timestamp: '2026-11-21T09:00:05+01:00',
      nagios_epoch: '77.25',
      nf_action: 'DROP-DEFLT',
    },
  },
];

testGroup(iptables, lines, blocks);

test('an address of the wrong kind is none of a packet', () => {
  expect(matchWhole('ecs', 'IPTABLES4_PART', packetLine.replace('192.0.2.1', '2001:db8::1'))).toBeUndefined();
  expect(matchWhole('ecs', 'IPTABLES6_PART', packetLine)).toBeUndefined();
});

test("another firewall's prefix is not SuSE's", () => {
  expect(matchWhole('ecs', 'SFW2', `Nov 21 09:00:05 gw kernel: UFW BLOCK ${legacyBody}`)).toBeUndefined();
});

function withoutTcp(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('iptables.tcp')));
}

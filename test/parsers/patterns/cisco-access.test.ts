import { expect, test } from '@jest/globals';
import { ciscoAccess } from '../../../parsers/patterns/cisco-access.ts';
import { type Line, matchWhole, testGroup } from './group-lines.ts';

const ecsIps = { 'source.ip': '10.3.0.4', 'destination.ip': '198.51.100.8' };
const ecsEnds = { ...ecsIps, 'source.port': 4100, 'destination.port': 53 };
const ecsInterfaces = { 'observer.ingress.interface.name': 'in1', 'observer.egress.interface.name': 'out' };
const ecsHashes = { '@metadata.cisco.asa.hashcode1': '0xfa11', '@metadata.cisco.asa.hashcode2': '0x0' };
const legacyIps = { src_ip: '10.3.0.4', dst_ip: '198.51.100.8' };
const legacyEnds = { ...legacyIps, src_port: '4100', dst_port: '53' };
const legacyInterfaces = { src_interface: 'in1', dst_interface: 'out' };
const legacyHashes = { hashcode1: '0xfa11', hashcode2: '0x0' };
const inList = 'in1/10.3.0.4(4100)';
const outList = 'out/198.51.100.8(53)';

function ecsVerdict(outcome: string, transport: string) {
  return { 'cisco.asa.outcome': outcome, 'cisco.asa.network.transport': transport };
}

const lines: Line[] = [
  {
    name: 'CISCOFW106001',
    line: 'Inbound TCP connection denied from 10.3.0.4/4100 to 198.51.100.8/53 flags SYN ACK on interface out',
    ecs: {
      'cisco.asa.network.direction': 'Inbound',
      ...ecsVerdict('denied', 'TCP'),
      ...ecsEnds,
      'cisco.asa.tcp_flags': 'SYN ACK',
      'observer.egress.interface.name': 'out',
    },
    legacy: {
      direction: 'Inbound',
      protocol: 'TCP',
      action: 'denied',
      ...legacyEnds,
      tcp_flags: 'SYN ACK',
      interface: 'out',
    },
  },
  {
    name: 'CISCOFW106006_106007_106010',
    line: 'Deny inbound UDP from 10.3.0.4/4100(ann) to 198.51.100.8/53(bob) on interface out',
    ecs: {
      ...ecsVerdict('Deny', 'UDP'),
      'cisco.asa.network.direction': 'inbound',
      ...ecsEnds,
      'source.user.name': 'ann',
      'destination.user.name': 'bob',
      'observer.egress.interface.name': 'out',
    },
    legacy: {
      action: 'Deny',
      direction: 'inbound',
      protocol: 'UDP',
      ...legacyEnds,
      src_fwuser: 'ann',
      dst_fwuser: 'bob',
      interface: 'out',
    },
  },
  {
    name: 'CISCOFW106006_106007_106010',
    line: 'Deny inbound UDP from 10.3.0.4/4100 to 198.51.100.8/53 due to DNS Response',
    ecs: {
      ...ecsVerdict('Deny', 'UDP'),
      'cisco.asa.network.direction': 'inbound',
      ...ecsEnds,
      'event.reason': 'DNS Response',
    },
    legacy: { action: 'Deny', direction: 'inbound', protocol: 'UDP', ...legacyEnds, reason: 'DNS Response' },
  },
  {
    name: 'CISCOFW106014',
    line: 'Deny outbound icmp src in1:10.3.0.4(ann) dst out:198.51.100.8 (type 3, code 1)',
    ecs: {
      ...ecsVerdict('Deny', 'icmp'),
      'cisco.asa.network.direction': 'outbound',
      ...ecsInterfaces,
      ...ecsIps,
      'source.user.name': 'ann',
      'cisco.asa.icmp_type': 3,
      'cisco.asa.icmp_code': 1,
    },
    legacy: {
      action: 'Deny',
      direction: 'outbound',
      protocol: 'icmp',
      ...legacyInterfaces,
      ...legacyIps,
      src_fwuser: 'ann',
      icmp_type: '3',
      icmp_code: '1',
    },
  },
  {
    name: 'CISCOFW106015',
    line: 'Deny TCP (no connection) from 10.3.0.4/4100 to 198.51.100.8/53 flags FIN ACK  on interface out',
    ecs: {
      ...ecsVerdict('Deny', 'TCP'),
      'cisco.asa.rule_name': 'no connection',
      ...ecsEnds,
      'cisco.asa.tcp_flags': 'FIN ACK',
      'observer.egress.interface.name': 'out',
    },
    legacy: {
      action: 'Deny',
      protocol: 'TCP',
      policy_id: 'no connection',
      ...legacyEnds,
      tcp_flags: 'FIN ACK',
      interface: 'out',
    },
  },
  {
    name: 'CISCOFW106021',
    line: 'Deny UDP reverse path check from 10.3.0.4 to 198.51.100.8 on interface out',
    ecs: { ...ecsVerdict('Deny', 'UDP'), ...ecsIps, 'observer.egress.interface.name': 'out' },
    legacy: { action: 'Deny', protocol: 'UDP', ...legacyIps, interface: 'out' },
  },
  {
    name: 'CISCOFW106023',
    line: 'Deny icmp src in1:10.3.0.4 dst out:198.51.100.8(bob) (type 8, code 0) by access-group "edge" [0xfa11, 0x0]',
    ecs: {
      ...ecsVerdict('Deny', 'icmp'),
      ...ecsInterfaces,
      ...ecsIps,
      'destination.user.name': 'bob',
      'cisco.asa.icmp_type': 8,
      'cisco.asa.icmp_code': 0,
      'cisco.asa.rule_name': 'edge',
      ...ecsHashes,
    },
    legacy: {
      action: 'Deny',
      protocol: 'icmp',
      ...legacyInterfaces,
      ...legacyIps,
      dst_fwuser: 'bob',
      icmp_type: '8',
      icmp_code: '0',
      policy_id: 'edge',
      ...legacyHashes,
    },
  },
  {
    name: 'CISCOFW106023',
    line: 'Deny tcp src in1:2001:db8::4/4100 dst out:198.51.100.8/53 by access-group edge [0xfa11, 0x0]',
    ecs: {
      ...ecsVerdict('Deny', 'tcp'),
      ...ecsInterfaces,
      ...ecsEnds,
      'source.ip': '2001:db8::4',
      'cisco.asa.rule_name': 'edge',
      ...ecsHashes,
    },
    legacy: {
      action: 'Deny',
      protocol: 'tcp',
      ...legacyInterfaces,
      ...legacyEnds,
      src_ip: '2001:db8::4',
      policy_id: 'edge',
      ...legacyHashes,
    },
  },
  {
    name: 'CISCOFW106100_2_3',
    line: `access-list edge-in denied udp for user 'ann' ${inList} -> ${outList} hit-cnt 2 60-second interval [0xfa11, 0x0]`,
    ecs: {
      'cisco.asa.rule_name': 'edge-in',
      ...ecsVerdict('denied', 'udp'),
      'user.name': 'ann',
      ...ecsInterfaces,
      ...ecsEnds,
      'cisco.asa.hit_count': 2,
      'cisco.asa.interval': 60,
      ...ecsHashes,
    },
    legacy: {
      policy_id: 'edge-in',
      action: 'denied',
      protocol: 'udp',
      src_fwuser: 'ann',
      ...legacyInterfaces,
      ...legacyEnds,
      hit_count: '2',
      interval: '60-second interval',
      ...legacyHashes,
    },
  },
  {
    name: 'CISCOFW106100',
    line: `access-list edge-in est-allowed udp ${inList}(ann) -> ${outList}(bob) hit-cnt 1 first hit [0xfa11, 0x0]`,
    ecs: {
      'cisco.asa.rule_name': 'edge-in',
      ...ecsVerdict('est-allowed', 'udp'),
      ...ecsInterfaces,
      ...ecsEnds,
      'source.user.name': ['ann', 'bob'],
      'cisco.asa.hit_count': 1,
      ...ecsHashes,
    },
    legacy: {
      policy_id: 'edge-in',
      action: 'est-allowed',
      protocol: 'udp',
      ...legacyInterfaces,
      ...legacyEnds,
      src_fwuser: ['ann', 'bob'],
      hit_count: '1',
      interval: 'first hit',
      ...legacyHashes,
    },
  },
  {
    name: 'CISCOFW304001',
    line: '10.3.0.4 Accessed URL 198.51.100.8:/index.html?a=b c',
    ecs: { ...ecsIps, 'url.original': '/index.html?a=b c' },
    legacy: { ...legacyIps, dst_url: '/index.html?a=b c' },
  },
  {
    name: 'CISCOFW313001_313004_313008',
    line: 'Denied ICMP type=0, code=0 from 10.3.0.4 on interface out to 198.51.100.8',
    ecs: {
      ...ecsVerdict('Denied', 'ICMP'),
      'cisco.asa.icmp_type': 0,
      'cisco.asa.icmp_code': 0,
      ...ecsIps,
      'observer.egress.interface.name': 'out',
    },
    legacy: { action: 'Denied', protocol: 'ICMP', icmp_type: '0', icmp_code: '0', ...legacyIps, interface: 'out' },
  },
  {
    name: 'CISCOFW313005',
    line:
      'No matching connection for ICMP error message: icmp src in1:10.3.0.4 dst out:198.51.100.8 (type 11, code 0) ' +
      'on in1 interface.  Original IP payload: tcp src 198.51.100.8/443(bob) dst 10.3.0.4/4100',
    ecs: {
      'event.reason': 'No matching connection',
      'cisco.asa.network.transport': 'ICMP',
      ...ecsInterfaces,
      ...ecsIps,
      'cisco.asa.icmp_type': 11,
      'cisco.asa.icmp_code': 0,
      'cisco.asa.original_ip_payload.network.transport': 'tcp',
      'cisco.asa.original_ip_payload.source.ip': '198.51.100.8',
      'cisco.asa.original_ip_payload.source.port': 443,
      'cisco.asa.original_ip_payload.source.user.name': 'bob',
      'cisco.asa.original_ip_payload.destination.ip': '10.3.0.4',
      'cisco.asa.original_ip_payload.destination.port': 4100,
    },
    legacy: {
      reason: 'No matching connection',
      protocol: ['ICMP', 'tcp'],
      err_protocol: 'icmp',
      err_src_interface: 'in1',
      err_src_ip: '10.3.0.4',
      err_dst_interface: 'out',
      err_dst_ip: '198.51.100.8',
      err_icmp_type: '11',
      err_icmp_code: '0',
      interface: 'in1',
      orig_src_ip: '198.51.100.8',
      orig_src_port: '443',
      orig_src_fwuser: 'bob',
      orig_dst_ip: '10.3.0.4',
      orig_dst_port: '4100',
    },
  },
  {
    name: 'CISCOFW710001_710002_710003_710005_710006',
    line: 'UDP request discarded from 10.3.0.4/4100 to out:198.51.100.8/53',
    ecs: { ...ecsVerdict('discarded', 'UDP'), ...ecsEnds, 'observer.egress.interface.name': 'out' },
    legacy: { protocol: 'UDP', action: 'discarded', ...legacyEnds, dst_interface: 'out' },
  },
];

testGroup(ciscoAccess, lines);

test('ECS also takes a type that follows the address at once', () => {
  const line = 'Deny inbound icmp src in1:10.3.0.4 dst out:198.51.100.8(type 8, code 0)';
  expect(matchWhole('ecs', 'CISCOFW106014', line)).toMatchObject({ 'cisco.asa.icmp_type': 8 });
  expect(matchWhole('legacy', 'CISCOFW106014', line)).toBeUndefined();
});

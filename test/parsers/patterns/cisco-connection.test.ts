import { ciscoConnection } from '../../../parsers/patterns/cisco-connection.ts';
import { type Line, testGroup } from './group-lines.ts';

const ecsIps = { 'source.ip': '10.3.0.4', 'destination.ip': '198.51.100.8' };
const ecsEnds = { ...ecsIps, 'source.port': 4100, 'destination.port': 53 };
const ecsInterfaces = { 'observer.ingress.interface.name': 'in1', 'observer.egress.interface.name': 'out' };
const legacyEnds = { src_ip: '10.3.0.4', src_port: '4100', dst_ip: '198.51.100.8', dst_port: '53' };
const legacyInterfaces = { src_interface: 'in1', dst_interface: 'out' };

const lines: Line[] = [
  {
    name: 'CISCOFW110002',
    line: 'Failed to locate egress interface for UDP from in1:10.3.0.4/4100 to 198.51.100.8/53',
    ecs: {
      'event.reason': 'Failed to locate egress interface',
      'cisco.asa.network.transport': 'UDP',
      'observer.ingress.interface.name': 'in1',
      ...ecsEnds,
    },
    legacy: {
      reason: 'Failed to locate egress interface',
      protocol: 'UDP',
      src_interface: 'in1',
      ...legacyEnds,
    },
  },
  {
    name: 'CISCOFW302010',
    line: '120 in use, 4500 most used',
    ecs: { 'cisco.asa.connections.in_use': 120, 'cisco.asa.connections.most_used': 4500 },
    legacy: { connection_count: '120', connection_count_max: '4500' },
  },
  {
    name: 'CISCOFW302013_302014_302015_302016',
    line:
      'Teardown TCP connection 77 for in1:10.3.0.4/4100(LOCAL\\ann) to out:198.51.100.8/53 ' +
      'duration 30:00:01 bytes 9876 TCP FINs (ann)',
    ecs: {
      'cisco.asa.outcome': 'Teardown',
      'cisco.asa.network.transport': 'TCP',
      'cisco.asa.connection_id': '77',
      ...ecsInterfaces,
      ...ecsEnds,
      'source.user.name': 'LOCAL\\ann',
      'cisco.asa.duration': '30:00:01',
      'network.bytes': 9876,
      'event.reason': 'TCP FINs',
      'user.name': 'ann',
    },
    legacy: {
      action: 'Teardown',
      protocol: 'TCP',
      connection_id: '77',
      ...legacyInterfaces,
      ...legacyEnds,
      src_fwuser: 'LOCAL\\ann',
      duration: '30:00:01',
      bytes: '9876',
      reason: 'TCP FINs',
      user: 'ann',
    },
  },
  {
    name: 'CISCOFW302013_302014_302015_302016',
    line: 'Built inbound UDP connection 78 for in1:10.3.0.4/4100 (203.0.113.2/62000) to out:198.51.100.8/53 (10.0.0.53/1053)(bob)',
    ecs: {
      'cisco.asa.outcome': 'Built',
      'cisco.asa.network.direction': 'inbound',
      'cisco.asa.network.transport': 'UDP',
      'cisco.asa.connection_id': '78',
      ...ecsInterfaces,
      ...ecsEnds,
      'source.nat.ip': '203.0.113.2',
      'source.nat.port': 62000,
      'destination.nat.ip': '10.0.0.53',
      'destination.nat.port': 1053,
      'destination.user.name': 'bob',
    },
    legacy: {
      action: 'Built',
      direction: 'inbound',
      protocol: 'UDP',
      connection_id: '78',
      ...legacyInterfaces,
      ...legacyEnds,
      src_mapped_ip: '203.0.113.2',
      src_mapped_port: '62000',
      dst_mapped_ip: '10.0.0.53',
      dst_mapped_port: '1053',
      dst_fwuser: 'bob',
    },
  },
  {
    name: 'CISCOFW302020_302021',
    line: 'Built outbound ICMP connection for faddr 198.51.100.8/0(bob) gaddr 203.0.113.2/8 laddr 10.3.0.4/1 (ann)',
    ecs: {
      'cisco.asa.outcome': 'Built',
      'cisco.asa.network.direction': 'outbound',
      'cisco.asa.network.transport': 'ICMP',
      ...ecsIps,
      'cisco.asa.icmp_seq': 0,
      'destination.user.name': 'bob',
      'source.nat.ip': '203.0.113.2',
      'cisco.asa.icmp_type': 8,
      'source.user.name': 'ann',
    },
    legacy: {
      action: 'Built',
      direction: 'outbound',
      protocol: 'ICMP',
      dst_ip: '198.51.100.8',
      icmp_seq_num: '0',
      fwuser: 'bob',
      src_xlated_ip: '203.0.113.2',
      icmp_code_xlated: '8',
      src_ip: '10.3.0.4',
      icmp_code: '1',
      user: 'ann',
    },
  },
  {
    name: 'CISCOFW305011',
    line: 'Built static UDP translation from in1:10.3.0.4/4100(ann) to out:198.51.100.8/53',
    ecs: {
      'cisco.asa.outcome': 'Built',
      'cisco.asa.network.transport': 'UDP',
      ...ecsInterfaces,
      ...ecsEnds,
      'source.user.name': 'ann',
    },
    legacy: {
      action: 'Built',
      xlate_type: 'static',
      protocol: 'UDP',
      src_interface: 'in1',
      src_ip: '10.3.0.4',
      src_port: '4100',
      src_fwuser: 'ann',
      src_xlated_interface: 'out',
      src_xlated_ip: '198.51.100.8',
      src_xlated_port: '53',
    },
  },
  {
    name: 'CISCOFW419001',
    line: 'Dropping TCP packet from in1:10.3.0.4/4100 to out:198.51.100.8/53, reason: MSS exceeded, MSS 460, data 1440',
    ecs: {
      'cisco.asa.outcome': 'Dropping',
      'cisco.asa.network.transport': 'TCP',
      ...ecsInterfaces,
      ...ecsEnds,
      'event.reason': 'MSS exceeded, MSS 460, data 1440',
    },
    legacy: {
      action: 'Dropping',
      protocol: 'TCP',
      ...legacyInterfaces,
      ...legacyEnds,
      reason: 'MSS exceeded, MSS 460, data 1440',
    },
  },
  {
    name: 'CISCOFW419002',
    line: 'Duplicate TCP SYN from in1:10.3.0.4/4100 to out:198.51.100.8/53 with different initial sequence number',
    ecs: { 'event.reason': 'Duplicate TCP SYN', ...ecsInterfaces, ...ecsEnds },
    legacy: { reason: 'Duplicate TCP SYN', ...legacyInterfaces, ...legacyEnds },
  },
  {
    name: 'CISCOFW500004',
    line: 'Invalid transport field for protocol=UDP, from 10.3.0.4/4100 to 198.51.100.8/53',
    ecs: { 'event.reason': 'Invalid transport field', 'cisco.asa.network.transport': 'UDP', ...ecsEnds },
    legacy: { reason: 'Invalid transport field', protocol: 'UDP', ...legacyEnds },
  },
];

testGroup(ciscoConnection, lines);

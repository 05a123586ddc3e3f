import { ciscoVpn } from '../../../parsers/patterns/cisco-vpn.ts';
import { type Line, testGroup } from './group-lines.ts';

const ecsIps = { 'source.ip': '203.0.113.7', 'destination.ip': '192.0.2.2' };
const legacyIps = { src_ip: '203.0.113.7', dst_ip: '192.0.2.2' };

const lines: Line[] = [
  {
    name: 'CISCOFW321001',
    line: "Resource 'conns' limit of 50000 reached for system",
    ecs: { 'cisco.asa.resource.name': 'conns', 'cisco.asa.resource.limit': 50000 },
    legacy: { resource_name: 'conns', resource_limit: '50000' },
  },
  {
    name: 'CISCOFW402117',
    line: 'IPSEC: Received a non-IPsec packet (protocol= UDP) from 203.0.113.7 to 192.0.2.2',
    ecs: { 'cisco.asa.network.type': 'IPSEC', 'cisco.asa.network.transport': 'UDP', ...ecsIps },
    legacy: { protocol: 'IPSEC', orig_protocol: 'UDP', ...legacyIps },
  },
  {
    name: 'CISCOFW402119',
    line:
      'IPSEC: Received an AH packet (SPI= 0xABCD, sequence number= 0x9) from 203.0.113.7 (user= branch 4) ' +
      'to 192.0.2.2 that failed anti-replay checking',
    ecs: {
      'cisco.asa.network.type': 'IPSEC',
      'cisco.asa.ipsec.protocol': 'AH',
      'cisco.asa.ipsec.spi': '0xABCD',
      'cisco.asa.ipsec.seq_num': '0x9',
      ...ecsIps,
      'source.user.name': 'branch 4',
    },
    legacy: {
      protocol: 'IPSEC',
      orig_protocol: 'AH',
      spi: '0xABCD',
      seq_num: '0x9',
      ...legacyIps,
      user: 'branch 4',
    },
  },
  {
    name: 'CISCOFW602303_602304',
    line:
      'IPSEC: An inbound remote access SA (SPI= 0xABCD) between 203.0.113.7 and 192.0.2.2 (user= ann) ' +
      'has been deleted',
    ecs: {
      'cisco.asa.network.type': 'IPSEC',
      'cisco.asa.network.direction': 'inbound',
      'cisco.asa.ipsec.tunnel_type': 'remote access',
      'cisco.asa.ipsec.spi': '0xABCD',
      ...ecsIps,
      'source.user.name': 'ann',
      'cisco.asa.outcome': 'deleted',
    },
    legacy: {
      protocol: 'IPSEC',
      direction: 'inbound',
      tunnel_type: 'remote access',
      spi: '0xABCD',
      ...legacyIps,
      user: 'ann',
      action: 'deleted',
    },
  },
  {
    name: 'CISCOFW713172',
    line:
      'Group = branches, IP = 203.0.113.7, Automatic NAT Detection Status: Remote end is NOT behind a NAT device ' +
      'This end is behind a NAT device',
    ecs: {
      'cisco.asa.source.group': 'branches',
      'source.ip': '203.0.113.7',
      '@metadata.cisco.asa.remote_nat': 'is NOT',
      '@metadata.cisco.asa.local_nat': 'is',
    },
    legacy: { group: 'branches', src_ip: '203.0.113.7', is_remote_natted: 'is NOT', is_local_natted: 'is' },
  },
  {
    name: 'CISCOFW733100',
    line:
      '[Scanning] drop rate-2 exceeded. Current burst rate is 12 per second, max configured rate is 10; ' +
      'Current average rate is 6 per second, max configured rate is 5; Cumulative total count is 3601',
    ecs: {
      'cisco.asa.burst.object': 'Scanning',
      'cisco.asa.burst.id': 'rate-2',
      'cisco.asa.burst.current_rate': 12,
      'cisco.asa.burst.configured_rate': 10,
      'cisco.asa.burst.avg_rate': 6,
      'cisco.asa.burst.configured_avg_rate': 5,
      'cisco.asa.burst.cumulative_count': 3601,
    },
    legacy: {
      drop_type: 'Scanning',
      drop_rate_id: 'rate-2',
      drop_rate_current_burst: '12',
      drop_rate_max_burst: '10',
      drop_rate_current_avg: '6',
      drop_rate_max_avg: '5',
      drop_total_count: '3601',
    },
  },
];

testGroup(ciscoVpn, lines);

import { cisco } from '../../../parsers/patterns/cisco.ts';
import { type Blocks, type Line, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  CISCOTIMESTAMP: { takes: ['Nov 21 09:06:00', 'Nov  1 2026 09:06:00.123'], refuses: ['21 Nov 09:06:00', 'Nov 21'] },
  CISCOTAG: { takes: ['ASA-6-302013', 'FTD-1-430002', 'SYS-5-CONFIG_I'], refuses: ['ASA-302013', 'asa-6-302013'] },
  CISCO_ACTION: { takes: ['Built', 'denied by ACL', 'est-allowed', 'Denied'], refuses: ['built', 'Drop', ''] },
  CISCO_REASON: { takes: ['TCP FINs', 'Duplicate TCP SYN', 'any words at all'], refuses: ['', '-', ' TCP', 'TCP '] },
  CISCO_DIRECTION: { takes: ['inbound', 'Outbound'], refuses: ['in', 'INBOUND'] },
  CISCO_INTERVAL: { takes: ['first hit', '300-second interval'], refuses: ['second hit', '-second interval'] },
  CISCO_XLATE_TYPE: { takes: ['static', 'dynamic'], refuses: ['Static', 'nat'] },
  CISCOFW104003: { takes: ['(Primary) Switching to FAILED.'], refuses: ['(Third) Switching to FAILED.'] },
  CISCOFW104004: { takes: ['(Secondary) Switching to OK.'], refuses: ['Switching to OK.'] },
};

const monitored = { ecs: { 'network.interface.name': 'dmz' }, legacy: { interface_name: 'dmz' } };
const source = { 'observer.ingress.interface.name': 'dmz', 'source.ip': '2001:db8::4' };
const destination = { 'observer.egress.interface.name': 'dmz', 'destination.ip': '2001:db8::4' };

const lines: Line[] = [
  {
    name: 'CISCO_TAGGED_SYSLOG',
    line: '<166>Nov 21 2026 09:06:00 fw-1 : %FTD-6-305011:',
    ecs: {
      'log.syslog.priority': 166,
      timestamp: 'Nov 21 2026 09:06:00',
      'host.hostname': 'fw-1',
      'cisco.asa.tag': 'FTD-6-305011',
    },
    legacy: {
      syslog_pri: '166',
      timestamp: 'Nov 21 2026 09:06:00',
      sysloghost: 'fw-1',
      ciscotag: 'FTD-6-305011',
    },
  },
  { name: 'CISCO_HITCOUNT_INTERVAL', line: 'hit-cnt 3 first hit', ecs: { 'cisco.asa.hit_count': 3 } },
  {
    name: 'CISCO_HITCOUNT_INTERVAL',
    line: 'hit-cnt 3 60-second interval',
    ecs: { 'cisco.asa.hit_count': 3, 'cisco.asa.interval': 60 },
  },
  { name: 'CISCO_SRC_IP_USER', line: 'dmz:2001:db8::4', ecs: source },
  {
    name: 'CISCO_SRC_IP_USER',
    line: 'dmz:2001:db8::4(LOCAL\\ann)',
    ecs: { ...source, 'source.user.name': 'LOCAL\\ann' },
  },
  { name: 'CISCO_DST_IP_USER', line: 'dmz:2001:db8::4', ecs: destination },
  {
    name: 'CISCO_SRC_HOST_PORT_USER',
    line: 'dmz:mail.example/25(ann)',
    ecs: {
      'observer.ingress.interface.name': 'dmz',
      'source.address': 'mail.example',
      'source.port': 25,
      'source.user.name': 'ann',
    },
  },
  {
    name: 'CISCO_DST_HOST_PORT_USER',
    line: 'dmz:2001:db8::4/25(ann)',
    ecs: { ...destination, 'destination.port': 25, 'destination.user.name': 'ann' },
  },
  {
    name: 'CISCOFW104001',
    line: '(Primary) Switching to ACTIVE - HELLO not heard from mate',
    ecs: { 'event.reason': 'HELLO not heard from mate' },
    legacy: { switch_reason: 'HELLO not heard from mate' },
  },
  {
    name: 'CISCOFW104002',
    line: '(Secondary) Switching to STANDBY - Other unit wants me Standby',
    ecs: { 'event.reason': 'Other unit wants me Standby' },
    legacy: { switch_reason: 'Other unit wants me Standby' },
  },
  { name: 'CISCOFW105003', line: '(Primary) Monitoring on interface dmz waiting', ...monitored },
  { name: 'CISCOFW105004', line: '(Primary) Monitoring on Interface dmz normal', ...monitored },
  { name: 'CISCOFW105005', line: '(Primary) Lost Failover communications with mate on interface dmz', ...monitored },
  { name: 'CISCOFW105008', line: '(Secondary) Testing Interface dmz', ...monitored },
  { name: 'CISCOFW105009', line: '(Primary) Testing on interface dmz Passed', ...monitored },
];

testGroup(cisco, lines, blocks);

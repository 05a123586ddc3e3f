import { expect, test } from '@jest/globals';
import { netscreen } from '../../../parsers/patterns/netscreen.ts';
import { type Line, matchWhole, testGroup } from './group-lines.ts';

const head = 'Nov 21 09:00:01 10.0.0.5 edge-1: NetScreen device_id=edge1 [Root]system-notification-00257(traffic): ';
const body =
  'start_time="2026-11-21 08:59:58" duration=3 policy_id=12 service=sun rpc (udp) proto=17 src zone=branch-a dst zone=Untrust ' +
  'action=Permit sent=512 rcvd=2048 src=10.1.1.1 dst=198.51.100.9';
const tail =
  ' src_port=5353 dst_port=111 src-xlated ip=203.0.113.1 port=20001 dst-xlated ip=198.51.100.9 port=111 ' +
  'session_id=99 reason=Close - AGE OUT';

const ecs = {
  timestamp: 'Nov 21 09:00:01',
  'observer.hostname': '10.0.0.5',
  'observer.name': 'edge-1',
  'observer.product': 'NetScreen',
  'netscreen.device_id': 'edge1',
  'event.code': '00257',
  'netscreen.session.type': 'traffic',
  'netscreen.session.start_time': '2026-11-21 08:59:58',
  'netscreen.session.duration': 3,
  'netscreen.policy_id': '12',
  'netscreen.service': 'sun rpc (udp)',
  'netscreen.protocol_number': 17,
  'observer.ingress.zone': 'branch-a',
  'observer.egress.zone': 'Untrust',
  'event.action': 'Permit',
  'source.bytes': 512,
  'destination.bytes': 2048,
  'source.address': '10.1.1.1',
  'destination.address': '198.51.100.9',
};

const lines: Line[] = [
  {
    name: 'NETSCREENSESSIONLOG',
    line: head + body + tail,
    ecs: {
      ...ecs,
      'source.port': 5353,
      'destination.port': 111,
      'source.nat.ip': '203.0.113.1',
      'source.nat.port': 20001,
      'destination.nat.ip': '198.51.100.9',
      'destination.nat.port': 111,
      'netscreen.session.id': '99',
      'netscreen.session.reason': 'Close - AGE OUT',
    },
    legacy: {
      date: 'Nov 21 09:00:01',
      device: '10.0.0.5',
      device_id: 'edge1',
      start_time: '"2026-11-21 08:59:58"',
      duration: '3',
      policy_id: '12',
      service: 'sun rpc (udp)',
      proto: '17',
      src_zone: 'branch-a',
      dst_zone: 'Untrust',
      action: 'Permit',
      sent: '512',
      rcvd: '2048',
      src_ip: '10.1.1.1',
      dst_ip: '198.51.100.9',
      src_port: '5353',
      dst_port: '111',
      src_xlated_ip: '203.0.113.1',
      src_xlated_port: '20001',
      dst_xlated_ip: '198.51.100.9',
      dst_xlated_port: '111',
      session_id: '99',
      reason: 'Close - AGE OUT',
    },
  },
];

testGroup(netscreen, lines);

test('ECS takes a line without ports, translation and session; legacy wants them all', () => {
  expect(matchWhole('ecs', 'NETSCREENSESSIONLOG', head + body)).toEqual(ecs);
  expect(matchWhole('legacy', 'NETSCREENSESSIONLOG', head + body)).toBeUndefined();
});

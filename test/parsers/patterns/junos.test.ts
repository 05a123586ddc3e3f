import { describe, expect, test } from '@jest/globals';
import { compileGrok } from '../../../parsers/grok/compile.ts';
import { junos } from '../../../parsers/patterns/junos.ts';
import { type Blocks, dictionaries, type Line, matchWhole, testGroup } from './group-lines.ts';

const tag = { takes: ['RT_FLOW_SESSION_CREATE', 'RT_FLOW_SESSION_DENY'], refuses: ['RT_FLOW_TAG', 'RT_FLOW_SESSION'] };
const blocks: Blocks = { RT_FLOW_TAG: tag, RT_FLOW_EVENT: tag };

const ecsEnds = {
  'source.ip': '10.9.8.7',
  'source.port': 40000,
  'destination.ip': '203.0.113.9',
  'destination.port': 443,
};
const ecsSession = {
  ...ecsEnds,
  'juniper.srx.service_name': 'junos-https',
  'source.nat.ip': '198.51.100.4',
  'source.nat.port': 1025,
  'destination.nat.ip': '203.0.113.9',
  'destination.nat.port': 443,
  'juniper.srx.src_nat_rule_name': 'out',
  'network.iana_number': '6',
  'rule.name': 'allow-web',
  'observer.ingress.zone': 'trust',
  'observer.egress.zone': 'untrust',
  'juniper.srx.session_id': '4711',
};
const legacyEnds = { 'src-ip': '10.9.8.7', 'src-port': '40000', 'dst-ip': '203.0.113.9', 'dst-port': '443' };
const legacySession = {
  ...legacyEnds,
  service: 'junos-https',
  'nat-src-ip': '198.51.100.4',
  'nat-src-port': '1025',
  'nat-dst-ip': '203.0.113.9',
  'nat-dst-port': '443',
  'src-nat-rule-name': 'out',
  'dst-nat-rule-name': 'None',
  'protocol-id': '6',
  'policy-name': 'allow-web',
  'from-zone': 'trust',
  'to-zone': 'untrust',
  'session-id': '4711',
};
const ends = '10.9.8.7/40000->203.0.113.9/443 junos-https';
const session = `${ends} 198.51.100.4/1025->203.0.113.9/443 out None 6 allow-web trust untrust 4711`;

const lines: Line[] = [
  {
    name: 'RT_FLOW1',
    line: `RT_FLOW_SESSION_CLOSE: idle Timeout: ${session} 10(1200) 8(5400) 61`,
    ecs: {
      'juniper.srx.tag': 'RT_FLOW_SESSION_CLOSE',
      'juniper.srx.reason': 'idle Timeout',
      ...ecsSession,
      'source.bytes': 1200,
      'destination.bytes': 5400,
      'juniper.srx.elapsed_time': 61,
    },
    legacy: {
      event: 'RT_FLOW_SESSION_CLOSE',
      'close-reason': 'idle Timeout',
      ...legacySession,
      sent: '1200',
      received: '5400',
      'elapsed-time': '61',
    },
  },
  {
    name: 'RT_FLOW2',
    line: `RT_FLOW_SESSION_CREATE: session created ${session}`,
    ecs: { 'juniper.srx.tag': 'RT_FLOW_SESSION_CREATE', ...ecsSession },
    legacy: { event: 'RT_FLOW_SESSION_CREATE', ...legacySession },
  },
  {
    name: 'RT_FLOW3',
    line: `RT_FLOW_SESSION_DENY: session denied ${ends} 6(0) default trust untrust`,
    ecs: {
      'juniper.srx.tag': 'RT_FLOW_SESSION_DENY',
      ...ecsEnds,
      'juniper.srx.service_name': 'junos-https',
      'network.iana_number': '6',
      'rule.name': 'default',
      'observer.ingress.zone': 'trust',
      'observer.egress.zone': 'untrust',
    },
    legacy: {
      event: 'RT_FLOW_SESSION_DENY',
      ...legacyEnds,
      service: 'junos-https',
      'protocol-id': '6',
      'policy-name': 'default',
      'from-zone': 'trust',
      'to-zone': 'untrust',
    },
  },
];

testGroup(junos, lines, blocks);

describe('what is behind and between', () => {
  test('a line goes on after the fields', () => {
    const grok = compileGrok(['%{RT_FLOW2}'], dictionaries.ecs);
    expect(grok.match(`<14>1 fw RT_FLOW: ${lines[1]?.line} N/A(N/A) ge-0/0/1.0 UNKNOWN`)).toEqual(lines[1]?.ecs);
  });

  test('releases that write what kind a rule is have more words, which are kept', () => {
    const line = lines[1]?.line.replace('out None', 'source rule out N/A N/A') ?? '';
    expect(matchWhole('legacy', 'RT_FLOW2', line)).toEqual({
      ...lines[1]?.legacy,
      'src-nat-rule-name': 'source',
      'dst-nat-rule-name': 'rule out N/A N/A',
    });
  });
});

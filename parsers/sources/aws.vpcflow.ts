import type { FieldDefinition } from '../../contracts/fields.ts';
import { setDate, textOf } from '../families/aws.ts';
import { containerColumns, flowPatterns, vpcflowDefinitions } from '../families/vpcflow.ts';
import { isIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const transports = new Map([
  ['1', 'icmp'],
  ['2', 'igmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['47', 'gre'],
  ['50', 'esp'],
  ['58', 'ipv6-icmp'],
  ['132', 'sctp'],
]);
const flagNames = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg'];
const keyword = (purpose: string): FieldDefinition => ({ type: 'keyword', purpose });

/** The default format, and custom formats in the order of the documentation. One line knows nothing of the header of its file. */
export const source: SourceDefinition = {
  type: 'aws.vpcflow',
  dataset: 'aws.vpcflow',
  title: 'AWS VPC flow log (version 2; versions 3 to 8 in the documented orders)',
  definitions: { ...vpcflowDefinitions, FLOWHEADER: '[a-z0-9]+(?:-[a-z0-9]+)*(?: [a-z0-9]+(?:-[a-z0-9]+)*)+' },
  patterns: flowPatterns,
  timestamp: { field: 'end', formats: ['UNIX'] },
  fields: [
    'source.address',
    'source.ip',
    'source.port',
    'source.bytes',
    'destination.address',
    'destination.ip',
    'destination.port',
    'network.bytes',
    'network.packets',
    'network.iana_number',
    'network.transport',
    'network.type',
    'network.direction',
    'cloud.provider',
    'cloud.account.id',
    'cloud.region',
    'cloud.availability_zone',
    'cloud.instance.id',
    'event.kind',
    'event.category',
    'event.type',
    'event.action',
    'event.outcome',
    'event.start',
    'event.end',
    'event.duration',
  ],
  ownFields: {
    'aws.vpcflow.version': keyword('The highest version among the columns'),
    'aws.vpcflow.interface_id': keyword('The network interface'),
    'aws.vpcflow.log_status': keyword('OK; NODATA: no traffic; SKIPDATA: records were lost'),
    'aws.vpcflow.vpc_id': keyword('The VPC'),
    'aws.vpcflow.subnet_id': keyword('The subnet'),
    'aws.vpcflow.tcp_flags': { type: 'long', purpose: 'The TCP flags seen, or-ed' },
    'aws.vpcflow.tcp_flags_array': keyword('The same by name'),
    'aws.vpcflow.pkt_srcaddr': keyword('The source in the packet, where the interface stands between'),
    'aws.vpcflow.pkt_dstaddr': keyword('The destination in the packet'),
    'aws.vpcflow.sublocation_type': keyword('wavelength, outpost, localzone'),
    'aws.vpcflow.sublocation_id': keyword('Which one'),
    'aws.vpcflow.pkt_src_aws_service': keyword('The AWS service that pkt_srcaddr belongs to'),
    'aws.vpcflow.pkt_dst_aws_service': keyword('The AWS service that pkt_dstaddr belongs to'),
    'aws.vpcflow.traffic_path': { type: 'long', purpose: 'The way that egress takes, 1 to 8' },
    'aws.vpcflow.reject_reason': keyword('Why it was rejected'),
    ...Object.fromEntries(
      containerColumns.map((name) => [`aws.vpcflow.${name.replaceAll('-', '_')}`, keyword(`${name} of the task`)]),
    ),
  },
  specificity: 3,
  constants: { 'event.kind': 'event', 'event.category': ['network'], 'cloud.provider': 'aws' },
  finish: finishFlow,
};

function finishFlow(draft: Draft): void {
  const { fields, aside } = draft;
  if (aside.header !== undefined) {
    fields['event.type'] = ['info'];
    fields['event.action'] = 'log-header';
    return;
  }
  const account = textOf(aside['account-id']);
  if (account !== undefined && account !== 'unknown') fields['cloud.account.id'] = account;
  for (const role of ['source', 'destination']) {
    const address = textOf(fields[`${role}.address`]);
    if (address !== undefined && isIp(address)) fields[`${role}.ip`] = address;
  }
  setDate(draft, 'event.start', aside.start);
  setDate(draft, 'event.end', aside.end);
  const seconds = Number(aside.end) - Number(aside.start);
  if (seconds >= 0 && seconds < 1e6) fields['event.duration'] = seconds * 1e9;
  if (fields['network.bytes'] !== undefined) fields['source.bytes'] = fields['network.bytes'];
  setNetwork(draft);
  setAction(draft);
}

function setNetwork({ fields, aside }: Draft): void {
  const transport = transports.get(String(fields['network.iana_number']));
  if (transport !== undefined) fields['network.transport'] = transport;
  const address = textOf(fields['source.ip']);
  const type = textOf(aside.type)?.toLowerCase() ?? (address?.includes(':') ? 'ipv6' : address && 'ipv4');
  if (type?.startsWith('ip')) fields['network.type'] = type;
  const flags = fields['aws.vpcflow.tcp_flags'];
  if (typeof flags === 'number' && flags > 0)
    fields['aws.vpcflow.tcp_flags_array'] = flagNames.filter((_, bit) => flags & (1 << bit));
}

function setAction({ fields, aside }: Draft): void {
  const action = textOf(aside.action)?.toLowerCase();
  fields['event.type'] = ['connection'];
  if (action === undefined) return;
  fields['event.action'] = action;
  fields['event.type'] = ['connection', action === 'accept' ? 'allowed' : 'denied'];
  fields['event.outcome'] = action === 'accept' ? 'success' : 'failure';
}

import {
  awsDefinitions,
  column,
  integerColumn,
  setCloud,
  setDate,
  setEndpoint,
  setTls,
  textOf,
  utc,
} from '../families/aws.ts';
import { balancerFields, nameField } from '../families/elb.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** The protocols that were offered, each in quotes of its own, with commas between. */
const preference = '(?:"-"|-|%{NLBLIST:protocols})';

/** TLS listeners of a Network Load Balancer; the only ones that it logs. The columns from ALPN on came with version 2.0. */
export const source: SourceDefinition = {
  type: 'aws.nlb',
  dataset: 'aws.nlb',
  title: 'AWS Network Load Balancer TLS access log',
  definitions: {
    ...awsDefinitions,
    NLBVERSION: '[0-9]+\\.[0-9]+',
    NLBLIST: '"[^" ]*"(?:,"[^" ]*")*',
  },
  patterns: [
    'tls %{NLBVERSION} %{AWSTIME:timestamp} %{AWSNAME:aws.elb.name} %{AWSNAME:aws.elb.listener} %{AWSNAME:client} %{AWSNAME:target} ' +
      `${integerColumn('aws.elb.connection_time.ms')} ${integerColumn('aws.elb.tls_handshake_time.ms')} ` +
      `${integerColumn('source.bytes')} ${integerColumn('destination.bytes')} ${column('aws.elb.incoming_tls_alert')} ` +
      `${column('aws.elb.chosen_cert.arn')} ${column('aws.elb.chosen_cert.serial')} ${column('cipher')} ${column('protocol')} ` +
      `${column('aws.elb.tls_named_group')} ${column('tls.client.server_name')}` +
      `(?: ${column('aws.elb.alpn.frontend')} ${column('aws.elb.alpn.backend')} ${preference}(?: ${column('created')}(?: %{GREEDYDATA})?)?)?`,
  ],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    ...balancerFields,
    'source.bytes',
    'destination.bytes',
    'tls.client.server_name',
    'network.protocol',
    'network.transport',
    'cloud.account.id',
    'cloud.region',
    'event.start',
  ],
  ownFields: {
    ...nameField,
    'aws.elb.listener': { type: 'keyword', purpose: 'The listener' },
    'aws.elb.connection_time.ms': { type: 'long', purpose: 'From the opening of the connection to its end' },
    'aws.elb.tls_handshake_time.ms': { type: 'long', purpose: 'How long the handshake took' },
    'aws.elb.incoming_tls_alert': { type: 'keyword', purpose: 'The alert that the client sent' },
    'aws.elb.chosen_cert.arn': { type: 'keyword', purpose: 'The certificate that was shown' },
    'aws.elb.chosen_cert.serial': { type: 'keyword', purpose: 'Reserved; was the serial number of it' },
    'aws.elb.tls_named_group': { type: 'keyword', purpose: 'Reserved; was the curve' },
    'aws.elb.alpn.frontend': { type: 'keyword', purpose: 'The protocol agreed with the client' },
    'aws.elb.alpn.backend': { type: 'keyword', purpose: 'The protocol agreed with the target' },
    'aws.elb.alpn.client_preference': { type: 'keyword', purpose: 'What the client offered, best first' },
  },
  specificity: 3,
  constants: {
    'event.kind': 'event',
    'event.category': ['network'],
    'event.type': ['connection', 'end'],
    'cloud.provider': 'aws',
    'network.protocol': 'tls',
    'network.transport': 'tcp',
  },
  finish: finishNlb,
};

function finishNlb(draft: Draft): void {
  const { fields, aside } = draft;
  const time = utc(aside.timestamp);
  if (time !== undefined) aside.timestamp = time;
  setDate(draft, 'event.start', aside.created);
  setEndpoint(fields, 'source', aside.client);
  setEndpoint(fields, 'destination', aside.target);
  setTls(fields, aside.cipher, aside.protocol);
  setCloud(fields, fields['aws.elb.chosen_cert.arn']);
  const protocols = textOf(aside.protocols)
    ?.split(',')
    .map((name) => name.slice(1, -1));
  if (protocols) fields['aws.elb.alpn.client_preference'] = protocols.filter((name) => name !== '');
  const connectionMs = fields['aws.elb.connection_time.ms'];
  if (typeof connectionMs === 'number') fields['event.duration'] = connectionMs * 1e6;
  // A handshake that failed leaves no protocol.
  fields['event.outcome'] = fields['tls.version'] === undefined ? 'failure' : 'success';
}

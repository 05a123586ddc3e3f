import {
  type AwsQuoting,
  awsDefinitions,
  awsQuotings,
  column,
  integerColumn,
  quotedColumn,
  secondsColumn,
} from '../families/aws.ts';
import { finishHttpBalancer, httpBalancerFields, httpBalancerOwnFields } from '../families/elb.ts';
import { accessConstants } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** Entries from before the end of 2014 end with the request. */
function entry(quoting: AwsQuoting): string {
  return [
    '%{AWSTIME:timestamp} %{AWSNAME:aws.elb.name} %{ELBENDPOINT:client} %{ELBENDPOINT:target}',
    ...['request', 'backend', 'response'].map((phase) => secondsColumn(`aws.elb.${phase}_processing_time.sec`)),
    integerColumn('http.response.status_code'),
    integerColumn('aws.elb.backend.http.response.status_code'),
    `${integerColumn('received')} ${integerColumn('sent')} "%{${quoting}:request}"`,
  ]
    .join(' ')
    .concat(`(?: ${quotedColumn('user_agent.original', quoting)} ${column('cipher')} ${column('protocol')})?`);
}

/** Classic Load Balancer: HTTP and HTTPS listeners, and TCP and SSL listeners, which know neither request nor status. */
export const source: SourceDefinition = {
  type: 'aws.elb',
  dataset: 'aws.elb',
  title: 'AWS Classic Load Balancer access log',
  definitions: { ...awsDefinitions, ELBENDPOINT: '(?:-|[0-9A-Fa-f.:\\[\\]]+)' },
  patterns: awsQuotings.map(entry),
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    ...httpBalancerFields,
    'http.request.body.bytes',
    'http.response.body.bytes',
    'source.bytes',
    'destination.bytes',
    'network.transport',
  ],
  ownFields: httpBalancerOwnFields,
  specificity: 3,
  finish: finishElb,
};

function finishElb(draft: Draft): void {
  finishHttpBalancer(draft);
  const { fields, aside } = draft;
  const { received, sent } = aside;
  // Only the bodies count for HTTP, everything for TCP.
  const isHttp = fields['http.response.status_code'] !== undefined || fields['url.original'] !== undefined;
  if (received !== undefined) fields[isHttp ? 'http.request.body.bytes' : 'source.bytes'] = received;
  if (sent !== undefined) fields[isHttp ? 'http.response.body.bytes' : 'destination.bytes'] = sent;
  Object.assign(fields, accessConstants);
  if (isHttp) return;
  fields['event.category'] = ['network'];
  fields['event.type'] = ['connection', 'end'];
  fields['network.transport'] = 'tcp';
}

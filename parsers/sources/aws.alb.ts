import {
  type AwsQuoting,
  awsDefinitions,
  awsQuotings,
  column,
  integerColumn,
  quotedColumn,
  secondsColumn,
  setCloud,
  setDate,
  textOf,
} from '../families/aws.ts';
import { finishHttpBalancer, httpBalancerFields, httpBalancerOwnFields } from '../families/elb.ts';
import { accessConstants } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/**
 * The columns in the order of the documentation. Those behind the target group came one after the other since 2016, and more will come: they are
 * read as far as they are known.
 */
function entry(quoting: AwsQuoting): string {
  const quoted = (field: string) => quotedColumn(field, quoting);
  const trailing = [
    quoted('aws.elb.trace_id'),
    `${quoted('tls.client.server_name')} ${quoted('aws.elb.chosen_cert.arn')}`,
    column('aws.elb.matched_rule_priority', 'ALBPRIORITY'),
    `${column('created', 'AWSTIME')} ${quoted('actions')} ${quoted('aws.elb.redirect_url')}`,
    quoted('aws.elb.error.reason'),
    `${quoted('targets')} ${quoted('target_statuses')}`,
    `${quoted('aws.elb.classification')} ${quoted('aws.elb.classification_reason')}`,
    column('aws.elb.conn_trace_id'),
    ['host', 'uri', 'status'].map((name) => quoted(`aws.elb.transformed.${name}`)).join(' '),
  ];
  return [
    '%{ALBTYPE:aws.elb.type} %{AWSTIME:timestamp} %{AWSNAME:aws.elb.name} %{AWSNAME:client} %{AWSNAME:target}',
    ...['request', 'backend', 'response'].map((phase) => secondsColumn(`aws.elb.${phase}_processing_time.sec`)),
    integerColumn('http.response.status_code'),
    integerColumn('aws.elb.backend.http.response.status_code'),
    `${integerColumn('http.request.bytes')} ${integerColumn('http.response.bytes')}`,
    `"%{${quoting}:request}" ${quoted('user_agent.original')}`,
    `${column('cipher')} ${column('protocol')} ${column('aws.elb.target_group.arn')}`,
  ]
    .join(' ')
    .concat(trailing.map((next) => `(?: ${next}`).join(''), ')?'.repeat(trailing.length), '(?: %{GREEDYDATA})?');
}

export const source: SourceDefinition = {
  type: 'aws.alb',
  dataset: 'aws.alb',
  title: 'AWS Application Load Balancer access log',
  definitions: {
    ...awsDefinitions,
    ALBTYPE: '(?:https?|h2|grpcs?|wss?)',
    ALBPRIORITY: '-?[0-9]+',
  },
  patterns: awsQuotings.map(entry),
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    ...httpBalancerFields,
    'http.request.bytes',
    'http.response.bytes',
    'tls.client.server_name',
    'trace.id',
    'cloud.account.id',
    'cloud.region',
    'event.start',
  ],
  ownFields: {
    ...httpBalancerOwnFields,
    'aws.elb.type': { type: 'keyword', purpose: 'http, https, h2, grpcs, ws, wss' },
    'aws.elb.target_group.arn': { type: 'keyword', purpose: 'The group of targets' },
    'aws.elb.trace_id': { type: 'keyword', purpose: 'The X-Amzn-Trace-Id header' },
    'aws.elb.chosen_cert.arn': { type: 'keyword', purpose: 'The certificate that was shown' },
    'aws.elb.matched_rule_priority': {
      type: 'keyword',
      purpose: 'The rule: 1 to 50,000, 0 for the default, -1 for none',
    },
    'aws.elb.action_executed': { type: 'keyword', purpose: 'What was done: waf, authenticate, forward, …' },
    'aws.elb.redirect_url': { type: 'keyword', purpose: 'Where the redirect led to', limitCharacters: 8191 },
    'aws.elb.error.reason': { type: 'keyword', purpose: 'Why an action failed' },
    'aws.elb.target_port': { type: 'keyword', purpose: 'The targets that it was sent to, address:port' },
    'aws.elb.target_status_code': { type: 'keyword', purpose: 'What each of them answered' },
    'aws.elb.classification': { type: 'keyword', purpose: 'Acceptable, Ambiguous or Severe, by RFC 7230' },
    'aws.elb.classification_reason': { type: 'keyword', purpose: 'Why' },
    'aws.elb.conn_trace_id': { type: 'keyword', purpose: 'The connection, as in the connection log' },
    'aws.elb.transformed.host': { type: 'keyword', purpose: 'The host header, rewritten' },
    'aws.elb.transformed.uri': { type: 'keyword', purpose: 'The URI, rewritten', limitCharacters: 8191 },
    'aws.elb.transformed.status': { type: 'keyword', purpose: 'How the rewriting went' },
  },
  specificity: 3,
  constants: accessConstants,
  finish: finishAlb,
};

function finishAlb(draft: Draft): void {
  finishHttpBalancer(draft);
  const { fields, aside } = draft;
  setCloud(fields, fields['aws.elb.target_group.arn']);
  const root = /(?:^|;)Root=([^;]+)/.exec(textOf(fields['aws.elb.trace_id']) ?? '')?.[1];
  if (root !== undefined) fields['trace.id'] = root;
  setDate(draft, 'event.start', aside.created);
  setList(fields, 'aws.elb.action_executed', textOf(aside.actions)?.split(','));
  setList(fields, 'aws.elb.target_port', textOf(aside.targets)?.split(' '));
  setList(fields, 'aws.elb.target_status_code', textOf(aside.target_statuses)?.split(' '));
}

function setList(fields: Draft['fields'], name: string, values: readonly string[] | undefined): void {
  if (values) fields[name] = values.filter((value) => value !== '');
}

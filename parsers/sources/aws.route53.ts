import { awsDefinitions, column } from '../families/aws.ts';
import { listAt, take, textAt } from '../families/json-object.ts';
import { isIp, setSourceIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const texts = [
  ['account_id', 'cloud.account.id'],
  ['region', 'cloud.region'],
  ['srcids.instance', 'cloud.instance.id'],
  ['query_name', 'dns.question.name'],
  ['query_type', 'dns.question.type'],
  ['query_class', 'dns.question.class'],
  ['rcode', 'dns.response_code'],
  ['transport', 'network.transport'],
  ['vpc_id', 'aws.route53.vpc_id'],
  ['srcids.resolver_endpoint', 'aws.route53.resolver_endpoint'],
  ['firewall_rule_action', 'aws.route53.firewall.rule_action'],
  ['firewall_rule_group_id', 'aws.route53.firewall.rule_group_id'],
  ['firewall_domain_list_id', 'aws.route53.firewall.domain_list_id'],
] as const;

/** The Resolver's query log, a JSON object a line, and the text that a public hosted zone logs. */
export const source: SourceDefinition = {
  type: 'aws.route53',
  dataset: 'aws.route53',
  title: 'AWS Route 53 query log (Resolver, public hosted zones)',
  definitions: {
    ...awsDefinitions,
    ROUTEVERSION: '[0-9]+\\.[0-9]+',
    ROUTETYPE: '[A-Z][A-Z0-9]*',
    ROUTETRANSPORT: '(?:UDP|TCP)',
    ROUTEEDGE: '[A-Z]{3}[0-9A-Z-]*',
    ROUTEJSON: '\\{.*\\}\\s*',
  },
  patterns: [
    '%{ROUTEJSON:json}',
    '%{ROUTEVERSION} %{AWSTIME:timestamp} %{AWSNAME:aws.route53.hosted_zone_id} %{NOTSPACE:dns.question.name} ' +
      '%{ROUTETYPE:dns.question.type} %{ROUTETYPE:dns.response_code} %{ROUTETRANSPORT:network.transport} ' +
      `%{ROUTEEDGE:aws.route53.edge_location} ${column('source.address')} ${column('aws.route53.edns_client_subnet')}`,
  ],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    ...texts.map(([, field]) => field).filter((field) => !field.startsWith('aws.')),
    'source.address',
    'source.ip',
    'source.port',
    'dns.answers.data',
    'dns.answers.type',
    'dns.resolved_ip',
    'network.protocol',
    'cloud.provider',
    'event.kind',
    'event.category',
    'event.type',
    'event.outcome',
  ],
  ownFields: {
    ...Object.fromEntries(
      texts
        .filter(([, field]) => field.startsWith('aws.'))
        .map(([path, field]) => [field, { type: 'keyword', purpose: `The Resolver's ${path}` }]),
    ),
    'aws.route53.hosted_zone_id': { type: 'keyword', purpose: 'The hosted zone' },
    'aws.route53.edge_location': { type: 'keyword', purpose: 'The edge location that answered' },
    'aws.route53.edns_client_subnet': {
      type: 'keyword',
      purpose: 'Part of the address of the client, where the resolver sent it',
    },
  },
  specificity: 3,
  constants: {
    'event.kind': 'event',
    'event.category': ['network'],
    'event.type': ['protocol', 'info'],
    'network.protocol': 'dns',
    'cloud.provider': 'aws',
  },
  finish: finishQuery,
};

function finishQuery(draft: Draft): void {
  const { fields, aside } = draft;
  if (typeof aside.json === 'string') readQuery(draft, JSON.parse(aside.json));
  setSourceIp(fields);
  const name = fields['dns.question.name'];
  if (typeof name === 'string' && name.length > 1) fields['dns.question.name'] = name.replace(/\.$/, '');
  const transport = fields['network.transport'];
  if (typeof transport === 'string') fields['network.transport'] = transport.toLowerCase();
  fields['event.outcome'] = fields['dns.response_code'] === 'NOERROR' ? 'success' : 'failure';
}

function readQuery({ fields, aside }: Draft, document: unknown): void {
  const time = textAt(document, 'query_timestamp');
  if (time === undefined || textAt(document, 'query_name') === undefined) throw new SyntaxError('not a query');
  aside.timestamp = time;
  take(fields, document, texts);
  take(fields, document, [['srcaddr', 'source.address']]);
  const port = textAt(document, 'srcport');
  if (port !== undefined && /^\d{1,5}$/.test(port)) fields['source.port'] = Number(port);
  const data = listAt(document, 'answers', 'Rdata');
  const types = listAt(document, 'answers', 'Type');
  if (data) fields['dns.answers.data'] = data;
  if (types) fields['dns.answers.type'] = types;
  const addresses = data?.filter(isIp) ?? [];
  if (addresses.length > 0) fields['dns.resolved_ip'] = addresses;
  // The firewall's verdict: what it blocks is answered all the same.
  const verdict = textAt(document, 'firewall_rule_action');
  if (verdict !== undefined) fields['event.type'] = ['protocol', verdict === 'BLOCK' ? 'denied' : 'allowed'];
}

import { setCloud, textOf } from '../families/aws.ts';
import { at, isObject, jsonAt, listAt, numberAt, take, textAt } from '../families/json-object.ts';
import { setSourceIp, splitUrl } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const texts = [
  ['httpRequest.clientIp', 'source.address'],
  ['httpRequest.httpMethod', 'http.request.method'],
  ['httpRequest.requestId', 'http.request.id'],
  ['httpRequest.scheme', 'url.scheme'],
  ['httpRequest.host', 'url.domain'],
  ['terminatingRuleId', 'rule.id'],
  ['webaclId', 'rule.ruleset'],
  ['httpRequest.country', 'source.geo.country_iso_code'],
  ['terminatingRuleType', 'aws.waf.terminating_rule_type'],
  ['formatVersion', 'aws.waf.format_version'],
  ['httpSourceName', 'aws.waf.source.name'],
  ['httpSourceId', 'aws.waf.source.id'],
  ['ja3Fingerprint', 'aws.waf.ja3_fingerprint'],
  ['ja4Fingerprint', 'aws.waf.ja4_fingerprint'],
] as const;
/** Free in form: kept as JSON text, the first 8,191 characters. */
const documents = [
  ['terminatingRuleMatchDetails', 'aws.waf.terminating_rule_match_details'],
  ['nonTerminatingMatchingRules', 'aws.waf.non_terminating_matching_rules'],
  ['rateBasedRuleList', 'aws.waf.rate_based_rule_list'],
  ['ruleGroupList', 'aws.waf.rule_group_list'],
] as const;
const headersMax = 200;

/** AWS WAF's log of web requests, one JSON object a line, of the version before and the one of today. */
export const source: SourceDefinition = {
  type: 'aws.waf',
  dataset: 'aws.waf',
  title: 'AWS WAF log',
  patterns: [],
  read: readRequest,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: ['UNIX_MS'] },
  fields: [
    ...texts.map(([, field]) => field).filter((field) => !field.startsWith('aws.')),
    'source.ip',
    'http.request.body.bytes',
    'http.request.referrer',
    'http.response.status_code',
    'http.version',
    'url.original',
    'url.path',
    'url.query',
    'user_agent.original',
    'cloud.provider',
    'cloud.account.id',
    'cloud.region',
    'event.kind',
    'event.category',
    'event.type',
    'event.action',
    'event.outcome',
  ],
  ownFields: {
    ...Object.fromEntries(
      texts
        .filter(([, field]) => field.startsWith('aws.'))
        .map(([path, field]) => [field, { type: 'keyword', purpose: `WAF's ${path}` }]),
    ),
    ...Object.fromEntries(documents.map(([path, field]) => [field, { type: 'text', purpose: `${path} as JSON` }])),
    'aws.waf.labels': { type: 'keyword', purpose: 'What the rules labelled the request with' },
  },
  specificity: 3,
  constants: { 'event.kind': 'event', 'event.category': ['web', 'network'], 'cloud.provider': 'aws' },
};

function readRequest({ text, fields, aside }: Draft): void {
  const document: unknown = JSON.parse(text);
  const action = textAt(document, 'action')?.toLowerCase();
  if (action === undefined || textAt(document, 'webaclId') === undefined || !isObject(at(document, 'httpRequest')))
    throw new SyntaxError('not a record of WAF');
  aside.timestamp = textAt(document, 'timestamp') ?? '';
  take(fields, document, texts);
  take(fields, document, documents, (value, path) => {
    const json = jsonAt(value, path);
    return json === '[]' ? undefined : json;
  });
  setRequest(fields, document);
  setCloud(fields, fields['rule.ruleset']);
  const labels = listAt(document, 'labels', 'name');
  if (labels) fields['aws.waf.labels'] = labels;
  // Whoever has a puzzle to solve was not let through.
  const allowed = action === 'allow' || action === 'count';
  fields['event.action'] = action;
  fields['event.type'] = ['access', allowed ? 'allowed' : 'denied'];
  fields['event.outcome'] = allowed ? 'success' : 'failure';
}

function setRequest(fields: Draft['fields'], document: unknown): void {
  setSourceIp(fields);
  const path = textAt(document, 'httpRequest.uri');
  const query = textAt(document, 'httpRequest.args');
  if (path !== undefined) fields['url.original'] = query === undefined ? path : `${path}?${query}`;
  splitUrl(fields);
  const version = /^HTTP\/(\d(?:\.\d)?)$/.exec(textAt(document, 'httpRequest.httpVersion') ?? '')?.[1];
  if (version !== undefined) fields['http.version'] = version;
  const status = numberAt(document, 'responseCodeSent');
  if (status !== undefined) fields['http.response.status_code'] = status;
  const bytes = numberAt(document, 'requestBodySize');
  if (bytes !== undefined) fields['http.request.body.bytes'] = bytes;
  const agent = header(document, 'user-agent');
  if (agent !== undefined) fields['user_agent.original'] = agent;
  const referrer = header(document, 'referer');
  if (referrer !== undefined) fields['http.request.referrer'] = referrer;
  const host = textOf(fields['url.domain']) ?? header(document, 'host');
  if (host !== undefined) fields['url.domain'] = host.replace(/:\d{1,5}$/, '');
}

/** The first header of a name, in lower case. */
function header(document: unknown, name: string): string | undefined {
  const headers = at(document, 'httpRequest.headers');
  if (!Array.isArray(headers)) return undefined;
  const found = headers.slice(0, headersMax).find((one) => textAt(one, 'name')?.toLowerCase() === name);
  return textAt(found, 'value');
}

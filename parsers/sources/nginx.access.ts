import { finishAccessExtra, isNginx, readAccessExtra } from '../families/access-extra.ts';
import { readNginxJson } from '../families/nginx-json.ts';
import { accessConstants, accessDefinitions, accessFields, finishAccess, setForwarded } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/**
 * Nginx's combined format, the `main` format of its packages, both with more behind them in the forms of `access-extra.ts`, what the ingress
 * controller of Kubernetes writes, the stream module's `basic`, and combined as JSON with the names of the variables.
 */
export const source: SourceDefinition = {
  type: 'nginx.access',
  dataset: 'nginx.access',
  title: 'Nginx access log (combined, main, with request time, ingress, stream, JSON)',
  definitions: {
    ...accessDefinitions,
    ACCESSCLIENT: '[0-9A-Za-z_:.%-]+',
    ACCESSCLIENTS: '%{ACCESSCLIENT:source.address}(?:, ?%{ACCESSCLIENT})*',
    ACCESSCHAIN: '%{ACCESSCLIENT}(?:, ?%{ACCESSCLIENT})*',
    ACCESSSITE: '[0-9A-Za-z_.-]+',
    ACCESSISO: '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:Z|[+-][0-9]{2}:[0-9]{2})',
    ACCESSWHEN: '\\[(?:%{ACCESSDATE:timestamp}|%{ACCESSISO:timestamp})\\]',
    ACCESSMAIN:
      '%{ACCESSUSER} %{ACCESSWHEN} "%{ACCESSREQUEST}" %{ACCESSNUMBER:http.response.status_code:int} %{ACCESSBYTES} ' +
      '"(?:-|%{ACCESSTEXT:http.request.referrer})" "(?:-|%{ACCESSTEXT:user_agent.original})"',
    // Without brackets: most lines, at the first attempt.
    ACCESSPLAIN: '(?: (?:"%{ACCESSTEXT}"|[^\\s"\\[\\]]+(?:"%{ACCESSTEXT}")?))*',
    ACCESSSECONDS: '[0-9]+\\.[0-9]{3}',
    INGRESSNAME: '[^\\s\\[\\]]+',
    ACCESSPEERS: '%{ACCESSPEER}(?:, %{ACCESSPEER})*',
    ACCESSPEER: '(?:\\[[0-9A-Fa-f:.]+\\]:[0-9]+|[^\\s,\\[\\]"]+)',
    ACCESSLIST: '[^\\s,\\[\\]"]+(?:, [^\\s,\\[\\]"]+)*',
  },
  patterns: [
    '%{ACCESSCLIENTS} - %{ACCESSMAIN}(?: (?:%{ACCESSSECONDS:seconds}|"%{ACCESSSECONDS:seconds}")(?![^ ]))?(?<extra>%{ACCESSPLAIN})',
    // ingress-nginx; before version 0.22 without the alternative upstream, and with the client twice
    '%{ACCESSCLIENTS} - (?:\\[[^\\]\\n]*\\] - )?%{ACCESSMAIN} %{ACCESSNUMBER:http.request.bytes:int} %{ACCESSSECONDS:seconds} ' +
      '\\[%{INGRESSNAME:nginx.access.upstream.name}?\\](?: \\[(?:%{INGRESSNAME:nginx.access.upstream.alternative_name})?\\])? ' +
      '(?:-|%{ACCESSPEERS:nginx.access.upstream.address}) (?:-|%{ACCESSLIST}) (?:-|%{ACCESSLIST:upstream_seconds}) (?:-|%{ACCESSLIST:upstream_status})(?: (?:-|%{NOTSPACE:http.request.id}))?',
    '(?:%{ACCESSSITE:url.domain}(?::%{ACCESSNUMBER:url.port:int})? )?(?!- )%{ACCESSCLIENTS} - %{ACCESSMAIN}(?<extra>%{ACCESSEXTRA})',
    // What a proxy forwarded, before the address of that proxy
    '(?:%{ACCESSSITE:url.domain}(?::%{ACCESSNUMBER:url.port:int})? )?(?:"(?:-|%{ACCESSCHAIN:forwarded})"|%{ACCESSCHAIN:forwarded}) ' +
      '%{ACCESSCLIENT:source.address} - %{ACCESSMAIN}(?<extra>%{ACCESSEXTRA})',
    // The stream module, as its documentation has it
    '%{ACCESSCLIENT:source.address} \\[%{ACCESSDATE:timestamp}\\] (?<network.transport>TCP|UDP) %{ACCESSNUMBER:stream_status} ' +
      '%{ACCESSNUMBER:destination.bytes:int} %{ACCESSNUMBER:source.bytes:int} %{ACCESSSECONDS:seconds}(?<extra>%{ACCESSEXTRA})',
  ],
  read: readNginxJson,
  timestamp: { field: 'timestamp', formats: ['HTTPDATE', 'ISO8601', 'UNIX'] },
  fields: [
    ...accessFields,
    'event.duration',
    'http.request.id',
    'http.request.bytes',
    'http.response.bytes',
    'network.forwarded_ip',
    'network.transport',
    'source.bytes',
    'destination.bytes',
    'url.domain',
    'url.port',
    'url.scheme',
  ],
  ownFields: {
    'nginx.access.server': { type: 'keyword', purpose: 'The server block' },
    'nginx.access.cache_status': { type: 'keyword', purpose: 'HIT, MISS, BYPASS, …' },
    'nginx.access.upstream.name': { type: 'keyword', purpose: 'The upstream, as the ingress controller names it' },
    'nginx.access.upstream.alternative_name': { type: 'keyword', purpose: 'The canary upstream' },
    'nginx.access.upstream.address': {
      type: 'keyword',
      purpose: 'The servers that were asked, in order',
      limitCharacters: 8191,
    },
    'nginx.access.upstream.status': { type: 'keyword', purpose: 'What each of them answered' },
    'nginx.access.upstream.duration': { type: 'long', purpose: 'Nanoseconds that all of them took together' },
  },
  specificity: 2,
  // Combined is Apache's as well, and so are many things behind it. Nginx always counts the bytes.
  isTypical: (_, { fields, aside }) =>
    isNginx(fields) ||
    aside.of_nginx === 'yes' ||
    (aside.extra === undefined && (fields['http.response.body.bytes'] ?? aside.seconds) !== undefined) ||
    undefined,
  constants: accessConstants,
  finish: finishNginx,
};

function finishNginx(draft: Draft): void {
  const { fields, aside } = draft;
  finishAccess(draft);
  if (aside.stream_status !== undefined) finishStream(fields, aside);
  const seconds = typeof aside.seconds === 'string' ? aside.seconds : undefined;
  if (typeof aside.extra === 'string') {
    const extra = readAccessExtra(aside.extra, seconds);
    if (extra.ofNginx) aside.of_nginx = 'yes';
    finishAccessExtra(fields, extra);
    finishUpstream(fields, { ...aside, ...extra });
  } else if (seconds !== undefined || aside.upstream_seconds !== undefined || aside.upstream_status !== undefined) {
    if (seconds !== undefined) finishAccessExtra(fields, { ofNginx: true, seconds });
    finishUpstream(fields, aside);
  }
  if (typeof aside.forwarded === 'string') setForwarded(fields, aside.forwarded);
}

/** TCP and UDP: the session's status stands for the response's. */
function finishStream(fields: Draft['fields'], aside: Draft['aside']): void {
  fields['network.transport'] = String(fields['network.transport']).toLowerCase();
  fields['event.outcome'] = aside.stream_status === '200' ? 'success' : 'failure';
  fields['event.category'] = ['network'];
  fields['event.type'] = ['connection'];
}

/** Of several upstreams that were asked in turn (`0.001, 0.002`, or ` : ` where another group was) the times are added up. */
function finishUpstream(fields: Draft['fields'], parts: Readonly<Record<string, unknown>>): void {
  const { upstream, upstream_seconds: times, upstream_status: status, server, cache } = parts;
  if (typeof upstream === 'string') fields['nginx.access.upstream.address'] = upstream;
  if (typeof server === 'string') fields['nginx.access.server'] = server;
  if (typeof cache === 'string') fields['nginx.access.cache_status'] = cache;
  const statuses = typeof status === 'string' ? status.split(/, | : /).filter((one) => /^\d{3}$/.test(one)) : [];
  if (statuses.length > 0) fields['nginx.access.upstream.status'] = statuses;
  const seconds = typeof times === 'string' ? times.split(/, | : /).filter((one) => /^\d{1,7}\.\d{3}$/.test(one)) : [];
  if (seconds.length > 0)
    fields['nginx.access.upstream.duration'] = Math.round(seconds.reduce((sum, one) => sum + Number(one), 0) * 1e9);
}

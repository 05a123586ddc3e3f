import type { Draft } from '../source.ts';
import { finishSyslog } from './syslog-fields.ts';
import { isIp, setSourceIp, splitRequest, splitUrl } from './web.ts';

/** What HAProxy's patterns take out of a line, and how it becomes an event. */

const headersMax = 64;
const absoluteUrl = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]*\]|[^/?#:]+)(?::(\d{1,5}))?/i;
const serverState =
  /^(?:Backup )?Server (?<backend>[^\s/]+)\/(?<server>\S+)(?: \([^)]*\))? (?:was|is) (?:going )?(?<state>UP|DOWN)\b(?:.*?, reason: (?<reason>.*?)(?:, check duration: (?<ms>\d+)ms)?(?:\.|$))?/s;
const healthCheck =
  /^Health check for (?:backup )?server (?<backend>[^\s/]+)\/(?<server>\S+) (?<state>succeeded|failed), reason: (?<reason>.*?)(?:, check duration: (?<ms>\d+)ms)?(?:, status: .*)?$/s;
const noServer = /^backend '?(?<backend>[^\s']+)'? has no server available!$/;

export const haproxyFields = [
  'source.address',
  'source.ip',
  'source.port',
  'destination.address',
  'destination.ip',
  'destination.port',
  'http.request.method',
  'http.response.status_code',
  'http.response.bytes',
  'http.version',
  'url.original',
  'url.path',
  'url.query',
  'url.domain',
  'url.port',
  'tls.client.server_name',
  'tls.cipher',
  'tls.version',
  'tls.version_protocol',
  'event.category',
  'event.type',
  'event.outcome',
  'event.action',
  'event.reason',
  'event.duration',
  'service.type',
];

export const haproxyConstants = { 'event.kind': 'event', 'service.type': 'haproxy' };

export const haproxyOwnFields = {
  'haproxy.mode': { type: 'keyword', purpose: 'HTTP or TCP' },
  'haproxy.frontend_name': { type: 'keyword', purpose: 'The frontend; a tilde behind it means TLS' },
  'haproxy.bind_name': { type: 'keyword', purpose: 'The listener of the frontend' },
  'haproxy.backend_name': { type: 'keyword', purpose: 'The backend that was chosen' },
  'haproxy.server_name': { type: 'keyword', purpose: 'The server that was chosen; <NOSRV> where none was' },
  'haproxy.bytes_read': { type: 'long', purpose: 'Bytes that went to the client' },
  'haproxy.time_queue': { type: 'long', purpose: 'Milliseconds in queues; -1 where it did not come to that' },
  'haproxy.time_backend_connect': { type: 'long', purpose: 'Milliseconds until the server was connected, or -1' },
  'haproxy.termination_state': { type: 'keyword', purpose: 'How the session ended, and its cookies' },
  'haproxy.server_queue': { type: 'long', purpose: 'Requests before it in the queue of the server' },
  'haproxy.backend_queue': { type: 'long', purpose: 'Requests before it in the queue of the backend' },
  'haproxy.connections.active': { type: 'long', purpose: 'Connections of the process' },
  'haproxy.connections.frontend': { type: 'long', purpose: 'Connections of the frontend' },
  'haproxy.connections.backend': { type: 'long', purpose: 'Connections of the backend' },
  'haproxy.connections.server': { type: 'long', purpose: 'Connections of the server' },
  'haproxy.connections.retries': { type: 'long', purpose: 'Times that connecting was tried again' },
  'haproxy.http.request.time_wait_ms': { type: 'long', purpose: 'Milliseconds until the request was there, or -1' },
  'haproxy.http.request.time_wait_without_data_ms': {
    type: 'long',
    purpose: 'Milliseconds until the server sent its headers, or -1',
  },
  'haproxy.http.request.raw_request_line': { type: 'keyword', purpose: 'As it was sent', limitCharacters: 8191 },
  'haproxy.http.request.captured_cookie': { type: 'keyword', purpose: "The client's cookie that is captured" },
  'haproxy.http.request.captured_headers': {
    type: 'keyword',
    purpose: 'In the order of the configuration',
    limitCharacters: 8191,
  },
  'haproxy.http.response.captured_cookie': { type: 'keyword', purpose: "The server's cookie that is captured" },
  'haproxy.http.response.captured_headers': {
    type: 'keyword',
    purpose: 'In the order of the configuration',
    limitCharacters: 8191,
  },
  'haproxy.error_message': { type: 'text', purpose: 'Why the connection failed' },
} as const;

export function finishHaproxy(draft: Draft): void {
  const { fields, aside } = draft;
  finishSyslog(draft);
  if (typeof aside.accepted === 'string') aside.timestamp = aside.accepted + zoneOf(aside.timestamp, aside.accepted);
  setSourceIp(fields);
  const destination = fields['destination.address'];
  if (typeof destination === 'string' && isIp(destination)) fields['destination.ip'] = destination;
  const total = Number(aside.total ?? -1);
  if (total >= 0) fields['event.duration'] = total * 1e6;
  if (typeof aside.version === 'string') setTls(fields, aside.version);
  if (aside.notice !== undefined) finishNotice(fields, String(aside.notice));
  else if (fields['haproxy.error_message'] !== undefined) finishError(fields);
  // An empty request leaves nothing behind; the state has its cookies only where there is HTTP.
  else if (String(fields['haproxy.termination_state'] ?? '').length === 4)
    finishHttp(draft, String(aside.request ?? ''));
  else finishTcp(fields, aside.mode);
}

/** The time of the request names no zone. Where syslog's does, both are clocks of the same machine. */
function zoneOf(header: unknown, accepted: string): string {
  if (accepted.includes(' ')) return '';
  return typeof header === 'string'
    ? (/(?<=\d:\d\d(?:[.,]\d+)?)(?:Z| ?[+-]\d\d:?\d\d)$/.exec(header)?.[0].trim() ?? '')
    : '';
}

function finishHttp({ fields, aside }: Draft, request: string): void {
  fields['haproxy.mode'] = 'HTTP';
  fields['event.category'] = ['web'];
  fields['event.type'] = ['access'];
  fields['http.response.bytes'] = fields['haproxy.bytes_read'] ?? 0;
  const status = fields['http.response.status_code'];
  fields['event.outcome'] = typeof status === 'number' && status < 400 ? 'success' : 'failure';
  setHeaders(fields, 'haproxy.http.request.captured_headers', aside.requestHeaders);
  setHeaders(fields, 'haproxy.http.response.captured_headers', aside.responseHeaders);
  if (request === '' || request === '<BADREQ>') return;
  fields['haproxy.http.request.raw_request_line'] = request;
  splitRequest(fields, request);
  splitUrl(fields);
  const [, domain, port] = absoluteUrl.exec(String(fields['url.original'])) ?? [];
  if (domain !== undefined) fields['url.domain'] = domain;
  if (port !== undefined) fields['url.port'] = Number(port);
}

/** Which header is which only the configuration says: places are kept. */
function setHeaders(fields: Draft['fields'], name: string, headers: unknown): void {
  if (typeof headers !== 'string') return;
  const values = headers.split('|', headersMax);
  if (values.some((value) => value !== '')) fields[name] = values;
}

/** The first letter says who ended the session: the server, the proxy, lack of resources, a bug. */
function finishTcp(fields: Draft['fields'], mode: unknown): void {
  fields['haproxy.mode'] = String(mode ?? 'TCP');
  fields['event.category'] = ['network'];
  const state = fields['haproxy.termination_state'];
  fields['event.type'] = state === undefined ? ['connection', 'start'] : ['connection', 'end'];
  const cause = String(state ?? '').charAt(0);
  if (cause === '-') fields['event.outcome'] = 'success';
  else if ('SPRI'.includes(cause) && cause !== '') fields['event.outcome'] = 'failure';
}

function finishError(fields: Draft['fields']): void {
  fields['event.category'] = ['network'];
  fields['event.type'] = ['connection', 'error'];
  fields['event.outcome'] = 'failure';
}

function finishNotice(fields: Draft['fields'], notice: string): void {
  fields.message = notice;
  fields['event.category'] = ['network'];
  fields['event.type'] = ['info'];
  if (typeof fields['log.level'] === 'string') fields['log.level'] = fields['log.level'].toLowerCase();
  const check = healthCheck.exec(notice)?.groups;
  const found = serverState.exec(notice)?.groups ?? check ?? noServer.exec(notice)?.groups;
  if (!found) return;
  if (found.backend) fields['haproxy.backend_name'] = found.backend;
  if (found.server) fields['haproxy.server_name'] = found.server;
  if (found.reason) fields['event.reason'] = found.reason;
  if (found.ms) fields['event.duration'] = Number(found.ms) * 1e6;
  if (check) fields['event.outcome'] = found.state === 'succeeded' ? 'success' : 'failure';
  fields['event.type'] = ['change'];
  fields['event.action'] = check
    ? `health_check_${found.state}`
    : found.state
      ? `server_${found.state.toLowerCase()}`
      : 'backend_down';
}

/** `TLSv1.3` → `tls`, `1.3`. */
function setTls(fields: Draft['fields'], text: string): void {
  const [, protocol, version] = /^(TLS|SSL)v(\d(?:\.\d)?)$/.exec(text) ?? [];
  if (protocol === undefined || version === undefined) return;
  fields['tls.version_protocol'] = protocol.toLowerCase();
  fields['tls.version'] = version;
}

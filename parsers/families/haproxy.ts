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

export function finishHaproxy(draft: Draft): void {
  const { fields, aside } = draft;
  finishSyslog(draft);
  if (typeof aside.accepted === 'string') {
    const accepted = aside.accepted.replace(
      /(:\d\d)(?= |$)/,
      `$1${aside.milliseconds ? `.${aside.milliseconds}` : ''}`,
    );
    aside.timestamp = accepted + zoneOf(aside.timestamp, accepted);
  }
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

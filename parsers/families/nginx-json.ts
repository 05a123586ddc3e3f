import type { Draft } from '../source.ts';

/** The names that everybody's `log_format … escape=json` has: those of the variables. */
const variables: Readonly<Record<string, string>> = {
  remote_addr: 'source.address',
  remote_user: 'user.name',
  request_method: 'http.request.method',
  request_uri: 'url.original',
  uri: 'url.original',
  request_length: 'http.request.bytes',
  status: 'http.response.status_code',
  body_bytes_sent: 'http.response.body.bytes',
  http_referer: 'http.request.referrer',
  http_referrer: 'http.request.referrer',
  http_user_agent: 'user_agent.original',
  request_id: 'http.request.id',
  req_id: 'http.request.id',
  bytes_sent: 'http.response.bytes',
  host: 'url.domain',
  http_host: 'url.domain',
  scheme: 'url.scheme',
  server_name: 'nginx.access.server',
  upstream_cache_status: 'nginx.access.cache_status',
  upstream_addr: 'nginx.access.upstream.address',
};
const materials: Readonly<Record<string, string>> = {
  time_local: 'timestamp',
  time_iso8601: 'timestamp',
  msec: 'timestamp',
  time: 'timestamp',
  timestamp: 'timestamp',
  '@timestamp': 'timestamp',
  request: 'request',
  request_time: 'seconds',
  upstream_response_time: 'upstream_seconds',
  upstream_status: 'upstream_status',
  http_x_forwarded_for: 'forwarded',
  x_forwarded_for: 'forwarded',
  'x-forwarded-for': 'forwarded',
};
const counted = new Set([
  'http.request.bytes',
  'http.response.bytes',
  'http.response.status_code',
  'http.response.body.bytes',
]);

/** An access log as a JSON object a line; `false` for other text. @throws SyntaxError where it names neither a status nor a request */
export function readNginxJson({ text, fields, aside }: Draft): unknown {
  if (!text.startsWith('{')) return false;
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null) throw new SyntaxError('not an object');
  for (const [name, value] of Object.entries(document)) {
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || value === '-') continue;
    const material = Object.hasOwn(materials, name) ? materials[name] : undefined;
    if (material !== undefined) aside[material] ??= String(value);
    const field = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (field === undefined || fields[field] !== undefined) continue;
    if (!counted.has(field)) fields[field] = String(value);
    else if (/^\d{1,15}$/.test(String(value))) fields[field] = Number(value);
  }
  const isRequest = aside.request !== undefined || fields['url.original'] !== undefined;
  if (fields['http.response.status_code'] === undefined || !isRequest) throw new SyntaxError('not an access log');
  return true;
}

import type { Draft } from '../source.ts';
import { setForwarded } from './web.ts';

/** What administrators put behind the user agent: no two do the same, so each part is told by its form. */

const part =
  / (?:([A-Za-z_][\w.-]*)=)?(?:"([^"\\]*(?:\\.[^"\\]*)*)"|\[([^\]]*)\]|((?:[^\s"[\],]|,(?! ))*(?:, (?:[^\s"[\],]|,(?! ))+)*))/y;
/** Nginx counts its seconds to three places, everywhere. */
const seconds = /^\d+\.\d{3}$/;
const manySeconds = /^(?:-|\d+\.\d{3})(?:(?:, | : )(?:-|\d+\.\d{3}))*$/;
const addresses = /^(?:[0-9A-Fa-f:.]{2,45}|unknown)(?:, ?(?:[0-9A-Fa-f:.]{2,45}|unknown))*$/;
const upstreamAddress =
  /^(?:[0-9.]+:\d+|\[[0-9a-f:]+\]:\d+|unix:[^\s,]+)(?:(?:, | : )(?:[0-9.]+:\d+|\[[0-9a-f:]+\]:\d+|unix:[^\s,]+))*$/;

/** Names that people give to Nginx's variables. */
const namedParts: Readonly<Record<string, string>> = {
  rt: 'seconds',
  request_time: 'seconds',
  urt: 'upstream_seconds',
  ut: 'upstream_seconds',
  upstream_response_time: 'upstream_seconds',
  ua: 'upstream',
  upstream_addr: 'upstream',
  us: 'upstream_status',
  upstream_status: 'upstream_status',
  host: 'host',
  h: 'host',
  sn: 'server',
  cs: 'cache',
  rid: 'id',
  request_id: 'id',
  xff: 'forwarded',
};

export interface AccessExtra {
  /** Whether only Nginx's variables look so. */
  ofNginx: boolean;
  readonly seconds?: string;
  readonly upstream_seconds?: string;
  readonly upstream?: string;
  readonly upstream_status?: string;
  readonly host?: string;
  readonly id?: string;
  readonly cache?: string;
  readonly server?: string;
  readonly forwarded?: string;
}

/**
 * @param text begins with the space behind the user agent, or behind the seconds that stand first
 * @param first those seconds
 */
export function readAccessExtra(text: string, first?: string): AccessExtra {
  const extra: Record<string, string> = first === undefined ? {} : { seconds: first };
  let ofNginx = first !== undefined;
  part.lastIndex = 0;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const [, name, quoted, bracketed, bare] = match;
    const value = quoted ?? bracketed ?? bare ?? '';
    const known = name === undefined ? kindOf(value, extra, quoted !== undefined) : namedParts[name];
    ofNginx ||= name !== undefined || known === 'seconds' || known === 'upstream' || known === 'forwarded';
    if (known !== undefined && value !== '-' && value !== '') extra[known] ??= value;
    if (part.lastIndex >= text.length) break;
  }
  return { ...extra, ofNginx };
}

function kindOf(value: string, known: Readonly<Record<string, string>>, quoted: boolean): string | undefined {
  if (seconds.test(value) && known.seconds === undefined) return 'seconds';
  if (manySeconds.test(value) && known.seconds !== undefined && value !== '-') return 'upstream_seconds';
  if (upstreamAddress.test(value)) return 'upstream';
  if (quoted && addresses.test(value) && value !== '-') return 'forwarded';
  return undefined;
}

/** What Nginx writes and Apache does not: statuses of its own, nothing for a request that is empty, sockets as clients. */
export function isNginx(fields: Draft['fields']): boolean {
  const status = fields['http.response.status_code'];
  if (typeof status === 'number' && (status === 444 || (status >= 494 && status <= 499))) return true;
  return fields['source.address'] === 'unix:';
}

/** Fields of what was found behind the user agent. */
export function finishAccessExtra(fields: Draft['fields'], extra: AccessExtra): void {
  if (extra.seconds !== undefined && seconds.test(extra.seconds))
    fields['event.duration'] = Math.round(Number(extra.seconds) * 1e9);
  if (extra.forwarded !== undefined) setForwarded(fields, extra.forwarded);
  if (extra.host !== undefined) fields['url.domain'] ??= extra.host;
  if (extra.id !== undefined) fields['http.request.id'] ??= extra.id;
}

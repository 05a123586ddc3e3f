import type { Draft } from '../source.ts';
import { finishOpen } from './json.ts';
import { putField } from './open-fields.ts';
import { setSourceIp, splitUrl } from './web.ts';

/** Heroku's level, Grafana's time. */
const ownNames: Readonly<Record<string, string>> = { at: 'level', t: 'time' };
/** Where a line is about a request. Heroku's `service` is how long it took, there. */
const requestNames: Readonly<Record<string, string>> = {
  method: 'http.request.method',
  path: 'url.original',
  status: 'http.response.status_code',
  host: 'url.domain',
  fwd: 'source.address',
  remote_addr: 'source.address',
  ip: 'source.address',
  bytes: 'http.response.body.bytes',
  service: 'service_time',
};

/** What one line may bring. The rest of it stays in `event.original`. */
const limits = { pairs: 200, nameCharacters: 256 };

/** `key=value`, `key="a value"`, `key=`; a key alone says that it holds. One expression, sticky: it never looks at a character twice. */
const pair = /([^\s="]+)(?:=(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s"]*)))?(?:\s+|$)/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** The pairs of a text that is nothing else; undefined where it is not, or begins with a word that has no value. */
export function logfmtPairs(text: string): ReadonlyMap<string, string | true> | undefined {
  const pairs = new Map<string, string | true>();
  pair.lastIndex = 0;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    const name = match?.[1];
    if (!match || name === undefined) return undefined;
    const value = match[2] === undefined ? match[3] : unescaped(match[2]);
    if (value === undefined && pairs.size === 0) return undefined;
    if (!pairs.has(name) && pairs.size < limits.pairs && name.length <= limits.nameCharacters)
      pairs.set(name, value ?? true);
  }
  return pairs;
}

/**
 * Fields of a line of pairs, under the same names as those of JSON; what cannot stand under its name goes under `logfmt.`.
 * @throws SyntaxError where the text is something else
 */
export function readLogfmt(draft: Draft): ReadonlyMap<string, string | true> {
  const pairs = logfmtPairs(draft.text.trim());
  if (!pairs || pairs.size === 0) throw new SyntaxError('not pairs of key and value');
  const isRequest = pairs.has('method') && pairs.has('path') && pairs.has('status');
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(ownNames, name) ? ownNames[name] : undefined;
    const request = isRequest && Object.hasOwn(requestNames, name) ? requestNames[name] : undefined;
    if (value !== '') putField(draft, request ?? known ?? name, value, 'logfmt');
  }
  finishOpen(draft);
  if (isRequest) finishRequest(draft.fields);
  return pairs;
}

function finishRequest(fields: Draft['fields']): void {
  const status = fields['http.response.status_code'];
  if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
  setSourceIp(fields);
  splitUrl(fields);
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter) : text;
}

import { isIPv6 } from 'node:net';
import type { Draft } from '../source.ts';

/** What the access logs of web servers have in common, after the patterns have done their part. */

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const requestLine = /^([A-Z][A-Z_-]*) ([^ ].*?)(?: HTTP\/(\d(?:\.\d)?)| )?$/s;

/** Fields of every access log. */
export const accessFields = [
  'source.address',
  'source.ip',
  'user.name',
  'http.request.method',
  'http.request.referrer',
  'http.version',
  'http.response.status_code',
  'http.response.body.bytes',
  'url.original',
  'url.path',
  'url.query',
  'user_agent.original',
  'event.kind',
  'event.category',
  'event.type',
  'event.outcome',
];

export const accessConstants = { 'event.kind': 'event', 'event.category': ['web'], 'event.type': ['access'] };

/**
 * Definitions for access logs: anchored patterns need a description of each part that cannot take its neighbour's characters.
 * A quote inside of a quoted part is escaped by the server; the request is whatever the client sent.
 */
export const accessDefinitions = {
  ACCESSTEXT: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
  ACCESSREQUEST:
    '(?:%{ACCESSMETHOD:http.request.method} %{ACCESSTARGET:url.original}(?: HTTP/%{ACCESSVERSION:http.version})?|-|%{ACCESSTEXT:request})',
  ACCESSMETHOD: '[A-Za-z][A-Za-z_-]*',
  ACCESSTARGET: '(?=[^" ])[^"\\\\ ]*(?:\\\\.[^"\\\\ ]*)*',
  ACCESSVERSION: '[0-9](?:\\.[0-9])?',
  ACCESSUSER: '(?:-|""|%{ACCESSUSERNAME:user.name})',
  ACCESSUSERNAME: '(?!- )[^" \\[]+(?: [^" \\[]+)*',
  ACCESSBYTES: '(?:-|%{ACCESSNUMBER:http.response.body.bytes:int})',
  ACCESSNUMBER: '[0-9]+',
  ACCESSDATE: '[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:[0-9:]{8}(?:\\.[0-9]+)? [+-][0-9]{4}',
  // What administrators put behind the user agent: quoted, in brackets, or a word, with or without a name.
  ACCESSEXTRA: '(?: (?:"%{ACCESSTEXT}"|\\[[^\\]\\n]*\\]|[^\\s"\\[\\]]+(?:"%{ACCESSTEXT}"|\\[[^\\]\\n]*\\])?))*',
};

/** Splits the URL, tells addresses from names, judges the status. */
export function finishAccess({ fields, aside }: Draft): void {
  if (typeof aside.request === 'string') splitRequest(fields, aside.request);
  splitUrl(fields);
  setSourceIp(fields);
  const status = fields['http.response.status_code'];
  if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
}

/** A request line that the client may have made up: what cannot be told apart goes to `url.original` as it is. */
export function splitRequest(fields: Draft['fields'], request: string): void {
  const [, method, target, version] = requestLine.exec(request) ?? [];
  fields['url.original'] = target ?? request;
  if (method !== undefined) fields['http.request.method'] = method;
  if (version !== undefined) fields['http.version'] = version;
}

export function splitUrl(fields: Draft['fields']): void {
  const url = fields['url.original'];
  if (typeof url !== 'string') return;
  const start = url.charCodeAt(0) === 47 ? 0 : pathStart(url);
  if (start < 0) return;
  const mark = url.indexOf('?', start);
  fields['url.path'] = mark < 0 && start === 0 ? url : url.slice(start, mark < 0 ? url.length : mark) || '/';
  if (mark >= 0 && mark + 1 < url.length) fields['url.query'] = url.slice(mark + 1);
}

/** Where the path of an absolute URL begins; -1 where there is none, as in `*` and in `CONNECT host:443`. */
function pathStart(url: string): number {
  const scheme = url.indexOf('://');
  if (scheme <= 0) return -1;
  const slash = url.indexOf('/', scheme + 3);
  return slash < 0 ? -1 : slash;
}

export function setSourceIp(fields: Draft['fields']): void {
  const address = fields['source.address'];
  if (typeof address === 'string' && isIp(address)) fields['source.ip'] = address;
}

/** Strict enough that Elasticsearch's `ip` takes whatever passes: no zones, no leading zeros. */
export function isIp(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && !text.includes('%') && isIPv6(text));
}

/** The client that a chain of proxies speaks for: the first of the addresses, where it is one. */
export function setForwarded(fields: Draft['fields'], list: string): void {
  const [first = ''] = list.split(',', 1);
  if (isIp(first.trim())) fields['network.forwarded_ip'] = first.trim();
}

import type { FieldValue } from '../../contracts/fields.ts';
import type { Draft } from '../source.ts';
import { parseTimestamp } from '../timestamp.ts';
import { isIp } from './web.ts';

/** What the logs of AWS have in common: columns that say `-` for nothing, ARNs, endpoints, names of TLS versions. */

type Fields = Draft['fields'];

/**
 * Two readings of a quoted column, to be tried one after the other: a quote inside is escaped, or it is not and the column ends at the first
 * quote behind which another column begins: a quote, a dash, a capital, a digit. Each alone has only one way to read a line.
 */
export const awsQuotings = ['AWSESCAPED', 'AWSRAW'] as const;
export type AwsQuoting = (typeof awsQuotings)[number];

export const awsDefinitions = {
  AWSESCAPED: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
  AWSRAW: '[^"]*(?:"(?=[^ ]| [^"A-Z0-9-])[^"]*)*',
  AWSNAME: '[^ "]+',
  // No more digits than a long has room for.
  AWSINT: '[0-9]{1,18}',
  AWSFLOAT: '[0-9]+(?:\\.[0-9]+)?',
  AWSTIME: '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?Z?',
};

/** A column without spaces: `AWSNAME` unless another definition is named. */
export function column(field: string, definition = 'AWSNAME'): string {
  return `(?:-|%{${definition}:${field}})`;
}

export function integerColumn(field: string): string {
  return `(?:-|%{AWSINT:${field}:int})`;
}

/** Seconds, where `-1` means that it did not come to that. */
export function secondsColumn(field: string): string {
  return `(?:-1(?:\\.0+)?|-|%{AWSFLOAT:${field}:float})`;
}

export function quotedColumn(field: string, quoting: AwsQuoting): string {
  return `"(?:-|%{${quoting}:${field}})"`;
}

export function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}

/** `address:port`, `[address]:port`, an address alone: to `<role>.address`, `.ip` and `.port`. */
export function setEndpoint(fields: Fields, role: 'source' | 'destination', value: FieldValue | undefined): void {
  const text = textOf(value);
  if (text === undefined) return;
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|(.*?))(?::(\d{1,5}))?$/s.exec(text) ?? [];
  // Without brackets the last group of an address could be a port; it is one where an address is left without it.
  const address = bracketed ?? (port !== undefined && plain?.includes(':') && !isIp(plain) ? text : (plain ?? text));
  fields[`${role}.address`] = address;
  if (isIp(address)) fields[`${role}.ip`] = address;
  if (port !== undefined && address !== text) fields[`${role}.port`] = Number(port);
}

/** `TLSv1.2`, `TLSV1.2`, `tlsv12` → version 1.2. */
export function setTls(fields: Fields, cipher: FieldValue | undefined, protocol: FieldValue | undefined): void {
  const name = textOf(cipher);
  if (name !== undefined) fields['tls.cipher'] = name;
  const match = /^(tls|ssl)v(\d)\.?(\d)?$/i.exec(textOf(protocol) ?? '');
  if (!match?.[1] || !match[2]) return;
  fields['tls.version'] = `${match[2]}.${match[3] ?? '0'}`;
  fields['tls.version_protocol'] = match[1].toLowerCase();
}

/** The account and the region that an ARN names: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:…`. */
export function setCloud(fields: Fields, arn: FieldValue | undefined): void {
  const [prefix, , , region, account] = (textOf(arn) ?? '').split(':', 6);
  if (prefix !== 'arn') return;
  if (region) fields['cloud.region'] = region;
  if (account && /^\d{12}$/.test(account)) fields['cloud.account.id'] = account;
}

/** The times of AWS are in UTC, also where they do not say so. */
export function utc(time: FieldValue | undefined): string | undefined {
  const text = textOf(time);
  return text === undefined || text.endsWith('Z') ? text : `${text}Z`;
}

/** A date beside the event's own: `event.start`. What is none is left out, since an index would refuse the document for it. */
export function setDate({ fields, context }: Draft, name: string, time: FieldValue | undefined): void {
  const text = textOf(time);
  if (text === undefined) return;
  const parsed = /^\d+$/.test(text)
    ? parseTimestamp(text, ['UNIX'], context)
    : parseTimestamp(utc(text) ?? '', ['ISO8601'], context);
  if (parsed !== undefined) fields[name] = parsed;
}

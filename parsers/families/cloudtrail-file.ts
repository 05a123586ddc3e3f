import type { Draft } from '../source.ts';
import { isObject, type JsonObject, textAt } from './json-object.ts';

/** A file as CloudTrail delivers it: all of its records on one line, and so in one event. */

const distinctMax = 100;

export function isRecord(value: unknown): value is JsonObject {
  return isObject(value) && textAt(value, 'eventTime') !== undefined && textAt(value, 'eventSource') !== undefined;
}

/**
 * What was done, by which services, how many records there are and the time of the first.
 * @throws SyntaxError where something is no record
 */
export function readFile({ fields, aside }: Draft, records: readonly unknown[]): void {
  const known = records.filter(isRecord);
  if (known.length < records.length) throw new SyntaxError('not records of CloudTrail');
  fields['aws.cloudtrail.record_count'] = known.length;
  const time = textAt(known[0], 'eventTime');
  if (time !== undefined) aside.timestamp = time;
  setDistinct(
    fields,
    'event.action',
    known.map((record) => textAt(record, 'eventName')),
  );
  setDistinct(
    fields,
    'event.provider',
    known.map((record) => textAt(record, 'eventSource')),
  );
}

const cutFile = /^\{"Records":\[\{"eventVersion":"/;
const time = /"eventTime":"([^"]{1,40})"/;
const actions = /"eventName":"([^"\\]{1,128})"/g;
const services = /"eventSource":"([^"\\]{1,128})"/g;

/**
 * The same of a file whose line was too long and was cut off, as far as it goes: it is not JSON any more, but half of its records are better than none.
 * @returns false where the text is no such file
 */
export function readCutFile({ text, fields, aside }: Draft): boolean {
  const found = cutFile.test(text) ? time.exec(text)?.[1] : undefined;
  if (found === undefined) return false;
  aside.timestamp = found;
  setDistinct(fields, 'event.action', namesIn(text, actions));
  setDistinct(fields, 'event.provider', namesIn(text, services));
  fields.tags = ['truncated'];
  return true;
}

function namesIn(text: string, pattern: RegExp): (string | undefined)[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name);
}

function setDistinct(fields: Draft['fields'], field: string, names: readonly (string | undefined)[]): void {
  const distinct = [...new Set(names)].filter((name) => name !== undefined);
  if (distinct.length > 0) fields[field] = distinct.slice(0, distinctMax);
}

import type { Draft } from '../source.ts';
import { at, isObject, jsonAt, numberAt, take, textAt } from './json-object.ts';
import { setConnection, setLogin, setRemote, setSeverity } from './mongodb.ts';

const succeeded = /^(?:Success\w* authenticat|Authentication succeeded)/;
const failed = /^(?:Failed to authenticate|Authentication failed)/;
const texts = [
  ['attr.type', 'mongodb.log.operation'],
  ['attr.ns', 'mongodb.log.namespace'],
  ['attr.appName', 'mongodb.log.application_name'],
  ['attr.planSummary', 'mongodb.log.plan_summary'],
  ['attr.queryShapeHash', 'mongodb.log.query_hash'],
  ['attr.queryHash', 'mongodb.log.query_hash'],
] as const;
const numbers = [
  ['attr.keysExamined', 'mongodb.log.keys_examined'],
  ['attr.docsExamined', 'mongodb.log.docs_examined'],
  ['attr.nreturned', 'mongodb.log.returned'],
  ['attr.reslen', 'mongodb.log.response_bytes'],
] as const;

/** The structured log of 4.4 and later. Throws what is not of it. */
export function readMongoJson({ fields, aside, text }: Draft): void {
  const document: unknown = JSON.parse(text);
  const severity = textAt(document, 's');
  // A time that needs no zone stands in an object; older tools print it plainly.
  const time = textAt(document, 't.$date') ?? textAt(document, 't');
  if (!isObject(document) || severity === undefined || time === undefined || !('c' in document || 'ctx' in document))
    throw new SyntaxError('not of MongoDB');
  aside.timestamp = time;
  setSeverity(fields, severity);
  take(fields, document, [
    ['msg', 'message'],
    ['c', 'mongodb.log.component'],
    ['ctx', 'mongodb.log.context'],
    ['ctx', 'process.thread.name'],
    ['id', 'event.code'],
    ...texts,
  ]);
  take(fields, document, numbers, countAt);
  take(
    fields,
    document,
    [
      ['attr', 'mongodb.log.attr'],
      ['attr.command', 'mongodb.log.command'],
    ],
    jsonAt,
  );
  const tags = at(document, 'tags');
  if (Array.isArray(tags)) takeTags(fields, tags);
  readAttributes(fields, document, String(fields.message ?? ''));
}

function readAttributes(fields: Draft['fields'], document: unknown, message: string): void {
  const ms = numberAt(document, 'attr.durationMillis');
  const micros = numberAt(document, 'attr.durationMicros');
  if (ms !== undefined && ms >= 0) fields['event.duration'] = Math.round(ms * 1e6);
  else if (micros !== undefined && micros >= 0) fields['event.duration'] = Math.round(micros * 1e3);
  setRemote(fields, textAt(document, 'attr.remote') ?? textAt(document, 'attr.client'));
  take(fields, document, [
    ['attr.error.codeName', 'error.code'],
    ['attr.errCode', 'error.code'],
    ['attr.errName', 'error.code'],
    ['attr.errMsg', 'error.message'],
    ['attr.error.errmsg', 'error.message'],
    ['attr.error', 'error.message'],
  ]);
  if (message === 'Connection accepted') setConnection(fields, 'start');
  else if (message === 'Connection ended') setConnection(fields, 'end');
  else if (message === 'Slow query') fields['event.action'] = 'slow_query';
  const user = textAt(document, 'attr.principalName') ?? textAt(document, 'attr.user');
  if (succeeded.test(message)) setLogin(fields, user, 'success');
  else if (failed.test(message)) setLogin(fields, user, 'failure');
}

function takeTags(fields: Draft['fields'], tags: readonly unknown[]): void {
  const names = tags.filter((tag) => typeof tag === 'string').slice(0, 32);
  if (names.length > 0) fields['mongodb.log.tags'] = names;
}

function countAt(value: unknown, path: string): number | undefined {
  const count = numberAt(value, path) ?? numberAt(value, `${path}.$numberLong`);
  return count !== undefined && Number.isSafeInteger(count) ? count : undefined;
}

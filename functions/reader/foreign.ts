import { MillraceError } from '../../contracts/errors.ts';
import { ecsVersion, type FieldValue } from '../../contracts/fields.ts';
import { createAction } from '../../elasticsearch/bulk.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { gaveUp, type ParsedEvent } from '../../parsers/source.ts';
import { type EventDocument, parserOfType, streamName } from './documents.ts';
import type { QueueMessage } from './ports.ts';

/** Events that did not come in an envelope, where their parser is not known. */
export const foreignDataset = 'foreign';

export interface ForeignEvent {
  readonly stream: string;
  readonly document: EventDocument;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads what others put on a queue: one event as a JSON object (Logstash's SQS output, and the like), or an array of them.
 * `type` picks the parser for `message`, where it is a type of ours; the rest is kept whole in `event.original`. The identity is
 * the message's id and the position in it: all that such an event has.
 * @throws MillraceError `bad_envelope` with the reason, where it is something else
 */
export function foreignEvents(message: QueueMessage, namespace: string, nowMs: number): ForeignEvent[] {
  const objects = eventObjects(message.body);
  const receivedMs = message.sentMs ?? nowMs;
  return objects.map((object, i) =>
    foreignEvent(object, `${message.id}-${String(i).padStart(6, '0')}`, namespace, receivedMs),
  );
}

function eventObjects(body: string): JsonObject[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw notForUs('neither an envelope of Millrace nor JSON');
  }
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw notForUs('an empty array');
  return list.map((item) => {
    if (!isObject(item)) throw notForUs('JSON, but not an object or an array of objects');
    const known = knownNotice(item);
    if (known !== undefined) throw notForUs(known);
    return item;
  });
}

function knownNotice(object: JsonObject): string | undefined {
  if (Array.isArray(object.Records))
    return 'a notification (S3 or the like) that lists Records; this reader does not fetch objects';
  if (object.Event === 's3:TestEvent') return "S3's test of its notification; it carries nothing";
  if (isObject(object.awslogs)) return 'a CloudWatch Logs subscription; this reader does not unpack those';
  if (object.Type === 'Notification' && typeof object.TopicArn === 'string')
    return 'an SNS notification; turn on raw message delivery for the subscription';
  return undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function foreignEvent(object: JsonObject, id: string, namespace: string, receivedMs: number): ForeignEvent {
  const text = typeof object.message === 'string' ? object.message : JSON.stringify(object);
  const original = JSON.stringify(object);
  const type = typeof object.type === 'string' ? object.type : undefined;
  const parser = type === undefined ? undefined : parserOfType(type);
  const dataset = parser?.definition.dataset ?? foreignDataset;
  const parsed = parser
    ? parseAlone(text, (line) => parser.parse(line, { timezone: 'UTC', referenceMs: receivedMs }))
    : undefined;
  const fields = parsed?.fields ?? { message: text };
  const document = {
    '@timestamp': parsed?.timestamp ?? timestampOf(object['@timestamp']) ?? new Date(receivedMs).toISOString(),
    'event.dataset': dataset,
    'data_stream.type': 'logs',
    'data_stream.dataset': dataset,
    'data_stream.namespace': namespace,
    'ecs.version': ecsVersion,
    'event.kind': 'event',
    ...namedFields(object),
    ...(type === undefined ? {} : { 'labels.type': type }),
    ...fields,
    'event.original': original,
    tags: [...tagsOf(object.tags), ...tagsOf(fields.tags)],
  };
  const stream = streamName(dataset, namespace);
  const lines = `${createAction(stream, id)}${JSON.stringify(document)}\n`;
  const event = { from: 0, to: Buffer.byteLength(original), text: original, flags: 0 };
  return { stream, document: { id, lines, event, failure: parsed?.failure } };
}

function parseAlone(text: string, parse: (text: string) => ParsedEvent): ParsedEvent | undefined {
  return mapWithin([text], parse, gaveUp)[0];
}

/** The few names that shippers agree on, as ECS has them. */
function namedFields(object: JsonObject): Record<string, FieldValue> {
  const { host, log, path, file, level, severity } = object;
  const hostName = typeof host === 'string' ? host : isObject(host) ? (host.name ?? host.hostname) : undefined;
  const logFile = isObject(log) && isObject(log.file) ? log.file.path : undefined;
  const filePath = [path, file, logFile].find((value) => typeof value === 'string' && value !== '');
  const logLevel = [level, severity, isObject(log) ? log.level : undefined].find((value) => typeof value === 'string');
  return {
    ...(typeof hostName === 'string' ? { 'host.name': hostName } : {}),
    ...(typeof filePath === 'string' ? { 'log.file.path': filePath } : {}),
    ...(typeof logLevel === 'string' ? { 'log.level': logLevel.toLowerCase() } : {}),
  };
}

/** ISO 8601 only: anything else may mean anything. */
function timestampOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value;
}

function tagsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((tag): tag is string => typeof tag === 'string') : [];
}

function notForUs(reason: string): MillraceError {
  return new MillraceError('bad_envelope', `not an envelope of Millrace: ${reason}`, {
    subject: 'message',
    hint: 'find who sends it to this queue; the message lies in the dead-letter queue',
  });
}

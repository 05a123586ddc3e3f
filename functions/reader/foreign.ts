import { MillraceError } from '../../contracts/errors.ts';
import { ecsVersion, type FieldValue } from '../../contracts/fields.ts';
import { createAction } from '../../elasticsearch/bulk.ts';
import { builtIn, type Catalogue } from '../../parsers/catalogue.ts';
import type { Fields } from '../../parsers/grok/extractor.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { interpreter, type Origin, processed } from '../../parsers/interpret.ts';
import type { ParsedEvent } from '../../parsers/source.ts';
import { type EventDocument, streamName } from './documents.ts';
import type { QueueMessage, ReaderSettings } from './ports.ts';

/** Events that did not come in an envelope, where their parser is not known. */
export const foreignDataset = 'foreign';

export interface ForeignEvent {
  readonly stream: string;
  readonly document: EventDocument;
}

export interface ForeignMessage {
  readonly events: readonly ForeignEvent[];
  /** How many events processors left out. */
  readonly dropped: number;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads what others put on a queue: one event as a JSON object (Logstash's SQS output, and the like), or an array of them.
 * `type` picks the parser for `message`, where it is a type of ours; the rest is kept whole in `event.original`. The identity is
 * the message's id and the position in it: all that such an event has. Processors run on them as on any others.
 * @throws MillraceError `bad_envelope` with the reason, where it is something else
 */
export function foreignEvents(
  message: QueueMessage,
  { namespace, catalogue = builtIn }: Pick<ReaderSettings, 'namespace' | 'catalogue'>,
  nowMs: number,
): ForeignMessage {
  const objects = eventObjects(message.body);
  const receivedMs = message.sentMs ?? nowMs;
  const events = objects
    .map((object, i) => {
      const id = `${message.id}-${String(i).padStart(6, '0')}`;
      return foreignEvent(object, id, namespace, receivedMs, catalogue);
    })
    .filter((event) => event !== undefined);
  return { events, dropped: objects.length - events.length };
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

function foreignEvent(
  object: JsonObject,
  id: string,
  namespace: string,
  receivedMs: number,
  catalogue: Catalogue,
): ForeignEvent | undefined {
  const original = JSON.stringify(object);
  const type = typeof object.type === 'string' ? object.type : undefined;
  const source = type !== undefined && catalogue.has(type) ? catalogue.sourceOf(type) : undefined;
  const dataset = source?.dataset ?? foreignDataset;
  const context = { timezone: source?.timezone ?? 'UTC', referenceMs: receivedMs };
  const parsed = contentOf(object, original, catalogue, { type: type ?? foreignDataset, dataset, context });
  if (!parsed) return undefined;
  const document = {
    '@timestamp': parsed.timestamp ?? timestampOf(object['@timestamp']) ?? new Date(receivedMs).toISOString(),
    'event.dataset': dataset,
    'data_stream.type': 'logs',
    'data_stream.dataset': dataset,
    'data_stream.namespace': namespace,
    'ecs.version': ecsVersion,
    'event.kind': 'event',
    ...originOf(object),
    ...parsed.fields,
  };
  const stream = streamName(dataset, namespace);
  const lines = `${createAction(stream, id)}${JSON.stringify(document)}\n`;
  // Should Elasticsearch refuse it, this is what the failure stream gets.
  const text = catalogue.processingOf(type ?? foreignDataset)?.redactText?.(original) ?? original;
  const event = { from: 0, to: Buffer.byteLength(original), text, flags: 0 };
  return { stream, document: { id, lines, event, failure: parsed.failure } };
}

/** Parser and processors, under one time limit. @returns undefined where a processor drops the event */
function contentOf(
  object: JsonObject,
  original: string,
  catalogue: Catalogue,
  origin: Origin,
): ParsedEvent | undefined {
  const text = typeof object.message === 'string' ? object.message : original;
  const named = { ...levelOf(object), ...(typeof object.type === 'string' ? { 'labels.type': object.type } : {}) };
  const processing = catalogue.processingOf(origin.type);
  const parser = catalogue.has(origin.type) ? catalogue.parserOf(origin.type) : undefined;
  const { interpret, giveUp } = interpreter(parser, undefined, origin);
  const withNamed = (parsed: ParsedEvent, whole: string): ParsedEvent => {
    const tags = [...tagsOf(object.tags), ...tagsOf(parsed.fields.tags)];
    const fields: Fields = { ...named, ...parsed.fields, 'event.original': whole, tags };
    return { ...parsed, fields };
  };
  const work = (): ParsedEvent | undefined => {
    const parsed = interpret(text);
    const whole = parsed && withNamed(parsed, original);
    return whole && processing ? processed(whole, text, processing, origin) : whole;
  };
  const redact = processing?.redactText ?? ((given: string) => given);
  return mapWithin([object], work, () => withNamed(giveUp(redact(text)), redact(original)))[0];
}

/** The few names that shippers agree on, as ECS has them: where it comes from. */
function originOf({ host, log, path, file }: JsonObject): Record<string, FieldValue> {
  const hostName = typeof host === 'string' ? host : isObject(host) ? (host.name ?? host.hostname) : undefined;
  const logFile = isObject(log) && isObject(log.file) ? log.file.path : undefined;
  const filePath = [path, file, logFile].find((value) => typeof value === 'string' && value !== '');
  return {
    ...(typeof hostName === 'string' ? { 'host.name': hostName } : {}),
    ...(typeof filePath === 'string' ? { 'log.file.path': filePath } : {}),
  };
}

function levelOf({ level, severity, log }: JsonObject): Record<string, FieldValue> {
  const given = [level, severity, isObject(log) ? log.level : undefined].find((value) => typeof value === 'string');
  return typeof given === 'string' ? { 'log.level': given.toLowerCase() } : {};
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

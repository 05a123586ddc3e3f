import { type DecodedEvent, type Envelope, eventFlags, type Segment } from '../../contracts/envelope/envelope.ts';
import { ecsVersion, type FieldValue } from '../../contracts/fields.ts';
import { eventId } from '../../contracts/identity.ts';
import { builtIn, type Catalogue } from '../../parsers/catalogue.ts';
import { mapWithin } from '../../parsers/grok/time-limit.ts';
import { interpreter } from '../../parsers/interpret.ts';
import { isReaderField, type ParseContext, type ParsedEvent } from '../../parsers/source.ts';

/** A document on its way: its lines in a bulk body, and what it was made from. */
export interface EventDocument {
  readonly id: string;
  readonly lines: string;
  readonly event: DecodedEvent;
  readonly failure: ParsedEvent['failure'];
}

/** Some of a segment's events. */
export interface DocumentChunk {
  readonly documents: readonly EventDocument[];
  /** How many events processors left out. */
  readonly dropped: number;
}

/** What all documents of a segment have in common, serialised once. */
export interface SegmentConstants {
  readonly stream: string;
  /** Up to the id. */
  readonly action: string;
  /** Members of the document, with a comma at the end. */
  readonly members: string;
}

export function streamName(dataset: string, namespace: string): string {
  return `logs-${dataset}-${namespace}`;
}

export function segmentConstants(host: string, segment: Omit<Segment<unknown>, 'events'>): SegmentConstants {
  const stream = streamName(segment.dataset, segment.namespace);
  const labels = Object.entries(segment.fields).map(([name, value]) => [`labels.${name}`, value]);
  const members = JSON.stringify({
    'event.dataset': segment.dataset,
    'data_stream.type': 'logs',
    'data_stream.dataset': segment.dataset,
    'data_stream.namespace': segment.namespace,
    'ecs.version': ecsVersion,
    'host.name': host,
    'log.file.path': segment.path,
    'millrace.generation': segment.generation,
    ...Object.fromEntries(labels),
  });
  return {
    stream,
    action: `{"create":{"_index":${JSON.stringify(stream)},"_id":"`,
    members: `${members.slice(1, -1)},`,
  };
}

/** Events that share the cost of one watchdog. It is a thread: on a busy machine, starting and ending it takes longer than parsing a hundred lines. */
const chunkEvents = 2000;

/**
 * The documents of a segment, in order, chunk by chunk: a caller that sends between chunks holds only one of them.
 * A parser or processor that fails or takes too long costs an event its fields, never the event.
 */
export function* documentsOf(
  envelope: Omit<Envelope<DecodedEvent>, 'segments'>,
  segment: Segment<DecodedEvent>,
  catalogue: Catalogue = builtIn,
): Generator<DocumentChunk> {
  const constants = segmentConstants(envelope.host, segment);
  const { type, dataset } = segment;
  // A newer shipper may name types that this reader does not know.
  const parser = catalogue.has(type) ? catalogue.parserOf(type) : undefined;
  const processing = catalogue.processingOf(type);
  const context: ParseContext = { timezone: segment.timezone, referenceMs: envelope.firstSentMs };
  const writer: Writer = {
    constants,
    segment,
    fallbackTimestamp: new Date(envelope.firstSentMs).toISOString(),
    extraTags: parser ? segment.tags : [...segment.tags, '_unknown_type'],
    open: processing !== undefined || parser?.definition.openFields === true,
    withholdRaw: processing?.redactText !== undefined,
  };
  const { interpret, giveUp } = interpreter(parser, processing, { type, dataset, context });
  const write = (event: DecodedEvent): EventDocument | undefined => {
    const parsed = interpret(event.text);
    return parsed && documentOf(writer, event, parsed);
  };
  const writeGivenUp = (event: DecodedEvent): EventDocument => documentOf(writer, event, giveUp(event.text));
  for (let start = 0; start < segment.events.length; start += chunkEvents) {
    const results = mapWithin(segment.events.slice(start, start + chunkEvents), write, writeGivenUp);
    yield processing ? withoutDropped(results) : { documents: results as EventDocument[], dropped: 0 };
  }
}

function withoutDropped(results: readonly (EventDocument | undefined)[]): DocumentChunk {
  const documents = results.filter((document) => document !== undefined);
  return { documents, dropped: results.length - documents.length };
}

interface Writer {
  readonly constants: SegmentConstants;
  readonly segment: Segment<DecodedEvent>;
  readonly fallbackTimestamp: string;
  readonly extraTags: readonly string[];
  /** True where fields may have names of the reader's. */
  readonly open: boolean;
  /** True where the bytes as they were may hold what was redacted. */
  readonly withholdRaw: boolean;
}

type MutableFields = Record<string, FieldValue>;

function documentOf(writer: Writer, event: DecodedEvent, parsed: ParsedEvent): EventDocument {
  const id = eventId(writer.segment.generation, event.from);
  const { constants, extraTags } = writer;
  const fields = parsed.fields as MutableFields;
  if (writer.open) dropReaderFields(fields, writer.segment.fields);
  if (extraTags.length > 0) fields.tags = mergeTags(fields.tags, extraTags);
  if (fields['event.kind'] === undefined) fields['event.kind'] = 'event';
  if (event.flags !== 0 || event.raw !== undefined) setFlags(fields, event, writer.withholdRaw);
  // Concatenated from ready parts; only what varies is serialised. JSON.stringify over everything takes twice as long.
  const lines =
    `${constants.action}${id}"}}\n{"@timestamp":"${parsed.timestamp ?? writer.fallbackTimestamp}",${constants.members}` +
    `"log.offset":${event.from},"log.length":${event.to - event.from},${JSON.stringify(fields).slice(1)}\n`;
  return { id, lines, event, failure: parsed.failure };
}

// Formats that name their own fields may not name ours: a document with a key twice is refused as a whole.
function dropReaderFields(fields: MutableFields, labels: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(fields)) {
    if (name !== 'event.original' && isReaderField(name)) delete fields[name];
  }
  for (const label of Object.keys(labels)) delete fields[`labels.${label}`];
}

function mergeTags(parsed: FieldValue | undefined, extra: readonly string[]): string[] {
  const own = parsed === undefined ? [] : Array.isArray(parsed) ? parsed.map(String) : [String(parsed)];
  return [...own, ...extra];
}

function setFlags(fields: MutableFields, event: DecodedEvent, withholdRaw: boolean): void {
  const flags = flagNames(event);
  if (flags.length > 0) fields['log.flags'] = flags;
  if (event.raw && !withholdRaw) fields['millrace.raw'] = Buffer.from(event.raw).toString('base64');
}

export function flagNames(event: Pick<DecodedEvent, 'flags' | 'raw'>): string[] {
  const names: string[] = [];
  if (event.flags & eventFlags.truncated) names.push('truncated');
  if (event.flags & eventFlags.multiline) names.push('multiline');
  if (event.raw) names.push('invalid_utf8');
  return names;
}

/**
 * Accounts for every line of some files by asking Elasticsearch and the queues, never the shipper: what is in the index, in the
 * failure stream, in the dead-letter queue, or was filtered on purpose as the delivery records say.
 */
import { deliveryDataset, failuresDataset } from '../contracts/delivery.ts';
import { eventId } from '../contracts/identity.ts';
import type { FileLines } from './file-lines.ts';
import { holes, type Interval, union } from './intervals.ts';

/** One search: the path, and the query as Elasticsearch takes it. @returns the decoded answer */
export type Search = (path: string, body: object) => Promise<unknown>;

/** A file and the generation under which it was shipped. */
export interface ShippedFile {
  readonly lines: FileLines;
  readonly generation: string;
}

export interface Account {
  readonly lines: number;
  readonly events: number;
  readonly filtered: number;
  /** By processors of the reader. */
  readonly dropped: number;
  readonly grokFailures: number;
  readonly failureStream: number;
  readonly duplicates: number;
  readonly missing: number;
  /** The first missing lines, for a person to look at. */
  readonly missingExamples: readonly { path: string; line: number; offset: number }[];
}

interface FoundEvent extends Interval {
  readonly id: string;
}

interface Delivered extends Interval {
  readonly events: number;
  readonly filtered: number;
  readonly dropped: number;
}

const pageSize = 10_000;
const failuresIndex = `logs-${failuresDataset}-*`;
const deliveryFields = [
  'millrace.generation',
  'millrace.message_id',
  'millrace.from',
  'millrace.to',
  'millrace.events',
  'millrace.filtered',
  'millrace.dropped',
  'millrace.indexed',
  'millrace.already_indexed',
];
const deliveryIndex = `logs-${deliveryDataset}-*`;
/** All logs but the two streams that are about logs. */
export const eventIndices = `logs-*-*,-${failuresIndex},-${deliveryIndex}`;

/**
 * @param deadLettered stretches of bytes in messages of the dead-letter queue, by generation
 */
export async function account(
  files: readonly ShippedFile[],
  deadLettered: ReadonlyMap<string, readonly Interval[]>,
  search: Search,
): Promise<Account> {
  const total = {
    lines: 0,
    events: 0,
    filtered: 0,
    dropped: 0,
    grokFailures: 0,
    failureStream: 0,
    duplicates: 0,
    missing: 0,
  };
  const missingExamples: { path: string; line: number; offset: number }[] = [];
  // Two names of one content share a generation: what it holds is counted once, its lines in each file.
  const counted = new Set<string>();
  for (const { lines, generation } of files) {
    const indexed = await findEvents(eventIndices, generation, search);
    const refused = await findEvents(failuresIndex, generation, search);
    const delivered = await findDeliveries(generation, search);
    const found = [...indexed, ...refused];
    const leftOut = leftOutStretches(delivered, found);
    const covered = union([...found, ...leftOut.stretches, ...(deadLettered.get(generation) ?? [])]);
    const lost = linesIn(lines, holes({ from: 0, to: lines.sizeBytes }, covered));
    total.lines += lines.starts.length;
    total.missing += lost.length;
    for (const line of lost.slice(0, 5 - missingExamples.length)) {
      missingExamples.push({ path: lines.path, line: line + 1, offset: lines.starts[line] ?? 0 });
    }
    if (counted.has(generation)) continue;
    counted.add(generation);
    total.events += identitiesIn(found) + leftOut.filtered + leftOut.dropped;
    total.filtered += leftOut.filtered;
    total.dropped += leftOut.dropped;
    total.duplicates += indexed.length - identitiesIn(indexed);
    total.failureStream += refused.length;
    total.grokFailures += await countTagged(generation, '_grokparsefailure', search);
  }
  return { ...total, missingExamples };
}

function identitiesIn(events: readonly FoundEvent[]): number {
  return new Set(events.map((event) => event.id)).size;
}

/** Numbers of the lines (from 0) that begin in one of the holes or reach into it. */
function linesIn(lines: FileLines, missing: readonly Interval[]): number[] {
  const found: number[] = [];
  let hole = 0;
  for (let i = 0; i < lines.starts.length && hole < missing.length; i++) {
    const from = lines.starts[i] ?? 0;
    const to = lines.starts[i + 1] ?? lines.sizeBytes;
    while (hole < missing.length && (missing[hole]?.to ?? 0) <= from) hole++;
    const next = missing[hole];
    if (next && next.from < to && from < next.to) found.push(i);
  }
  return found;
}

/**
 * A delivered stretch that holds as many events as its record says, but for those that processors dropped, has nothing but filtered and
 * dropped lines between them. Where events are fewer, something was lost, and no gap of it counts as left out.
 */
function leftOutStretches(
  delivered: readonly Delivered[],
  found: readonly Interval[],
): { stretches: Interval[]; filtered: number; dropped: number } {
  const stretches: Interval[] = [];
  let filtered = 0;
  let dropped = 0;
  const between = union(found);
  const starts = found.map((event) => event.from).sort((a, b) => a - b);
  const seen = new Set<string>();
  for (const record of delivered) {
    const key = `${record.from}-${record.to}`;
    if (record.filtered + record.dropped === 0 || seen.has(key)) continue;
    seen.add(key);
    const inside = new Set(starts.slice(lowerBound(starts, record.from), lowerBound(starts, record.to))).size;
    if (inside < record.events - record.dropped) continue;
    stretches.push(...holes(record, between));
    filtered += record.filtered;
    // What a delivery without that processor has indexed is found, and counts there.
    dropped += Math.max(0, record.events - inside);
  }
  return { stretches, filtered, dropped };
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Hit {
  readonly _id: string;
  readonly _index: string;
  readonly fields?: Record<string, readonly unknown[]>;
}

async function findEvents(indices: string, generation: string, search: Search): Promise<FoundEvent[]> {
  const filter = { term: { 'millrace.generation': generation } };
  const hits = await allHits(indices, filter, 'log.offset', ['log.offset', 'log.length'], search);
  return hits.map((hit) => {
    const from = numberOf(hit, 'log.offset');
    return { id: eventId(generation, from), from, to: from + numberOf(hit, 'log.length') };
  });
}

async function findDeliveries(generation: string, search: Search): Promise<Delivered[]> {
  const filter = { term: { 'millrace.generation': generation } };
  const hits = await allHits(deliveryIndex, filter, 'millrace.from', deliveryFields, search);
  return hits.map((hit) => ({
    from: numberOf(hit, 'millrace.from'),
    to: numberOf(hit, 'millrace.to'),
    events: numberOf(hit, 'millrace.events'),
    filtered: numberOf(hit, 'millrace.filtered'),
    // Records from before there were processors have none.
    dropped: Number(hit.fields?.['millrace.dropped']?.[0] ?? 0),
  }));
}

/**
 * Every document that matches. Pages by a position that grows, since a page has a limit; several documents may share a
 * position, so a page begins with the last position of the one before.
 */
async function allHits(
  indices: string,
  filter: object,
  position: string,
  fields: readonly string[],
  search: Search,
): Promise<Hit[]> {
  const found = new Map<string, Hit>();
  let from = 0;
  for (;;) {
    const answer = (await search(`/${indices}/_search?ignore_unavailable=true&allow_no_indices=true`, {
      size: pageSize,
      _source: false,
      fields,
      sort: [{ [position]: { order: 'asc', unmapped_type: 'long' } }],
      query: { bool: { filter: [filter, { range: { [position]: { gte: from } } }] } },
    })) as { hits: { hits: readonly Hit[] } };
    const { hits } = answer.hits;
    const before = found.size;
    for (const hit of hits) found.set(`${hit._index} ${hit._id}`, hit);
    const last = hits.at(-1);
    if (last === undefined || hits.length < pageSize || found.size === before) return [...found.values()];
    from = numberOf(last, position);
  }
}

function textOf(hit: Hit, field: string): string {
  const value = hit.fields?.[field]?.[0];
  if (typeof value !== 'string') throw new TypeError(`document ${hit._id} in ${hit._index} has no ${field}`);
  return value;
}

function numberOf(hit: Hit, field: string): number {
  const value = hit.fields?.[field]?.[0];
  if (typeof value !== 'number') throw new TypeError(`document ${hit._id} in ${hit._index} has no ${field}`);
  return value;
}

async function countTagged(generation: string, tag: string, search: Search): Promise<number> {
  return countDocuments(
    eventIndices,
    [{ term: { 'millrace.generation': generation } }, { term: { tags: tag } }],
    search,
  );
}

/** Documents that match all filters. */
export async function countDocuments(indices: string, filters: readonly object[], search: Search): Promise<number> {
  const answer = (await search(`/${indices}/_count?ignore_unavailable=true&allow_no_indices=true`, {
    query: { bool: { filter: filters } },
  })) as { count: number };
  return answer.count;
}

/** What the reader says of one run of a shipper, over all its delivery records. */
export interface RunAccount {
  readonly shipped: number;
  readonly messages: number;
  readonly indexed: number;
  readonly alreadyIndexed: number;
}

export async function accountOfRun(run: string, search: Search): Promise<RunAccount> {
  const shipped = new Map<string, number>();
  const messages = new Set<string>();
  let indexed = 0;
  let alreadyIndexed = 0;
  const hits = await allHits(deliveryIndex, { term: { 'millrace.run': run } }, 'millrace.from', deliveryFields, search);
  for (const hit of hits) {
    const messageId = textOf(hit, 'millrace.message_id');
    messages.add(messageId);
    // A message that came twice has two records; its events were shipped once.
    const stretch = `${messageId} ${textOf(hit, 'millrace.generation')} ${numberOf(hit, 'millrace.from')}`;
    shipped.set(stretch, numberOf(hit, 'millrace.events'));
    indexed += numberOf(hit, 'millrace.indexed');
    alreadyIndexed += numberOf(hit, 'millrace.already_indexed');
  }
  const events = [...shipped.values()].reduce((sum, count) => sum + count, 0);
  return { shipped: events, messages: messages.size, indexed, alreadyIndexed };
}

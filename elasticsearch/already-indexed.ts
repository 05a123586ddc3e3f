import { MillraceError } from '../contracts/errors.ts';
import type { BulkClock } from './bulk.ts';
import { type ElasticsearchClient, refused } from './connect.ts';

/**
 * In a data stream an id is unique only within one backing index: after a rollover `create` would take it a second time. So
 * events that may have been written before the write index was made are looked up in the older ones first.
 *
 * What remains: a rollover within `knownForMs` of a first delivery whose message is delivered again meanwhile.
 */
export interface AlreadyIndexed {
  /**
   * The backing indices that may hold events first sent at `firstSentMs`; none where the write index is older than that, or is
   * the only one.
   * @throws MillraceError `elasticsearch_unreachable` or `elasticsearch_refused`
   */
  olderIndices(stream: string, firstSentMs: number): Promise<readonly string[]>;
  /**
   * Which of the ids are in one of the indices, refreshed or not.
   * @throws MillraceError `elasticsearch_unreachable` or `elasticsearch_refused`
   */
  find(indices: readonly string[], ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** How far the clocks of hosts and cluster may be apart. */
const marginMs = 60_000;
/** How long a list of backing indices is believed. */
const knownForMs = 5_000;

interface KnownStream {
  readonly atMs: number;
  /** By creation, newest first: the write index stands at the beginning. */
  readonly indices: readonly { readonly name: string; readonly createdMs: number }[];
}

const knownStreams = new WeakMap<ElasticsearchClient, Map<string, KnownStream>>();

/** What is known of the streams is kept with the client. Needs `read` and `view_index_metadata`. */
export function alreadyIndexed(client: ElasticsearchClient, clock: Pick<BulkClock, 'now'>): AlreadyIndexed {
  const known = knownStreams.get(client) ?? new Map<string, KnownStream>();
  knownStreams.set(client, known);
  return {
    async olderIndices(stream, firstSentMs) {
      let entry = known.get(stream);
      if (!entry || clock.now() - entry.atMs >= knownForMs) {
        entry = { atMs: clock.now(), indices: await backingIndices(client, stream) };
        known.set(stream, entry);
      }
      const [writeIndex, ...older] = entry.indices;
      if (!writeIndex || firstSentMs > writeIndex.createdMs + marginMs) return [];
      return older.map(({ name }) => name);
    },
    find: (indices, ids) => findIds(client, indices, ids),
  };
}

async function backingIndices(client: ElasticsearchClient, stream: string): Promise<KnownStream['indices']> {
  const path = `/${encodeURIComponent(stream)}/_settings/index.creation_date?flat_settings=true`;
  const answer = await client.request('GET', path);
  // Before its first event there is no stream, and nothing to find.
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw refused(answer, stream);
  const indices = JSON.parse(answer.body) as Record<string, { settings?: Record<string, string> }>;
  return Object.entries(indices)
    .map(([name, { settings }]) => ({ name, createdMs: Number(settings?.['index.creation_date'] ?? 0) }))
    .sort((a, b) => b.createdMs - a.createdMs || (a.name < b.name ? 1 : -1));
}

async function findIds(
  client: ElasticsearchClient,
  indices: readonly string[],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const docs = indices.flatMap((_index) => ids.map((_id) => ({ _index, _id, _source: false })));
  const answer = await client.request('POST', `/_mget?filter_path=${mgetFilterPath}`, JSON.stringify({ docs }));
  if (answer.status !== 200) throw refused(answer, indices.join(', '));
  const found = new Set<string>();
  for (const doc of (JSON.parse(answer.body) as { docs?: MgetDocument[] }).docs ?? []) {
    const type = doc.error?.type;
    // An index that lifecycle has deleted meanwhile holds nothing; one that does not answer may hold it.
    if (type !== undefined && type !== 'index_not_found_exception') throw lookUpFailed(indices, doc.error);
    if (doc.found && doc._id !== undefined) found.add(doc._id);
  }
  return found;
}

const mgetFilterPath = 'docs._id,docs.found,docs.error.type,docs.error.reason';

interface MgetDocument {
  readonly _id?: string;
  readonly found?: boolean;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

function lookUpFailed(indices: readonly string[], error: MgetDocument['error']): MillraceError {
  return new MillraceError(
    'elasticsearch_refused',
    `older events could not be looked up: ${error?.reason ?? error?.type}`,
    {
      subject: indices.join(', '),
      hint: 'the index does not answer; see GET _cluster/health',
      retryable: true,
    },
  );
}

/** The questions that a person asks of logs, as searches whose answers are printed. */
import { table } from '../cli/table.ts';
import { eventIndices, type Search } from './accounting.ts';

interface Bucket {
  readonly key: string | number;
  readonly key_as_string?: string;
  readonly doc_count: number;
  readonly [name: string]: unknown;
}

type Aggregations = Readonly<Record<string, { readonly buckets: readonly Bucket[] }>>;

/** Which events are asked about: filters as Elasticsearch takes them. */
export type Scope = readonly object[];

const searchPath = `/${eventIndices}/_search?ignore_unavailable=true&allow_no_indices=true`;
const webAccess = { terms: { 'event.dataset': ['nginx.access', 'apache.access'] } };

async function aggregate(search: Search, filter: Scope, aggs: object): Promise<Aggregations> {
  const answer = (await search(searchPath, { size: 0, query: { bool: { filter } }, aggs })) as {
    aggregations?: Aggregations;
  };
  return answer.aggregations ?? {};
}

/** A heading and a table; empty where there is nothing to say. */
async function topTable(
  search: Search,
  title: string,
  headings: readonly string[],
  filter: Scope,
  aggregation: object,
  row: (bucket: Bucket) => (string | number)[],
): Promise<string> {
  const { top } = await aggregate(search, filter, { top: aggregation });
  const buckets = top?.buckets ?? [];
  return buckets.length === 0 ? '' : `${title}\n${table(headings, buckets.map(row))}`;
}

const metricOf = (bucket: Bucket, name: string): number => (bucket[name] as { value?: number } | undefined)?.value ?? 0;
const keyOf = (bucket: Bucket): string => bucket.key_as_string ?? String(bucket.key);

export function topStatusCodes(search: Search, scope: Scope): Promise<string> {
  return topTable(
    search,
    'Top status codes',
    ['status', 'requests'],
    [...scope, webAccess],
    { terms: { field: 'http.response.status_code', size: 8 } },
    (bucket) => [keyOf(bucket), bucket.doc_count],
  );
}

export function slowestPaths(search: Search, scope: Scope): Promise<string> {
  return topTable(
    search,
    'Slowest paths',
    ['path', 'requests', 'mean ms', 'slowest ms'],
    [...scope, webAccess, { exists: { field: 'event.duration' } }],
    {
      terms: { field: 'url.path', size: 5, order: { mean: 'desc' } },
      aggs: { mean: { avg: { field: 'event.duration' } }, slowest: { max: { field: 'event.duration' } } },
    },
    (bucket) => [
      keyOf(bucket),
      bucket.doc_count,
      Math.round(metricOf(bucket, 'mean') / 1e6),
      Math.round(metricOf(bucket, 'slowest') / 1e6),
    ],
  );
}

export function notFoundByPath(search: Search, scope: Scope): Promise<string> {
  return topTable(
    search,
    '404s by path',
    ['path', 'requests'],
    [...scope, { term: { 'http.response.status_code': 404 } }],
    { terms: { field: 'url.path', size: 8 } },
    (bucket) => [keyOf(bucket), bucket.doc_count],
  );
}

export async function bytesByHour(search: Search, scope: Scope): Promise<string> {
  const { hours } = await aggregate(search, [...scope, { exists: { field: 'http.response.body.bytes' } }], {
    hours: {
      date_histogram: { field: '@timestamp', fixed_interval: '1h', min_doc_count: 1 },
      aggs: { bytes: { sum: { field: 'http.response.body.bytes' } } },
    },
  });
  const rows = (hours?.buckets ?? []).map((bucket) => [keyOf(bucket), bucket.doc_count, metricOf(bucket, 'bytes')]);
  if (rows.length === 0) return '';
  return `Bytes by hour (the last 8 of ${rows.length})\n${table(['hour', 'requests', 'bytes'], rows.slice(-8))}`;
}

interface ErrorHit {
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

const stackLinesMost = 12;

/** The newest errors, each with its stack trace: one event, however many lines it had. */
export async function latestErrors(search: Search, scope: Scope, count: number): Promise<string> {
  // Fields, not the source: a server that makes the source from the fields nests them as it likes.
  const answer = (await search(searchPath, {
    size: count,
    _source: false,
    fields: ['@timestamp', 'message', 'error.type', 'error.stack_trace'],
    sort: [{ '@timestamp': 'desc' }, { 'log.offset': { order: 'desc', unmapped_type: 'long' } }],
    query: { bool: { filter: [...scope, { exists: { field: 'error.stack_trace' } }] } },
  })) as { hits: { hits: readonly ErrorHit[] } };
  const found = answer.hits.hits.map(({ fields }) => {
    const value = (name: string) => String(fields[name]?.[0] ?? '');
    const lines = value('error.stack_trace').split('\n');
    const shown = lines.slice(0, stackLinesMost).map((line) => `    ${line}`);
    return [`${value('@timestamp')} ${value('error.type')}: ${value('message')}`, ...shown].join('\n');
  });
  return found.length === 0 ? '' : `Errors with their stack traces, newest first\n${found.join('\n')}`;
}

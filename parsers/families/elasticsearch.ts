import type { Draft } from '../source.ts';

/** What Elasticsearch's logs have in common: the server's and the slow logs, as text (all versions) and as JSON (7 and later). */

export const elasticsearchFields = [
  'log.level',
  'log.logger',
  'process.thread.name',
  'process.pid',
  'error.type',
  'error.message',
  'error.code',
  'error.stack_trace',
  'user.name',
  'user.effective.name',
  'event.kind',
  'event.category',
  'event.type',
  'event.action',
  'event.code',
  'event.duration',
  'service.name',
  'service.type',
  'service.node.name',
  'trace.id',
  'transaction.id',
];

const keyword = (purpose: string) => ({ type: 'keyword', purpose }) as const;

export const elasticsearchOwnFields = {
  'elasticsearch.cluster.name': keyword('The cluster'),
  'elasticsearch.cluster.uuid': keyword('Its number'),
  'elasticsearch.node.name': keyword('The node'),
  'elasticsearch.node.id': keyword('Its number'),
  'elasticsearch.index.name': keyword('The index'),
  'elasticsearch.index.id': keyword('Its number'),
  'elasticsearch.shard.id': keyword('The shard'),
  'elasticsearch.event.category': keyword('The kind of deprecation'),
  'elasticsearch.elastic_product_origin': keyword('Which of the stack sent the request'),
  'elasticsearch.http.request.x_opaque_id': keyword('What the client calls the request'),
} as const;

/** Definitions of the head that every line of text has. */
export const elasticsearchDefinitions = {
  ESTIME: '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(?:[.,][0-9]{3,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?',
  ESLEVEL: '[A-Z]+',
  ESLOGGER: '[^\\[\\] ]+',
  ESNODE: '[^\\[\\]]*',
  ESHEAD:
    '\\[%{ESTIME:timestamp}\\]\\[%{ESLEVEL:log.level} *\\]\\[%{ESLOGGER:log.logger} *\\] (?:\\[%{ESNODE:elasticsearch.node.name}\\] ?)?',
};

/** A line that begins so begins an event, as text or as JSON. A brace alone is the document in a slow log that was not reformatted. */
export const elasticsearchStart = '^(?:\\[\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d|\\{ ?")';

const failureLevels = new Set(['error', 'fatal']);
// Indices have a shard or their own number behind them; other brackets are part of the message.
const index =
  /^ ?\[{1,2}(?!gc\])([^[\]/\s"*\\<>|,?#A-Z]{1,255})(?:\/([\w-]{22}))?\](?:\[(\d{1,5})\])?(?:\]|(?=[ \],:]|$))/;
const creation = /^\[([^[\]/\s]{1,255})\] (?:creating|deleting|create_mapping|update_mapping|creating\/updating)\b/;

/** Level, categories, index and shard; for both forms. */
export function finishElasticsearch(fields: Draft['fields']): void {
  const level = String(fields['log.level'] ?? '').toLowerCase();
  if (level !== '') fields['log.level'] = level;
  fields['event.category'] = ['database'];
  fields['event.type'] = [failureLevels.has(level) || fields['error.type'] !== undefined ? 'error' : 'info'];
  const node = fields['elasticsearch.node.name'];
  if (typeof node === 'string') fields['service.node.name'] = node;
}

/** `[orders][0] …`, `[orders/VLKxBLvUSYuIMKzpacGjRg] …`, `[orders] creating index …`. */
export function takeIndex(fields: Draft['fields'], message: string): void {
  const [, name, id, shard] = index.exec(message) ?? [];
  if (name !== undefined && (id !== undefined || shard !== undefined)) {
    fields['elasticsearch.index.name'] = name;
    if (id !== undefined) fields['elasticsearch.index.id'] = id;
    if (shard !== undefined) fields['elasticsearch.shard.id'] = shard;
    return;
  }
  const [, created] = creation.exec(message) ?? [];
  if (created !== undefined) fields['elasticsearch.index.name'] = created;
}

const nanoseconds: Readonly<Record<string, number>> = {
  nanos: 1,
  micros: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
};

/** `4.5ms`, `257.3micros`, `1.2s` → nanoseconds; undefined where it is not such a time. */
export function timeValue(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^(\d{1,12}(?:\.\d{1,9})?)(nanos|micros|ms|s|m|h|d)$/.exec(text ?? '') ?? [];
  const factor = nanoseconds[unit];
  return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor);
}

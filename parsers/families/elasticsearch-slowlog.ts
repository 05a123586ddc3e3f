import type { Draft } from '../source.ts';
import { takeIndex, timeValue } from './elasticsearch.ts';
import { memberText } from './elasticsearch-json.ts';
import type { JsonObject } from './json-object.ts';

const keyword = (purpose: string) => ({ type: 'keyword', purpose }) as const;

export const slowlogOwnFields = {
  'elasticsearch.slowlog.took': keyword('The time that it took, as it was written'),
  'elasticsearch.slowlog.types': keyword('The types that were searched (before 8)'),
  'elasticsearch.slowlog.stats': keyword('The groups of statistics of the search'),
  'elasticsearch.slowlog.search_type': keyword('QUERY_THEN_FETCH, …'),
  'elasticsearch.slowlog.source_query': { type: 'keyword', purpose: 'What was asked, as JSON', limitCharacters: 8191 },
  'elasticsearch.slowlog.extra_source': { type: 'keyword', purpose: 'What was asked beside it', limitCharacters: 8191 },
  'elasticsearch.slowlog.total_hits': keyword('Documents that were found'),
  'elasticsearch.slowlog.total_shards': { type: 'long', purpose: 'Shards that were asked' },
  'elasticsearch.slowlog.routing': keyword('The routing'),
  'elasticsearch.slowlog.id': keyword('The document; of a search, what the client calls it'),
  'elasticsearch.slowlog.type': keyword('The type of the document (before 8)'),
  'elasticsearch.slowlog.source': { type: 'keyword', purpose: 'The document that was indexed', limitCharacters: 8191 },
} as const;

export type SlowFacts = Readonly<Record<string, string | undefined>>;

const textFacts =
  /^(?<before>.*?)took\[(?<took>[^\]]*)\], took_millis\[(?<took_millis>\d{1,15})\](?:, total_hits\[(?<total_hits>[^\]]*)\])?(?:, types\[(?<types>[^\]]*)\])?(?:, type\[(?<type>[^\]]*)\])?(?:, stats\[(?<stats>[^\]]*)\])?(?:, search_type\[(?<search_type>[^\]]*)\])?(?:, total_shards\[(?<total_shards>[^\]]*)\])?(?:, id\[(?<id>[^\]]*)\])?(?:, routing\[(?<routing>[^\]]*)\])?(?:, source\[(?<source>.*)\])?,? *$/s;
/** Behind the source, which may hold anything. */
const trailer = /\](?:, extra_source\[(?<extra>[^\n]{0,8000})\])?(?:, id\[(?<id>[^\][]{0,512}))$/s;
const extraTrailer = /\], extra_source\[(?<extra>[^\n]{0,8000})$/s;

/** Of a line of text, behind the node. */
export function factsOfText(message: string): SlowFacts | undefined {
  const facts = textFacts.exec(message)?.groups;
  if (!facts) return undefined;
  const source = facts.source ?? '';
  const behind = trailer.exec(source) ?? extraTrailer.exec(source);
  return {
    ...facts,
    message: facts.before,
    source: behind ? source.slice(0, behind.index) : source,
    extra_source: behind?.groups?.extra,
    id: facts.id ?? behind?.groups?.id,
  };
}

const factNames =
  'took took_millis total_hits types type stats search_type total_shards id routing source extra_source message'.split(
    ' ',
  );

/** Of a JSON line: the names of 7.x are plain, since 8 they have a prefix. */
export function factsOfJson(document: JsonObject): SlowFacts {
  const facts = factNames.map((name) => [
    name,
    memberText(document, `elasticsearch.slowlog.${name}`) ?? memberText(document, name),
  ]);
  return { ...Object.fromEntries(facts), doc_type: memberText(document, 'doc_type') };
}

/** @param isSearch searches have a query for a source, indexing has the document */
export function fillSlow({ fields }: Draft, facts: SlowFacts, isSearch: boolean): void {
  const set = (name: string, value: string | undefined) => {
    const plain = value?.trim().replace(/^\[(.*)\]$/, '$1');
    if (plain) fields[`elasticsearch.slowlog.${name}`] = plain;
  };
  for (const name of ['took', 'types', 'stats', 'search_type', 'total_hits', 'routing', 'id']) set(name, facts[name]);
  // In the JSON of 7.x `type` says which log it is.
  if (!isSearch) set('type', facts.doc_type ?? (/_slowlog$/.test(facts.type ?? '') ? undefined : facts.type));
  if (facts.source) fields[`elasticsearch.slowlog.${isSearch ? 'source_query' : 'source'}`] = facts.source;
  if (facts.extra_source) fields['elasticsearch.slowlog.extra_source'] = facts.extra_source;
  if (/^\d{1,9}$/.test(facts.total_shards ?? ''))
    fields['elasticsearch.slowlog.total_shards'] = Number(facts.total_shards);
  const exact = timeValue(facts.took);
  const ms = /^\d{1,15}$/.test(facts.took_millis ?? '') ? Number(facts.took_millis) : undefined;
  // Of seconds only a tenth is written; below a millisecond nothing else is.
  const duration = ms !== undefined && ms >= 1000 ? ms * 1e6 : (exact ?? (ms === undefined ? undefined : ms * 1e6));
  if (duration !== undefined) fields['event.duration'] = duration;
  takeIndex(fields, facts.message ?? '');
}

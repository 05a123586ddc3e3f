import {
  elasticsearchDefinitions,
  elasticsearchFields,
  elasticsearchOwnFields,
  elasticsearchStart,
  finishElasticsearch,
} from '../families/elasticsearch.ts';
import { kindOf, readElasticsearchJson } from '../families/elasticsearch-json.ts';
import { factsOfJson, factsOfText, fillSlow, slowlogOwnFields } from '../families/elasticsearch-slowlog.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const indexing = /indexing|^i\.i\.s\./;

/** Elasticsearch's and OpenSearch's slow logs, of searches and of indexing: JSON (7.x, and ECS since 8) and text (all versions). */
export const source: SourceDefinition = {
  type: 'elasticsearch.slowlog',
  dataset: 'elasticsearch.slowlog',
  title: 'Elasticsearch slow logs (text, JSON)',
  definitions: elasticsearchDefinitions,
  read: readJson,
  patterns: ['(?=[^\\n]*(?:slowlog|\\[i\\.[is]\\.s\\.))%{ESHEAD}(?=[^\\n]*took\\[)%{GREEDYDATA:message}'],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  multiline: { start: elasticsearchStart },
  fields: elasticsearchFields,
  ownFields: { ...elasticsearchOwnFields, ...slowlogOwnFields },
  specificity: 3,
  constants: { 'event.kind': 'event', 'service.type': 'elasticsearch' },
  finish: finishSlow,
};

function readJson(draft: Draft): boolean {
  if (!draft.text.startsWith('{')) return false;
  const document = readElasticsearchJson(draft);
  const kind = kindOf(document);
  const logger = String(draft.fields['log.logger'] ?? '');
  const facts = factsOfJson(document);
  if (!/slowlog/.test(kind + logger) && facts.took_millis === undefined) throw new SyntaxError('not of a slow log');
  // As the text has it: the index alone would say nothing.
  const { message = '', took = '', source = '' } = facts;
  draft.fields.message = `${message} took[${took}], source[${source}]`;
  fillSlow(draft, facts, !indexing.test(logger) && !indexing.test(kind));
  return true;
}

function finishSlow(draft: Draft): void {
  const { fields } = draft;
  if (draft.pattern >= 0) {
    const facts = factsOfText(String(fields.message));
    if (!facts) throw new SyntaxError('not of a slow log');
    fillSlow(draft, facts, !indexing.test(String(fields['log.logger'])));
  }
  fields['event.action'] = indexing.test(String(fields['log.logger'])) ? 'slow_indexing' : 'slow_search';
  finishElasticsearch(fields);
}

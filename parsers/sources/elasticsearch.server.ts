import {
  elasticsearchDefinitions,
  elasticsearchFields,
  elasticsearchOwnFields,
  elasticsearchStart,
  finishElasticsearch,
  takeIndex,
  timeValue,
} from '../families/elasticsearch.ts';
import { kindOf, readElasticsearchJson } from '../families/elasticsearch-json.ts';
import { takeException } from '../families/exceptions.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const collected =
  /^\[gc\](?:\[(?<kind>young|old|survivor)\])?\[\d+\](?:\[\d+\])? (?:overhead, spent \[(?<spent>[^\]]+)\]|duration \[(?<took>[^\]]+)\])/;

/** Elasticsearch's and OpenSearch's own log and deprecations: JSON (7.x, and ECS since 8) and text (all versions), with stack traces. */
export const source: SourceDefinition = {
  type: 'elasticsearch.server',
  dataset: 'elasticsearch.server',
  title: 'Elasticsearch server and deprecation log (text, JSON)',
  definitions: elasticsearchDefinitions,
  read: readJson,
  patterns: ['%{ESHEAD}%{GREEDYDATA:message}'],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  multiline: { start: elasticsearchStart },
  fields: elasticsearchFields,
  ownFields: {
    ...elasticsearchOwnFields,
    'elasticsearch.server.kind': { type: 'keyword', purpose: 'Which of the logs: server, deprecation, …' },
  },
  specificity: 3,
  isTypical: ({ fields }) =>
    !/slowlog|^i\.[is]\.s\.|audit/i.test(`${fields['log.logger']} ${fields['elasticsearch.server.kind']}`),
  constants: { 'event.kind': 'event', 'service.type': 'elasticsearch' },
  finish: finishServer,
};

function readJson(draft: Draft): boolean {
  if (!draft.text.startsWith('{')) return false;
  const kind = kindOf(readElasticsearchJson(draft));
  if (kind !== '') draft.fields['elasticsearch.server.kind'] = kind.replace(/^elasticsearch\.|\.elasticsearch$/g, '');
  return true;
}

function finishServer(draft: Draft): void {
  const { fields } = draft;
  if (draft.pattern >= 0) {
    // Elasticsearch announces some exceptions with that word alone, which would be taken for one.
    if (typeof fields.message === 'string') fields.message = fields.message.replace(/^Exception\n/, '');
    takeException(draft);
  }
  const message = String(fields.message ?? '');
  takeIndex(fields, message);
  const garbage = collected.exec(message)?.groups;
  const spent = timeValue(garbage?.spent ?? garbage?.took);
  if (garbage) fields['event.action'] = 'gc';
  if (spent !== undefined) fields['event.duration'] = spent;
  finishElasticsearch(fields);
}

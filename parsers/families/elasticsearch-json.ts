import type { Draft } from '../source.ts';
import { takeStack } from './exceptions.ts';
import { at, isObject, type JsonObject, take, textAt } from './json-object.ts';

/** Members have dots in their names, in 7 and in 8; a document that some shipper has unfolded has objects. */
export function memberText(document: JsonObject, name: string): string | undefined {
  return Object.hasOwn(document, name) ? textAt({ it: document[name] }, 'it') : textAt(document, name);
}

/** 7.x has names of its own, 8 and later those of ECS. */
const names: readonly (readonly [name: string, field: string])[] = [
  ['level', 'log.level'],
  ['log.level', 'log.level'],
  ['component', 'log.logger'],
  ['log.logger', 'log.logger'],
  ['message', 'message'],
  ['process.thread.name', 'process.thread.name'],
  ['service.name', 'service.name'],
  ['cluster.name', 'elasticsearch.cluster.name'],
  ['elasticsearch.cluster.name', 'elasticsearch.cluster.name'],
  ['cluster.uuid', 'elasticsearch.cluster.uuid'],
  ['elasticsearch.cluster.uuid', 'elasticsearch.cluster.uuid'],
  ['node.name', 'elasticsearch.node.name'],
  ['elasticsearch.node.name', 'elasticsearch.node.name'],
  ['node.id', 'elasticsearch.node.id'],
  ['elasticsearch.node.id', 'elasticsearch.node.id'],
  ['elasticsearch.event.category', 'elasticsearch.event.category'],
  ['elasticsearch.elastic_product_origin', 'elasticsearch.elastic_product_origin'],
  ['elasticsearch.http.request.x_opaque_id', 'elasticsearch.http.request.x_opaque_id'],
  ['x-opaque-id', 'elasticsearch.http.request.x_opaque_id'],
  ['event.code', 'event.code'],
  ['key', 'event.code'],
  ['trace.id', 'trace.id'],
  ['transaction.id', 'transaction.id'],
  ['error.type', 'error.type'],
  ['error.message', 'error.message'],
  ['error.stack_trace', 'error.stack_trace'],
  ['user.name', 'user.name'],
  ['user.effective.name', 'user.effective.name'],
];

/** What a JSON line of any of the logs has. Throws what is not of Elasticsearch. */
export function readElasticsearchJson({ fields, aside, text }: Draft): JsonObject {
  const document: unknown = JSON.parse(text);
  if (!isObject(document)) throw new SyntaxError('not a JSON object');
  const time = memberText(document, '@timestamp') ?? memberText(document, 'timestamp');
  const cluster = memberText(document, 'cluster.name') ?? memberText(document, 'elasticsearch.cluster.name');
  const dataset = memberText(document, 'event.dataset') ?? '';
  const isOurs = cluster !== undefined || /^elasticsearch\.|^deprecation\.elasticsearch/.test(dataset);
  if (time === undefined || !isOurs || !('log.level' in document || 'level' in document))
    throw new SyntaxError('not of Elasticsearch');
  aside.timestamp = time;
  take(fields, document, names, (_, name) => memberText(document, name));
  const stack = at(document, 'stacktrace');
  if (Array.isArray(stack)) fields['error.stack_trace'] = stack.filter((line) => typeof line === 'string').join('\n');
  takeStack(fields);
  // As 7.x writes it: what was thrown is the first line of the stack.
  const [first = ''] = String(fields['error.stack_trace'] ?? '').split('\n', 1);
  const [, type, message] = /^([\w.$]+): (.*)$/.exec(first) ?? [];
  if (type !== undefined) fields['error.type'] ??= type;
  if (message) fields['error.message'] ??= message;
  return document;
}

/** Which of the logs a line belongs to: `server`, `deprecation`, `index_search_slowlog`, `audit`. */
export function kindOf(document: JsonObject): string {
  return memberText(document, 'event.dataset') ?? memberText(document, 'type') ?? '';
}

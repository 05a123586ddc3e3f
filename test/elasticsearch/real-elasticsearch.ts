import { randomBytes } from 'node:crypto';
import { connectElasticsearch, type ElasticsearchClient, type Method } from '../../elasticsearch/connect.ts';

/** The Elasticsearch that the test run was given: `MILLRACE_TEST_STACK` (JSON with `elasticsearchUrl`) or `ELASTICSEARCH_URL`. */
export function realElasticsearch(): RealElasticsearch {
  const stack = process.env.MILLRACE_TEST_STACK;
  const url = stack
    ? (JSON.parse(stack) as { elasticsearchUrl?: string }).elasticsearchUrl
    : process.env.ELASTICSEARCH_URL;
  if (!url) throw new Error('needs an Elasticsearch: npm test starts one, or set ELASTICSEARCH_URL');
  const client = connectElasticsearch({ url, timeoutMs: 60_000 });
  return {
    client,
    url,
    namespace: `test${randomBytes(4).toString('hex')}`,
    async ask(method, path, body) {
      const answer = await client.request(method, path, body === undefined ? undefined : JSON.stringify(body));
      return { status: answer.status, body: answer.body === '' ? {} : JSON.parse(answer.body) };
    },
  };
}

export interface RealElasticsearch {
  readonly client: ElasticsearchClient;
  readonly url: string;
  /** Of this run only, so that runs share a cluster without meeting. */
  readonly namespace: string;
  ask(method: Method, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** The documents of streams of a name, refreshed first. */
export async function documentsIn(server: RealElasticsearch, stream: string, query: object = { match_all: {} }) {
  await server.ask('POST', `/${stream}/_refresh`);
  const { body } = await server.ask('POST', `/${stream}/_search`, { query, size: 1000 });
  const { hits } = body as { hits: { hits: { _id: string; _index: string; _source: Record<string, unknown> }[] } };
  return hits.hits;
}

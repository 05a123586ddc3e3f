import { connectElasticsearch, type ElasticsearchClient, type Method } from '../../elasticsearch/connect.ts';
import { uniqueName } from '../stack-fixture.ts';

/** @param url of the stack that `useStack` gives */
export function realElasticsearch(url: string): RealElasticsearch {
  const client = connectElasticsearch({ url, timeoutMs: 60_000 });
  return {
    client,
    url,
    namespace: uniqueName('test'),
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

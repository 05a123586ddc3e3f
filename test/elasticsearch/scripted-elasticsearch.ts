import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One document that a bulk request asked for. */
export interface BulkAsk {
  readonly index: string;
  readonly id: string;
  readonly document: Record<string, unknown>;
}

/** What the script says to a bulk request: a whole answer, or one status a document. */
export type BulkReply =
  | { readonly status: number; readonly body?: string }
  | { readonly items: readonly ItemReply[] }
  | 'hang up';

export interface ItemReply {
  readonly status: number;
  readonly error?: { readonly type: string; readonly reason: string };
  readonly failure_store?: string;
}

export interface ScriptedElasticsearch {
  readonly url: string;
  /** Every bulk request that arrived, in order. */
  readonly bulks: readonly (readonly BulkAsk[])[];
  /** Ids that are in an index, by `index/id`: a second `create` of one answers 409, as the real one does. */
  readonly documents: ReadonlyMap<string, Record<string, unknown>>;
  /** Decides instead of the memory; undefined lets the memory answer. */
  onBulk: (asks: readonly BulkAsk[], number: number) => BulkReply | undefined;
  close(): Promise<void>;
}

/**
 * A server that answers bulk requests as Elasticsearch does, from memory or from a script. Its answers are shaped like real
 * ones; what the real server does with mappings is tested on the real server.
 */
export async function scriptedElasticsearch(): Promise<ScriptedElasticsearch> {
  const documents = new Map<string, Record<string, unknown>>();
  const bulks: BulkAsk[][] = [];
  const scripted = {
    url: '',
    bulks,
    documents,
    onBulk: (): BulkReply | undefined => undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  } as ScriptedElasticsearch & { url: string };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    if (!request.url?.startsWith('/_bulk')) {
      send(404, '{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}');
      return;
    }
    const asks = readBulk(Buffer.concat(chunks).toString('utf8'));
    bulks.push(asks);
    const reply = scripted.onBulk(asks, bulks.length) ?? { items: asks.map((ask) => remember(ask)) };
    if (reply === 'hang up') request.socket.destroy();
    else if ('items' in reply) {
      reply.items.forEach((item, i) => {
        const ask = asks[i];
        if (item.status === 201 && ask) documents.set(`${ask.index}/${ask.id}`, ask.document);
      });
      send(200, JSON.stringify({ errors: false, items: reply.items.map((item) => ({ create: item })) }));
    } else send(reply.status, reply.body ?? '{"error":{"type":"scripted","reason":"scripted"}}');
  });
  const remember = (ask: BulkAsk): ItemReply => {
    if (!documents.has(`${ask.index}/${ask.id}`)) return { status: 201 };
    return { status: 409, error: { type: 'version_conflict_engine_exception', reason: 'document already exists' } };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scripted.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return scripted;
}

function readBulk(body: string): BulkAsk[] {
  const lines = body.split('\n').filter((line) => line !== '');
  const asks: BulkAsk[] = [];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const { create } = JSON.parse(lines[i] ?? '') as { create: { _index: string; _id: string } };
    asks.push({ index: create._index, id: create._id, document: JSON.parse(lines[i + 1] ?? '') });
  }
  return asks;
}

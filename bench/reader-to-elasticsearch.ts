/**
 * Messages → reader → Elasticsearch beside the same documents posted as ready-made bodies, both with two requests under way, into
 * data streams of the same templates. Documents a second and the ratio; alternating, best of the rounds.
 *
 *     ELASTICSEARCH_URL=http://127.0.0.1:9200 node bench/reader-to-elasticsearch.ts LOG-FILE[.gz] [DOCUMENTS] [ROUNDS]
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { type EventRecord, envelopeLimits, type Segment } from '../contracts/envelope/envelope.ts';
import { decodeMessage, encodeMessage } from '../contracts/envelope/message.ts';
import { generationFrom } from '../contracts/identity.ts';
import { silentLogger } from '../contracts/logger.ts';
import { probeCapabilities } from '../elasticsearch/capabilities.ts';
import { connectElasticsearch } from '../elasticsearch/connect.ts';
import { applySetup } from '../elasticsearch/setup.ts';
import { templatesFor } from '../elasticsearch/templates.ts';
import { documentsOf } from '../functions/reader/documents.ts';
import type { QueueMessage, ReaderPorts } from '../functions/reader/ports.ts';
import { processMessages } from '../functions/reader/process.ts';
import { sourceOf } from '../parsers/catalogue.ts';

const [file = '', count = '100000', rounds = '3'] = process.argv.slice(2);
const type = 'apache.access';
const bulkSizeBytes = 5 * 1024 ** 2;
const linesPerMessage = 4000;
const url = process.env.ELASTICSEARCH_URL ?? 'http://127.0.0.1:9200';
const client = connectElasticsearch({ url, timeoutMs: 120_000 });
const run = Date.now().toString(36);

const definitions = [{ dataset: type, fields: sourceOf(type).fields, open: false }];
await applySetup(client, templatesFor(definitions, await probeCapabilities(client), { version: 'bench' }), {
  dryRun: false,
});
const lines = readLines(file);

const best = { bare: 0, reader: 0, cpuSeconds: Number.POSITIVE_INFINITY };
for (let round = 0; round <= Number(rounds); round++) {
  const bare = await postBare(messagesFor(`bare${run}`, round));
  const before = process.cpuUsage();
  const reader = await read(messagesFor(`read${run}`, round));
  const { user, system } = process.cpuUsage(before);
  // The first round warms both sides up and makes the streams.
  if (round === 0) continue;
  best.bare = Math.max(best.bare, bare);
  best.reader = Math.max(best.reader, reader);
  best.cpuSeconds = Math.min(best.cpuSeconds, (user + system) / 1e6);
}
console.log(
  JSON.stringify({
    documents: Number(count),
    barePerSecond: Math.round(best.bare),
    readerPerSecond: Math.round(best.reader),
    ratio: Number((best.reader / best.bare).toFixed(2)),
    readerCpuSeconds: Number(best.cpuSeconds.toFixed(2)),
  }),
);
client.close();

async function read(messages: readonly QueueMessage[]): Promise<number> {
  const ports: ReaderPorts = {
    elasticsearch: client,
    fetchClaim: () => Promise.reject(new Error('no claims here')),
    putAside: () => Promise.reject(new Error('no dead letters here')),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    log: silentLogger,
  };
  const startedMs = performance.now();
  const { counters } = await processMessages(
    messages,
    ports,
    { namespace: 'bench', bulkSizeBytes },
    Date.now() + 600_000,
  );
  if (counters.indexed !== Number(count)) throw new Error(JSON.stringify(counters));
  return Number(count) / ((performance.now() - startedMs) / 1000);
}

async function postBare(messages: readonly QueueMessage[]): Promise<number> {
  const bodies: string[] = [];
  let parts: string[] = [];
  let characters = 0;
  const close = () => {
    if (parts.length > 0) bodies.push(parts.join(''));
    parts = [];
    characters = 0;
  };
  for (const { body } of messages) {
    const decoded = decodeMessage(body, envelopeLimits);
    if (decoded.kind !== 'envelope') continue;
    for (const segment of decoded.envelope.segments) {
      for (const document of [...documentsOf(decoded.envelope, segment)].flat()) {
        parts.push(document.lines);
        characters += document.lines.length;
        if (characters >= bulkSizeBytes) close();
      }
    }
  }
  close();
  const startedMs = performance.now();
  const connection = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const { body: said } = await client.request('POST', '/_bulk?filter_path=errors', body);
      if (!said.includes('"errors":false')) throw new Error(said.slice(0, 500));
    }
  };
  await Promise.all([connection(), connection()]);
  return Number(count) / ((performance.now() - startedMs) / 1000);
}

function messagesFor(namespace: string, round: number): QueueMessage[] {
  const messages: QueueMessage[] = [];
  let at = 0;
  for (let start = 0; start < Number(count); start += linesPerMessage) {
    const from = at;
    const events: EventRecord[] = Array.from({ length: Math.min(linesPerMessage, Number(count) - start) }, (_, i) => {
      const text = Buffer.from(lines[(start + i) % lines.length] ?? '');
      const event = { from: at, to: at + text.length + 1, text, flags: 0 };
      at = event.to;
      return event;
    });
    const constants = { path: '/var/log/a.log', type, dataset: type, namespace, timezone: 'UTC', tags: [], fields: {} };
    const generation = generationFrom(Buffer.alloc(10, round + 1));
    const segment: Segment = { ...constants, generation, from, to: at, filtered: 0, events };
    const agent = { version: '0', run: 'bench' };
    const envelope = { host: 'bench', cluster: 'bench', agent, firstSentMs: Date.now(), segments: [segment] };
    messages.push({
      id: `${namespace}-${round}-${start}`,
      body: encodeMessage(envelope, 'zstd').body,
      receiveCount: 1,
    });
  }
  return messages;
}

function readLines(path: string): string[] {
  const content = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

/**
 * What our mappings are worth: the same access-log documents into an index with dynamic mapping and into a data stream with our
 * templates, two connections, alternating. Documents a second, ratio, and bytes an event on disk.
 *
 *     ELASTICSEARCH_URL=http://127.0.0.1:9200 node bench/mapping.ts LOG-FILE[.gz] [DOCUMENTS] [ROUNDS]
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DecodedEvent, Segment } from '../contracts/envelope/envelope.ts';
import { generationFrom } from '../contracts/identity.ts';
import { probeCapabilities } from '../elasticsearch/capabilities.ts';
import { connectElasticsearch } from '../elasticsearch/connect.ts';
import { applySetup } from '../elasticsearch/setup.ts';
import { templatesFor } from '../elasticsearch/templates.ts';
import { documentsOf } from '../functions/reader/documents.ts';
import { sourceOf } from '../parsers/catalogue.ts';
import { fieldsOf } from '../parsers/source.ts';

const [file = '', count = '100000', rounds = '3'] = process.argv.slice(2);
const bodyLimitCharacters = 5 * 1024 ** 2;
const type = 'apache.access';
const url = process.env.ELASTICSEARCH_URL ?? 'http://127.0.0.1:9200';
const client = connectElasticsearch({ url, timeoutMs: 120_000 });

const capabilities = await probeCapabilities(client);
const definitions = [{ dataset: type, fields: fieldsOf(sourceOf(type)), open: false }];
await applySetup(client, templatesFor(definitions, capabilities, { version: 'bench' }), { dryRun: false });
const lines = readLines(file);

const results: Record<string, number[]> = { dynamic: [], ours: [] };
const bytes: Record<string, number> = {};
for (let round = 0; round <= Number(rounds); round++) {
  for (const kind of ['dynamic', 'ours']) {
    const target = kind === 'ours' ? `logs-${type}-bench${round}` : `bench-dynamic-${round}`;
    const perSecond = await load(target, round);
    // The first round warms the server up.
    if (round > 0) results[kind]?.push(perSecond);
    bytes[kind] = await bytesPerEvent(target);
    await client.request('DELETE', kind === 'ours' ? `/_data_stream/${target}` : `/${target}`);
  }
}
const best = (kind: string) => Math.round(Math.max(...(results[kind] ?? [])));
console.log(
  JSON.stringify({
    documents: Number(count),
    dynamicPerSecond: best('dynamic'),
    oursPerSecond: best('ours'),
    ratio: Number((best('ours') / best('dynamic')).toFixed(2)),
    dynamicBytes: bytes.dynamic,
    oursBytes: bytes.ours,
  }),
);
client.close();

async function load(target: string, round: number): Promise<number> {
  const bodies = makeBodies(target, round);
  const startedMs = performance.now();
  await Promise.all(
    [0, 1].map(async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        const answer = await client.request('POST', '/_bulk?filter_path=errors', body);
        if (!answer.body.includes('"errors":false')) throw new Error(answer.body.slice(0, 500));
      }
    }),
  );
  return Number(count) / ((performance.now() - startedMs) / 1000);
}

function makeBodies(target: string, round: number): string[] {
  let at = 0;
  const events: DecodedEvent[] = Array.from({ length: Number(count) }, (_, i) => {
    const text = lines[i % lines.length] ?? '';
    const from = at;
    at += text.length + 1;
    return { from, to: at, text, flags: 0 };
  });
  const generation = generationFrom(Buffer.alloc(10, round + 1));
  const constants = { type, dataset: type, namespace: 'bench', timezone: 'UTC', tags: [], fields: {} };
  const segment: Segment<DecodedEvent> = {
    ...constants,
    generation,
    path: '/var/log/a.log',
    from: 0,
    to: at,
    filtered: 0,
    events,
  };
  const envelope = { host: 'bench', cluster: 'bench', agent: { version: '0', run: 'b' }, firstSentMs: Date.now() };
  const bodies: string[] = [];
  let parts: string[] = [];
  let characters = 0;
  for (const chunk of documentsOf(envelope, segment)) {
    for (const { lines: text } of chunk.documents) {
      parts.push(text.replace(`"_index":"logs-${type}-bench"`, `"_index":"${target}"`));
      characters += text.length;
      if (characters < bodyLimitCharacters) continue;
      bodies.push(parts.join(''));
      parts = [];
      characters = 0;
    }
  }
  if (parts.length > 0) bodies.push(parts.join(''));
  return bodies;
}

async function bytesPerEvent(target: string): Promise<number> {
  await client.request('POST', `/${target}/_forcemerge?max_num_segments=1`);
  const { body } = await client.request(
    'GET',
    `/${target}/_stats/store?filter_path=_all.primaries.store.size_in_bytes`,
  );
  return Math.round(Number(/"size_in_bytes":(\d+)/.exec(body)?.[1] ?? 0) / Number(count));
}

function readLines(path: string): string[] {
  const content = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

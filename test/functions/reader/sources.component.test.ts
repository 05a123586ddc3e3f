import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installTemplates } from '../../../cli/setup.ts';
import { readCatalogue } from '../../../functions/reader/catalogue.ts';
import type { ReaderSettings } from '../../../functions/reader/ports.ts';
import { processMessages } from '../../../functions/reader/process.ts';
import { documentsIn, type RealElasticsearch, realElasticsearch } from '../../elasticsearch/real-elasticsearch.ts';
import { uniqueName, useStack } from '../../stack-fixture.ts';
import { generation, messageOf, portsTo, segmentOf, settings, type TestPorts } from './messages.ts';

/** A configuration's type, from its file through the reader into an index that was set up for it. */
const stack = useStack(['elasticsearch']);
const later = Number.MAX_SAFE_INTEGER;
// A dataset of this run's own: its template must not meet that of another.
const dataset = uniqueName('shop');
let folder: string;
let server: RealElasticsearch;
let ports: TestPorts;
let with_: ReaderSettings;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-sources-'));
  mkdirSync(join(folder, 'patterns'));
  writeFileSync(join(folder, 'patterns', 'shop'), 'ORDER ORD-[0-9]{6}\n');
  writeFileSync(
    join(folder, 'millrace.yml'),
    `cluster: shop
reader: { elasticsearch: { url: "https://es.example", api_key: "\${NOT_SET_HERE}" } }
sources:
  - type: shop.orders
    dataset: ${dataset}
    pattern_directories: [patterns]
    patterns: ['%{TIMESTAMP_ISO8601:time} %{LOGLEVEL:log.level} %{ORDER:shop.order} %{GREEDYDATA:message}']
    timestamp: { field: time, formats: [ISO8601] }
    fields: { shop.total: double }
    processors:
      - lowercase: { fields: [log.level] }
      - drop: {}
        if: { field: log.level, equals: debug }
      - dissect: { pattern: 'total=%{shop.total} from %{source.ip} %{shop.note}' }
      - convert: { fields: { shop.total: float } }
processors:
  - redact: { kinds: [email, card, token] }
`,
  );
  server = realElasticsearch(stack().elasticsearchUrl);
  ports = portsTo(server.url, Date.now);
  const catalogue = readCatalogue('millrace.yml', { LAMBDA_TASK_ROOT: folder });
  with_ = { ...settings, namespace: server.namespace, lookUpOld: true, catalogue };
  await installTemplates(server.client, [], false, catalogue);
}, 600_000);
afterAll(() => {
  server.client.close();
  ports.close();
  rmSync(folder, { recursive: true, force: true });
});

const secrets = ['jo@example.org', '4111 1111 1111 1111', 'hunter2'];

/** Everything that is stored of this run, whatever the stream. */
async function everything(): Promise<string> {
  const streams = ['*', 'millrace.failures', 'millrace.delivery'].map((name) => `logs-${name}-${server.namespace}`);
  const found = await Promise.all(streams.map((stream) => documentsIn(server, stream)));
  return JSON.stringify(found);
}

test('a type of the configuration is parsed, processed, dropped in part, and found by its fields', async () => {
  const lines = [
    `2026-11-20T10:00:00Z INFO ORD-000001 total=12.50 from 192.0.2.7 for ${secrets[0]}`,
    '2026-11-20T10:00:01Z DEBUG ORD-000001 total=0 from 192.0.2.7 noise',
    `2026-11-20T10:00:02Z WARN ORD-000002 total=99.00 from 192.0.2.8 paid with ${secrets[1]}`,
    `not an order, password=${secrets[2]}`,
  ];
  const segment = segmentOf(lines, {
    type: 'shop.orders',
    dataset,
    namespace: server.namespace,
    generation: generation(1),
  });
  const { failed, counters } = await processMessages([messageOf('m-1', segment)], ports, with_, later);
  expect(failed).toEqual([]);
  expect(counters).toMatchObject({
    events: 4,
    indexed: 3,
    dropped: 1,
    rejected: 0,
    grokFailures: 1,
    deliveryRecords: 1,
  });

  const stream = `logs-${dataset}-${server.namespace}`;
  expect(await documentsIn(server, stream)).toHaveLength(3);
  const filter = [
    { range: { 'shop.total': { gt: 50 } } },
    { term: { 'log.level': 'warn' } },
    { term: { 'shop.order': 'ORD-000002' } },
    { range: { '@timestamp': { gte: '2026-11-20T10:00:02Z', lte: '2026-11-20T10:00:02.999Z' } } },
  ];
  expect(await documentsIn(server, stream, { bool: { filter } })).toHaveLength(1);
  expect(await documentsIn(server, stream, { term: { 'source.ip': '192.0.2.0/29' } })).toHaveLength(1);
  expect(await documentsIn(server, stream, { term: { 'shop.order': 'ORD-000001' } })).toHaveLength(1);
  const [record] = await documentsIn(server, `logs-millrace.delivery-${server.namespace}`, {
    range: { 'millrace.dropped': { gte: 1 } },
  });
  expect(record).toMatchObject({ _source: { 'millrace.events': 4, 'millrace.indexed': 3, 'millrace.dropped': 1 } });
});

test('what is redacted leaves no trace, not even where the index refuses an event', async () => {
  const refused = { type: 'json', dataset: 'json', namespace: server.namespace, generation: generation(2) };
  // The first document decides that `order` is an object; a word in its place cannot be indexed.
  await processMessages([messageOf('m-2', segmentOf(['{"order":{"id":"1"}}'], refused))], ports, with_, later);
  const line = `{"order":"word","message":"card ${secrets[1]} of ${secrets[0]}"}`;
  const again = segmentOf([line], { ...refused, generation: generation(3) });
  const { counters } = await processMessages([messageOf('m-3', again)], ports, with_, later);
  expect(counters).toMatchObject({ rejected: 1 });
  const failures = await documentsIn(server, `logs-millrace.failures-${server.namespace}`);
  expect(failures).toMatchObject([{ _source: { 'event.original': expect.stringContaining('[redacted:email]') } }]);

  const stored = await everything();
  expect(stored).toContain('ORD-000001');
  for (const secret of secrets) expect(stored).not.toContain(secret);
});

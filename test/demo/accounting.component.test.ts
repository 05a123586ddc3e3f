import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installTemplates } from '../../cli/setup.ts';
import { eventId, generationFrom } from '../../contracts/identity.ts';
import { account, type Search } from '../../demo/accounting.ts';
import { connectElasticsearch, type ElasticsearchClient } from '../../elasticsearch/connect.ts';
import { uniqueName, useStack } from '../stack-fixture.ts';

/** Four lines of ten bytes, as an index, delivery records and dead letters may or may not have them. */
const stack = useStack(['elasticsearch']);
const namespace = uniqueName('account');
const lines = { path: '/a.log', sizeBytes: 40, starts: [0, 10, 20, 30] };
let client: ElasticsearchClient;

beforeAll(async () => {
  client = connectElasticsearch({ url: stack().elasticsearchUrl, timeoutMs: 30_000 });
  await installTemplates(client, [], false);
}, 120_000);
afterAll(() => client.close());

const search: Search = async (path, body) => JSON.parse((await ask('POST', path, body)).body);

async function ask(method: 'POST' | 'PUT', path: string, body: object): Promise<{ status: number; body: string }> {
  const answer = await client.request(method, path, JSON.stringify(body));
  if (answer.status >= 300) throw new Error(answer.body);
  return answer;
}

async function index(generation: string, offset: number): Promise<void> {
  const path = `/logs-plain-${namespace}/_create/${eventId(generation, offset)}?refresh=true`;
  await ask('PUT', path, {
    '@timestamp': '2026-01-01T00:00:00Z',
    message: 'x',
    'millrace.generation': generation,
    'log.offset': offset,
    'log.length': 10,
  });
}

async function deliver(generation: string, events: number, filtered: number, dropped = 0): Promise<void> {
  await ask('POST', `/logs-millrace.delivery-${namespace}/_doc?refresh=true`, {
    '@timestamp': '2026-01-01T00:00:00Z',
    'millrace.generation': generation,
    'millrace.message_id': 'm',
    'millrace.from': 0,
    'millrace.to': 40,
    'millrace.events': events,
    'millrace.filtered': filtered,
    'millrace.dropped': dropped,
  });
}

const anyGeneration = () => generationFrom(randomBytes(10));
const nothing = new Map();

test('what lies between the events of a complete stretch was filtered', async () => {
  const generation = anyGeneration();
  await index(generation, 0);
  await index(generation, 20);
  await deliver(generation, 2, 2);
  const found = await account([{ lines, generation }], nothing, search);
  expect(found).toMatchObject({ lines: 4, events: 4, filtered: 2, missing: 0, duplicates: 0 });
});

test('what processors dropped is accounted for by the record that says so', async () => {
  const generation = anyGeneration();
  await index(generation, 0);
  await deliver(generation, 3, 1, 2);
  const found = await account([{ lines, generation }], nothing, search);
  expect(found).toMatchObject({ lines: 4, events: 4, filtered: 1, dropped: 2, missing: 0 });
});

test('dropped events do not cover for one that is lost', async () => {
  const generation = anyGeneration();
  await index(generation, 0);
  await deliver(generation, 3, 0, 1);
  const found = await account([{ lines, generation }], nothing, search);
  expect(found).toMatchObject({ events: 1, dropped: 0, missing: 3 });
});

test('where events are fewer than the record says, nothing counts as filtered', async () => {
  const generation = anyGeneration();
  await index(generation, 0);
  await index(generation, 20);
  await deliver(generation, 3, 1);
  const found = await account([{ lines, generation }], nothing, search);
  expect(found).toMatchObject({ lines: 4, events: 2, filtered: 0, missing: 2 });
  expect(found.missingExamples).toEqual([
    { path: '/a.log', line: 2, offset: 10 },
    { path: '/a.log', line: 4, offset: 30 },
  ]);
});

test('a dead letter accounts for its bytes', async () => {
  const generation = anyGeneration();
  await index(generation, 0);
  const found = await account([{ lines, generation }], new Map([[generation, [{ from: 10, to: 30 }]]]), search);
  expect(found).toMatchObject({ events: 1, missing: 1 });
});

test('the same identity in two backing indices is a duplicate', async () => {
  const generation = anyGeneration();
  for (const offset of lines.starts) await index(generation, offset);
  await ask('POST', `/logs-plain-${namespace}/_rollover`, {});
  await index(generation, 20);
  const found = await account([{ lines, generation }], nothing, search);
  expect(found).toMatchObject({ events: 4, missing: 0, duplicates: 1 });
});

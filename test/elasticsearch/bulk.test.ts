import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type BulkClock, createAction, sendBulk } from '../../elasticsearch/bulk.ts';
import { outcomeOfStatus } from '../../elasticsearch/bulk-answer.ts';
import { BulkBody } from '../../elasticsearch/bulk-body.ts';
import { connectElasticsearch, type ElasticsearchClient } from '../../elasticsearch/connect.ts';
import { type ItemReply, type ScriptedElasticsearch, scriptedElasticsearch } from './scripted-elasticsearch.ts';

let server: ScriptedElasticsearch;
let client: ElasticsearchClient;
let sleeps: number[];
let clock: BulkClock;

beforeEach(async () => {
  server = await scriptedElasticsearch();
  client = connectElasticsearch({ url: server.url, timeoutMs: 5000 });
  sleeps = [];
  clock = { now: () => 1000, sleep: async (ms) => void sleeps.push(ms), random: () => 0.5 };
});
afterEach(async () => {
  client.close();
  await server.close();
});

const documents = (count: number) =>
  Array.from({ length: count }, (_, i) => `${createAction('logs-a-b', `id-${i}`)}{"n":${i}}\n`);
const send = (count: number) => sendBulk(BulkBody.of(documents(count)), { client, clock, deadlineMs: 60_000 });

describe('what an item says', () => {
  const error = { type: 'some_exception', reason: 'some reason' };
  test.each<[string, ItemReply, string]>([
    ['201', { status: 201 }, 'created'],
    ['200', { status: 200 }, 'created'],
    ['201 in the failure store', { status: 201, failure_store: 'used' }, 'diverted'],
    ['409', { status: 409, error }, 'exists'],
    ['429', { status: 429, error }, 'retry'],
    ['500', { status: 500, error }, 'retry'],
    ['503', { status: 503, error }, 'retry'],
    ['401', { status: 401, error }, 'retry'],
    ['403', { status: 403, error }, 'retry'],
    ['404', { status: 404, error }, 'retry'],
    ['400', { status: 400, error }, 'rejected'],
    ['413', { status: 413, error }, 'rejected'],
  ])('%s', async (_, reply, kind) => {
    server.onBulk = () => ({ items: [reply] });
    const { outcomes, unreachable } = await send(1);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual([kind]);
    expect(unreachable).toBe(false);
  });

  test('a rejection carries type and reason', async () => {
    server.onBulk = () => ({ items: [{ status: 400, error }] });
    expect((await send(1)).outcomes).toEqual([
      { kind: 'rejected', status: 400, type: 'some_exception', reason: 'some reason' },
    ]);
  });
});

test('outcomes stand where their documents stand', async () => {
  server.onBulk = (asks) => ({ items: asks.map((_, i) => ({ status: i === 1 ? 400 : i === 2 ? 409 : 201 })) });
  expect((await send(4)).outcomes.map(({ kind }) => kind)).toEqual(['created', 'rejected', 'exists', 'created']);
});

test('only the documents that were refused for now are sent again, after a pause that grows', async () => {
  server.onBulk = (asks, number) =>
    number < 3 ? { items: asks.map((ask) => ({ status: ask.id === 'id-1' ? 429 : 201 })) } : undefined;
  const { outcomes, requests } = await send(3);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'created', 'created']);
  expect(server.bulks.map((asks) => asks.map(({ id }) => id))).toEqual([['id-0', 'id-1', 'id-2'], ['id-1'], ['id-1']]);
  expect(requests).toBe(3);
  expect(sleeps).toHaveLength(2);
  expect(sleeps[1]).toBeGreaterThan(sleeps[0] ?? 0);
});

test('what a key may not do is not tried again within the call', async () => {
  server.onBulk = () => ({ items: [{ status: 403 }] });
  expect((await send(1)).requests).toBe(1);
});

test('nothing is tried again after the deadline', async () => {
  server.onBulk = () => ({ status: 503 });
  const result = await sendBulk(BulkBody.of(documents(1)), { client, clock, deadlineMs: 1050 });
  expect(result.requests).toBe(1);
  expect(result.outcomes[0]).toMatchObject({ kind: 'retry', status: 503 });
});

describe('413 for the whole request', () => {
  test('splits until it fits', async () => {
    server.onBulk = (asks) => (asks.length > 2 ? { status: 413, body: '' } : undefined);
    const { outcomes } = await send(7);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(7).fill('created'));
    expect(server.documents.size).toBe(7);
  });

  test('rejects the one document that never fits, and only it', async () => {
    server.onBulk = (asks) => (asks.some(({ id }) => id === 'id-3') ? { status: 413, body: '' } : undefined);
    const { outcomes } = await send(6);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'created',
      'created',
      'created',
      'rejected',
      'created',
      'created',
    ]);
  });
});

test.each<[string, { status: number } | 'hang up']>([
  ['nobody answers', 'hang up'],
  ['503', { status: 503 }],
  ['401', { status: 401 }],
])('the whole cluster is out of reach when a whole request fails: %s', async (_, reply) => {
  server.onBulk = () => reply;
  const { outcomes, unreachable } = await send(2);
  expect(unreachable).toBe(true);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['retry', 'retry']);
});

test.each([
  ['given time enough, nobody answering is about the cluster', 60_000, true],
  ['given a moment only, it says nothing', 100, false],
])('%s', async (_, timeMs, expected) => {
  server.onBulk = () => 'hang up';
  const { unreachable } = await sendBulk(BulkBody.of(documents(1)), {
    client,
    clock,
    deadlineMs: clock.now() + timeMs,
  });
  expect(unreachable).toBe(expected);
});

test('an answer lost on its way is found to be there at the next try', async () => {
  server.onBulk = (asks, number) => {
    if (number > 1) return undefined;
    for (const ask of asks) (server.documents as Map<string, object>).set(`${ask.index}/${ask.id}`, ask.document);
    return 'hang up';
  };
  expect((await send(2)).outcomes.map(({ kind }) => kind)).toEqual(['exists', 'exists']);
});

test('an answer to another number of documents is believed in nothing', async () => {
  server.onBulk = () => ({ items: [{ status: 201 }] });
  expect((await send(2)).outcomes.map(({ kind }) => kind)).toEqual(['retry', 'retry']);
});

test('no status is ever taken for success that is not one', () => {
  for (let status = 0; status < 700; status++) {
    if (status === 409) continue;
    expect(['retry', 'rejected']).toContain(outcomeOfStatus(status, 't', 'r').kind);
  }
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BreakerClock } from '../../receivers/outage-breaker.ts';
import { type Reader, type ReceiveSettings, startReader } from '../../receivers/receive-loop.ts';
import { type ScriptedElasticsearch, scriptedElasticsearch } from '../elasticsearch/scripted-elasticsearch.ts';
import { messagesOf, portsTo, settings, type TestPorts } from '../functions/reader/messages.ts';
import { fastClock, type MemoryQueue, memoryQueue } from './memory-queue.ts';

const hourMs = 3_600_000;
let server: ScriptedElasticsearch;
let ports: TestPorts;
let clock: BreakerClock;
let queue: MemoryQueue;
let reader: Reader | undefined;

async function begin(factor: number, more: Partial<ReceiveSettings> = {}): Promise<Reader> {
  clock = fastClock(factor);
  queue = memoryQueue(clock);
  const base = portsTo(server.url);
  ports = { ...base, clock: { ...clock, sleep: (ms) => clock.sleep(ms, new AbortController().signal) } };
  reader = await startReader({ receivers: 2, reader: settings, ...more }, { queue, reader: ports, clock });
  return reader;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const events = () => [...server.documents.keys()].filter((key) => key.startsWith('logs-plain-default/'));

beforeEach(async () => {
  server = await scriptedElasticsearch();
});
afterEach(async () => {
  await reader?.stop(clock.now() + hourMs);
  reader = undefined;
  ports.close();
  await server.close();
});

test('what is on the queue is indexed and deleted', async () => {
  const { status } = await begin(100);
  queue.add(messagesOf(25));
  await until(() => queue.waiting === 0);
  expect(events()).toHaveLength(50);
  expect(status()).toMatchObject({ state: 'receiving', deleted: 25, counters: { indexed: 50, failedMessages: 0 } });
});

describe('an outage of Elasticsearch', () => {
  test('of five hours uses up no receives: no dead letters, and everything arrives', async () => {
    // The clock runs so fast that minutes would be over within one pause of the garbage collector.
    const { status } = await begin(4000, { visibilityMs: 2 * hourMs, batchTimeMs: 100 * hourMs });
    server.onBulk = () => 'hang up';
    queue.add(messagesOf(40));
    const endMs = clock.now() + 5 * hourMs;
    await until(() => clock.now() >= endMs);
    expect(status()).toMatchObject({ state: 'paused', messagesInHand: 20 });
    server.onBulk = () => undefined;
    await until(() => queue.waiting === 0);
    expect(queue.dead).toEqual([]);
    expect(new Set(queue.receives.values())).toEqual(new Set([1]));
    expect(events()).toHaveLength(80);
    expect(status().pausedSinceMs).toBeUndefined();
  });

  test('that is a refused key pauses as well', async () => {
    const { status } = await begin(1000);
    server.onBulk = () => ({ status: 401 });
    queue.add(messagesOf(3));
    await until(() => status().state === 'paused');
    server.onBulk = () => undefined;
    await until(() => queue.waiting === 0);
    expect(status().state).toBe('receiving');
  });

  test('ends with a stop: what is in hand is given back at once', async () => {
    const running = await begin(1000);
    server.onBulk = () => 'hang up';
    queue.add(messagesOf(5));
    await until(() => running.status().state === 'paused');
    expect(await running.stop(clock.now() + hourMs)).toBe(true);
    expect(running.status()).toMatchObject({ state: 'stopped', messagesInHand: 0 });
    expect(queue.waiting).toBe(5);
    expect(queue.visibilities.slice(-5).map(({ visibilityMs }) => visibilityMs)).toEqual([0, 0, 0, 0, 0]);
  });
});

test('a message that fails waits longer each time, and the others are deleted', async () => {
  await begin(2000);
  server.onBulk = (asks) =>
    asks.some(({ document }) => document.message === 'line a of 1')
      ? { items: asks.map(({ document }) => ({ status: document.message === 'line a of 1' ? 403 : 201 })) }
      : undefined;
  queue.add(messagesOf(4));
  await until(() => queue.receives.get('m-1') === 4);
  expect(queue.waiting).toBe(1);
  // Work that takes its time has the visibility extended meanwhile, by what it was received with: that is no pause.
  const pauses = queue.visibilities
    .filter(({ id, visibilityMs }) => id === 'm-1' && visibilityMs !== 120_000)
    .map(({ visibilityMs }) => visibilityMs);
  expect(pauses.length).toBeGreaterThanOrEqual(3);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses[2]).toBeGreaterThan((pauses[0] ?? 0) * 10);
});

test('work that takes longer than the visibility keeps its messages', async () => {
  await begin(60);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const request = ports.elasticsearch.request;
  Object.assign(ports.elasticsearch, {
    request: async (...args: Parameters<typeof request>) => {
      await held;
      return request(...args);
    },
  });
  queue.add(messagesOf(5));
  const endMs = clock.now() + 4 * 60_000;
  await until(() => clock.now() >= endMs);
  release();
  await until(() => queue.waiting === 0);
  expect(new Set(queue.receives.values())).toEqual(new Set([1]));
});

test('entries that were not deleted are tried again, and found to be there when they come again', async () => {
  const { status } = await begin(500);
  queue.refuseDeletes(4);
  queue.add(messagesOf(2));
  await until(() => queue.waiting === 0);
  expect(events()).toHaveLength(4);
  expect(status().counters).toMatchObject({ indexed: 4, alreadyIndexed: 4 });
});

test('a queue that is away for a while is read on', async () => {
  const { status } = await begin(1000);
  queue.away = true;
  await until(() => status().lastError !== undefined);
  queue.away = false;
  queue.add(messagesOf(2));
  await until(() => queue.waiting === 0);
  expect(status().lastError).toBeUndefined();
});

test('a queue that is not there is said at the start', async () => {
  await begin(1000);
  const missing = { ...queue, check: () => Promise.reject(new Error('no such queue')) };
  await expect(
    startReader({ receivers: 1, reader: settings }, { queue: missing, reader: ports, clock }),
  ).rejects.toThrow('no such queue');
});

test('a stop ends the long poll, and what is under way is finished', async () => {
  const running = await begin(1);
  await until(() => running.status().receives === 0);
  queue.add(messagesOf(2));
  await until(() => queue.waiting === 0);
  expect(await running.stop(clock.now() + hourMs)).toBe(true);
  expect(running.status().state).toBe('stopped');
});

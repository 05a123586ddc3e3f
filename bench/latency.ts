import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../demo/random.ts';
import { sampleLogs } from '../demo/sample-logs.ts';
import { type ElasticsearchClient, refused } from '../elasticsearch/connect.ts';
import { startShipper } from '../shippers/shipper.ts';
import { MemoryQueue } from './memory-queue.ts';
import { benchReader, benchShipper } from './road.ts';

export interface LatencyFigures {
  readonly linesPerSecond: number;
  readonly lines: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const linesPerSecond = 1000;
const tickMs = 10;
const stream = 'logs-nginx.access-latency';

interface Written {
  readonly offset: number;
  readonly atMs: number;
}

/** From the write of a line to the first search that finds it, by the newest offset that a search finds. */
export async function measureLatency(
  client: ElasticsearchClient,
  folder: string,
  seconds: number,
): Promise<LatencyFigures> {
  const path = join(folder, 'latency.log');
  const file = openSync(path, 'a');
  const queue = new MemoryQueue();
  const reader = await benchReader(queue, client, 1);
  const options = benchShipper(
    { path, type: 'nginx.access' },
    'latency',
    join(folder, 'state-latency'),
    'follow',
    queue,
  );
  const shipper = await startShipper(options);
  const written: Written[] = [];
  const latenciesMs: number[] = [];
  const writing = keepWriting(file, written, seconds);
  let seen = 0;
  const untilMs = performance.now() + seconds * 1000 + 10_000;
  while (performance.now() < untilMs && !(seen > 0 && seen === written.length && (await isOver(writing)))) {
    const newest = await newestOffset(client);
    const nowMs = performance.now();
    for (let line = written[seen]; line !== undefined && line.offset <= newest; line = written[++seen]) {
      latenciesMs.push(nowMs - line.atMs);
    }
    await sleep(20);
  }
  await shipper.stop(5000);
  await reader.stop(Date.now() + 5000);
  closeSync(file);
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) => Math.round(latenciesMs[Math.floor(latenciesMs.length * share)] ?? Number.NaN);
  return { linesPerSecond, lines: latenciesMs.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function isOver(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), sleep(0).then(() => false)]);
}

async function keepWriting(file: number, written: Written[], seconds: number): Promise<void> {
  const random = new Random(2);
  const [web] = sampleLogs;
  const startedMs = performance.now();
  let offset = 0;
  for (let lines = 0; lines < seconds * linesPerSecond; ) {
    await sleep(tickMs);
    const due = Math.min(seconds * linesPerSecond, ((performance.now() - startedMs) * linesPerSecond) / 1000);
    let text = '';
    for (; lines < due; lines++) {
      const line = web.event(random, new Date());
      written.push({ offset, atMs: performance.now() });
      offset += Buffer.byteLength(line);
      text += line;
    }
    if (text !== '') writeSync(file, text);
  }
}

async function newestOffset(client: ElasticsearchClient): Promise<number> {
  const body = JSON.stringify({ size: 0, aggs: { newest: { max: { field: 'log.offset' } } } });
  const answer = await client.request('POST', `/${stream}/_search?ignore_unavailable=true`, body);
  // 503 while the first index of the stream is being made.
  if (answer.status === 503) return -1;
  if (answer.status !== 200) throw refused(answer, stream);
  const { aggregations } = JSON.parse(answer.body) as { aggregations?: { newest: { value: number | null } } };
  return aggregations?.newest.value ?? -1;
}

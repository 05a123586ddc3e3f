/**
 * File → shipper → queue → reader → Elasticsearch, beside the same documents posted by a bare client to the same server in the same
 * run. Prints ratios; on a shared machine the absolute figures drift by tens of per cent from one minute to the next.
 *
 *     npm run bench -- pipeline [--lines 200000] [--rounds 3] [--logs FILE] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installTemplates } from '../cli/setup.ts';
import { table } from '../cli/table.ts';
import { envelopeLimits } from '../contracts/envelope/envelope.ts';
import { decodeMessage } from '../contracts/envelope/message.ts';
import { connectElasticsearch, type ElasticsearchClient } from '../elasticsearch/connect.ts';
import { documentsOf } from '../functions/reader/documents.ts';
import { startShipper } from '../shippers/shipper.ts';
import { startStack } from '../stack/stack.ts';
import { accessLines, writeLines } from './access-log.ts';
import { postBare } from './bare-client.ts';
import { costOf, oneEventPerMessage, type Packing } from './cost.ts';
import { measureLatency } from './latency.ts';
import { MemoryQueue } from './memory-queue.ts';
import { benchReader, benchShipper, untilIndexed } from './road.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    logs: { type: 'string' },
    'latency-seconds': { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const lineCount = Number(values.lines);
const rounds = Number(values.rounds);
const connections = 2;
const bulkBytes = 5 * 1024 * 1024;

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
const stack = await startStack({
  dataFolder: join(folder, 'stack'),
  environment: process.env,
  parts: ['elasticsearch'],
  progress: ({ part, text }) => process.stderr.write(`  ${part}: ${text}\n`),
});
const elasticsearch = connectElasticsearch({ url: stack.elasticsearchUrl, timeoutMs: 60_000 });
try {
  await installTemplates(elasticsearch, [], false);
  await main(stack.elasticsearchUrl, elasticsearch);
} finally {
  elasticsearch.close();
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
}

async function main(url: string, client: ElasticsearchClient): Promise<void> {
  const file = { path: join(folder, 'access.log'), type: values.logs === undefined ? 'nginx.access' : 'apache.access' };
  const bytes = await writeLines(file.path, accessLines(lineCount, values.logs));
  const packed = await pack(file, 'packing');
  const bare: Run[] = [];
  const reading: Run[] = [];
  const whole: Run[] = [];
  // The first round warms the server: a cold JVM is several times slower.
  for (let round = 0; round <= rounds; round++) {
    const measured = [
      await runBare(url, file, `bare${round}`),
      await runReader(client, file, `reader${round}`),
      await runWhole(client, file, `whole${round}`),
    ] as const;
    process.stderr.write(`  round ${round}: ${measured.map(({ seconds }) => `${seconds.toFixed(1)} s`).join(', ')}\n`);
    if (round === 0) continue;
    bare.push(measured[0]);
    reading.push(measured[1]);
    whole.push(measured[2]);
  }
  const latency = await measureLatency(client, folder, Number(values['latency-seconds']));
  report(bytes, packed, { bare, reading, whole }, latency);
}

/** Ships the file into memory. @returns the queue with its counts, and what it took */
async function pack(file: { path: string; type: string }, namespace: string): Promise<{ queue: MemoryQueue } & Run> {
  const queue = new MemoryQueue();
  return { queue, ...(await timed(() => ship(file, namespace, queue))) };
}

async function ship(file: { path: string; type: string }, namespace: string, queue: MemoryQueue): Promise<void> {
  const shipper = await startShipper(benchShipper(file, namespace, join(folder, `state-${namespace}`), 'once', queue));
  const { failures, queueError } = await shipper.done;
  if (failures.length > 0 || queueError) throw new Error(JSON.stringify({ failures, queueError }));
}

async function timed(act: () => Promise<void>): Promise<Run> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  await act();
  const seconds = (performance.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

/** The same documents under the same ids with `create`, built before the clock starts. */
async function runBare(url: string, file: { path: string; type: string }, namespace: string): Promise<Run> {
  const { queue } = await pack(file, namespace);
  const bodies: Buffer[] = [];
  let lines: string[] = [];
  let characters = 0;
  const close = () => {
    bodies.push(Buffer.from(lines.join('')));
    lines = [];
    characters = 0;
  };
  for (const { body } of await drain(queue)) {
    const decoded = decodeMessage(body, envelopeLimits);
    if (decoded.kind !== 'envelope') continue;
    for (const segment of decoded.envelope.segments) {
      for (const { documents } of documentsOf(decoded.envelope, segment)) {
        for (const document of documents) {
          lines.push(document.lines);
          characters += document.lines.length;
          if (characters >= bulkBytes) close();
        }
      }
    }
  }
  if (lines.length > 0) close();
  return timed(async () => {
    await postBare(url, bodies, connections);
  });
}

async function drain(queue: MemoryQueue): Promise<readonly { body: string }[]> {
  const all: { body: string }[] = [];
  const signal = new AbortController().signal;
  while (all.length < queue.messages) {
    all.push(...(await queue.receiving.receive({ messagesMost: 10, waitMs: 0, visibilityMs: 1000, signal })));
  }
  return all;
}

/** Messages that wait on the queue, to the index. */
async function runReader(
  client: ElasticsearchClient,
  file: { path: string; type: string },
  namespace: string,
): Promise<Run> {
  const { queue } = await pack(file, namespace);
  return timed(async () => {
    const reader = await benchReader(queue, client, connections);
    await untilIndexed(reader, lineCount);
    await reader.stop(Date.now());
  });
}

/** A cold file to the index, shipper and reader at once in one process. */
async function runWhole(
  client: ElasticsearchClient,
  file: { path: string; type: string },
  namespace: string,
): Promise<Run> {
  const queue = new MemoryQueue();
  return timed(async () => {
    const reader = await benchReader(queue, client, connections);
    await ship(file, namespace, queue);
    await untilIndexed(reader, lineCount);
    await reader.stop(Date.now());
  });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

interface Runs {
  readonly bare: readonly Run[];
  readonly reading: readonly Run[];
  readonly whole: readonly Run[];
}

type Latency = Awaited<ReturnType<typeof measureLatency>>;

function report(bytes: number, packed: { queue: MemoryQueue } & Run, runs: Runs, latency: Latency): void {
  const { queue } = packed;
  const perSecond = ({ seconds }: Run) => lineCount / seconds;
  const row = (name: string, of: readonly Run[]) => {
    const ratios = of.map((run, i) => (runs.bare[i]?.seconds ?? 0) / run.seconds);
    const speeds = of.map(perSecond);
    return [
      name,
      Math.round(Math.min(...speeds)),
      Math.round(median(speeds)),
      Math.round(Math.max(...speeds)),
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      `${median(of.map(({ cpuSeconds }) => (cpuSeconds / lineCount) * 1e6)).toFixed(1)}`,
    ];
  };
  const packing: Packing = {
    bytesPerLine: queue.bodyBytes / lineCount,
    overheadBytes: 600,
    messageBytesMost: queue.bodyBytes / queue.messages,
    linesPerMessageMost: Number.POSITIVE_INFINITY,
    lingerSeconds: 1,
  };
  const lineBytes = bytes / lineCount;
  const costs = [1, 100, 10_000].flatMap((linesPerSecond) => {
    const ways: [string, Packing][] = [
      ['packed', packing],
      ['one event a message', oneEventPerMessage(lineBytes)],
    ];
    return ways.map(([name, way]) => {
      const cost = costOf({ linesPerSecond, lineBytes }, way);
      return [
        `${linesPerSecond}/s, ${name}`,
        Math.round(cost.messagesPerMillionLines),
        Math.round(cost.requestsPerMillionLines),
        `$${cost.dollarsPerGb.toFixed(4)}`,
        `$${cost.dollarsPerMonth.toFixed(2)}`,
      ];
    });
  });
  const figures = {
    lines: lineCount,
    rounds,
    bytesPerLine: Math.round(lineBytes),
    queueBytesPerLine: Number((queue.bodyBytes / lineCount).toFixed(1)),
    messages: queue.messages,
    sendRequests: queue.sendRequests,
    shipperCpuSecondsPerMillion: Number(((packed.cpuSeconds / lineCount) * 1e6).toFixed(2)),
    runs,
    latency,
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  const print = (text: string) => process.stdout.write(`${text}\n`);
  print(
    `\n${lineCount} lines of ${Math.round(lineBytes)} bytes, ${rounds} rounds after a warm-up, Elasticsearch on the same cores`,
  );
  print(
    table(
      ['lines/s', 'min', 'median', 'max', 'of the bare client, same round', 'CPU-s per million lines, ours'],
      [
        row(`bare client, ${connections} connections`, runs.bare),
        row('queue → index', runs.reading),
        row('file → index', runs.whole),
      ],
    ),
  );
  print(
    `\nshipper alone: ${figures.shipperCpuSecondsPerMillion} CPU-s per million lines; ` +
      `${figures.queueBytesPerLine} bytes a line on the queue (${(lineBytes / (queue.bodyBytes / lineCount)).toFixed(1)} : 1), ` +
      `${queue.messages} messages in ${queue.sendRequests} requests`,
  );
  print(`\nSQS, one host alone (prices in bench/cost.ts)`);
  print(table(['', 'messages per 1M lines', 'requests per 1M lines', '$ per GB', '$ per host and month'], costs));
  print(
    `\nline to searchable at ${latency.linesPerSecond} lines/s: p50 ${latency.p50Ms} ms, p99 ${latency.p99Ms} ms ` +
      `(linger 1 s, refresh as the template sets it; ${latency.lines} lines)`,
  );
}

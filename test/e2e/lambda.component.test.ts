import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installTemplates } from '../../cli/setup.ts';
import { lookAtDeadLetters } from '../../demo/dead-letters.ts';
import { connectElasticsearch } from '../../elasticsearch/connect.ts';
import { type Deployment, deploy } from '../../stack/deploy.ts';
import { uniqueName, useStack } from '../stack-fixture.ts';
import { runProcess } from './demonstration.ts';
import { SwitchableProxy } from './switchable-proxy.ts';

/** The deployed function between a queue and an Elasticsearch that goes away. */
const stack = useStack();
const minutes = 60_000;
const namespace = uniqueName('lambda');
let folder: string;
let proxy: SwitchableProxy;
let sqs: SQSClient;
let deployment: Deployment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-lambda-'));
  proxy = new SwitchableProxy(stack().elasticsearchUrl);
  await proxy.on();
  const elasticsearch = connectElasticsearch({ url: stack().elasticsearchUrl, timeoutMs: 30_000 });
  await installTemplates(elasticsearch, [], false);
  elasticsearch.close();
  sqs = new SQSClient({
    endpoint: stack().aws.endpoint,
    region: stack().aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const behindProxy = { ...stack(), aws: stack().aws, elasticsearchUrl: proxy.url };
  deployment = await deploy(behindProxy, {
    environment: process.env,
    stage: namespace,
    namespace,
    visibilitySeconds: 6,
  });
}, 5 * minutes);

afterAll(async () => {
  await proxy.off();
  sqs.destroy();
  await rm(folder, { recursive: true, force: true });
});

async function ship(name: string, lines: readonly string[]): Promise<void> {
  const configurationPath = join(folder, 'millrace.yml');
  const configuration = {
    cluster: 'e2e',
    namespace,
    state: join(folder, 'state'),
    inputs: [{ type: 'plain', paths: [join(folder, name)] }],
    output: { queue: deployment.queueUrl, bucket: deployment.bucket, region: stack().aws.region, message_size: '4KiB' },
  };
  await writeFile(configurationPath, JSON.stringify(configuration), { mode: 0o600 });
  await writeFile(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const environment = { ...inherited, ...stack().aws.environment };
  const { code, stderr } = await runProcess(['cli/main.ts', 'ship', '--once', '-c', configurationPath], environment);
  if (code !== 0) throw new Error(stderr);
}

async function countIndexed(): Promise<number> {
  const url = `${stack().elasticsearchUrl}/logs-plain-${namespace}`;
  await fetch(`${url}/_refresh`, { method: 'POST' });
  const answer = (await (await fetch(`${url}/_count?ignore_unavailable=true`)).json()) as { count?: number };
  return answer.count ?? 0;
}

async function eventually(isSo: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 450; i++) {
    if (await isSo()) return;
    await sleep(200);
  }
  throw new Error(`waited for ${what}`);
}

test(
  'Elasticsearch away while messages come: all arrives after, once, and nothing is a dead letter',
  async () => {
    // Random enough for several messages of 4 KiB.
    const lines = Array.from({ length: 2000 }, (_, i) => `${i} ${Math.random()} ${Math.random()}`);
    await ship('first.log', lines.slice(0, 500));
    await eventually(async () => (await countIndexed()) === 500, 'the first lines');
    await proxy.off();
    await ship('second.log', lines.slice(500));
    await sleep(8000);
    expect(await countIndexed()).toBe(500);
    await proxy.on();
    await eventually(async () => (await countIndexed()) >= 2000, 'all lines');
    expect(await countIndexed()).toBe(2000);
    expect((await lookAtDeadLetters(sqs, deployment.deadLetterQueueUrl)).count).toBe(0);
  },
  4 * minutes,
);

test(
  'one message among nine that is not ours is put aside with the reason; the others do not run again',
  async () => {
    const entries = Array.from({ length: 9 }, (_, i) => ({
      Id: String(i),
      MessageBody: JSON.stringify({ type: 'plain', message: `foreign ${i}` }),
    }));
    const before = await countIndexed();
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: deployment.queueUrl,
        Entries: [...entries, { Id: 'poison', MessageBody: 'millrace:1:zstd:12:34:garbage' }],
      }),
    );
    await eventually(async () => (await countIndexed()) === before + 9, 'the nine');
    let reasons: readonly string[] = [];
    await eventually(async () => {
      reasons = [...(await lookAtDeadLetters(sqs, deployment.deadLetterQueueUrl)).reasons.keys()];
      return reasons.length === 1;
    }, 'the dead letter');
    expect(reasons[0]).toContain('cut short or padded');
    // Looking leaves it there.
    expect((await lookAtDeadLetters(sqs, deployment.deadLetterQueueUrl)).count).toBe(1);
    // Nothing comes back when its visibility ends.
    await sleep(7000);
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deployment.queueUrl }));
    expect(Messages).toEqual([]);
    expect(await countIndexed()).toBe(before + 9);
  },
  2 * minutes,
);

import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookAtDeadLetters } from '../../demo/dead-letters.ts';
import { uniqueName, useStack } from '../stack-fixture.ts';
import { runProcess } from './demonstration.ts';
import { SwitchableProxy } from './switchable-proxy.ts';

/** `millrace ship` and `millrace read` as a host has them: processes, a configuration file, signals. */
const stack = useStack();
const minutes = 60_000;
const project = join(import.meta.dirname, '..', '..');
const namespace = uniqueName('host');
const children = new Set<ChildProcess>();
let folder: string;
let proxy: SwitchableProxy;
let sqs: SQSClient;
let queueUrl: string;
let deadLetterUrl: string;
let bucket: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-host-'));
  proxy = new SwitchableProxy(stack().elasticsearchUrl);
  await proxy.on();
  const client = {
    endpoint: stack().aws.endpoint,
    region: stack().aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  sqs = new SQSClient(client);
  const create = async (suffix: string, attributes: Record<string, string>) => {
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: `${namespace}-${suffix}`, Attributes: attributes }),
    );
    return QueueUrl;
  };
  queueUrl = await create('logs', { VisibilityTimeout: '5' });
  deadLetterUrl = await create('dead', {});
  bucket = namespace;
  await new S3Client({ ...client, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
  await configure([{ type: 'plain', paths: [join(folder, 'a*.log')] }]);
}, 5 * minutes);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await proxy.off();
  sqs.destroy();
  await rm(folder, { recursive: true, force: true });
});

const configurationPath = () => join(folder, 'millrace.yml');

async function configure(inputs: object[], output: object = {}): Promise<void> {
  const configuration = {
    cluster: 'e2e',
    namespace,
    state: join(folder, 'state'),
    inputs,
    output: { queue: queueUrl, bucket, region: stack().aws.region, linger: '100ms', ...output },
    reader: { dead_letter_queue: deadLetterUrl, visibility: '10s', elasticsearch: { url: proxy.url, timeout: '5s' } },
  };
  await writeFile(configurationPath(), JSON.stringify(configuration), { mode: 0o600 });
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  return { ...inherited, ...stack().aws.environment };
}

const millrace = (...args: string[]) =>
  runProcess(['bin/millrace.mjs', ...args, '-c', configurationPath()], environment());

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

async function start(verb: string, until: string): Promise<Running> {
  const child = spawn(process.execPath, ['cli/main.ts', verb, '-c', configurationPath()], {
    cwd: project,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.add(child);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const running = { child, ended, said: () => said };
  await eventually(
    () => said.includes(until),
    () => `${verb} to say "${until}"; it said:\n${said}`,
  );
  return running;
}

async function eventually(isSo: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error(`waited for ${what()}`);
}

/** Messages in the index, by how often each is there. Asked past the proxy. */
async function indexed(dataset = 'plain'): Promise<Map<string, number>> {
  const url = stack().elasticsearchUrl;
  await fetch(`${url}/logs-${dataset}-${namespace}/_refresh`, { method: 'POST' });
  const response = await fetch(`${url}/logs-${dataset}-${namespace}/_search?ignore_unavailable=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ size: 10_000, _source: ['message'] }),
  });
  const answer = (await response.json()) as { hits?: { hits: { _source: { message: string } }[] } };
  const counts = new Map<string, number>();
  for (const { _source } of answer.hits?.hits ?? [])
    counts.set(_source.message, (counts.get(_source.message) ?? 0) + 1);
  return counts;
}

let written = 0;
async function write(name: string, count: number): Promise<void> {
  let text = '';
  for (let i = 0; i < count; i++) text += `line ${++written}\n`;
  await appendFile(join(folder, name), text);
}

/** Every line written is in the index, once. */
async function allThereOnce(): Promise<void> {
  let counts = new Map<string, number>();
  await eventually(
    async () => {
      counts = await indexed();
      return counts.size >= written;
    },
    () => `${written} lines; ${counts.size} are there`,
  );
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
  expect(counts.size).toBe(written);
}

describe('before anything runs', () => {
  test(
    'setup installs the templates, and changes nothing the second time',
    async () => {
      expect((await millrace('setup')).code).toBe(0);
      const { code, stdout } = await millrace('setup', '--json');
      expect(code).toBe(0);
      const { changes } = JSON.parse(stdout) as { changes: { action: string }[] };
      expect(changes.length).toBeGreaterThan(10);
      expect(changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    },
    minutes,
  );

  test(
    'test output finds queue, bucket and Elasticsearch',
    async () => {
      const { code, stdout } = await millrace('test', 'output', '--json');
      expect(JSON.parse(stdout)).toMatchObject([
        { what: 'queue', ok: true },
        { what: 'bucket', ok: true },
        { what: 'dead-letter queue', ok: true },
        { what: 'elasticsearch', ok: true },
      ]);
      expect(code).toBe(0);
    },
    minutes,
  );

  test(
    'test output says what is wrong with a queue that does not exist',
    async () => {
      await configure([], { queue: `${queueUrl}-typo` });
      const { code, stdout } = await millrace('test', 'output');
      expect(code).toBe(1);
      expect(stdout).toContain('next:');
      await configure([{ type: 'plain', paths: [join(folder, 'a*.log')] }]);
    },
    minutes,
  );

  test(
    'validate warns of a glob that matches nothing and of nothing else',
    async () => {
      const { code, stdout, stderr } = await millrace('validate');
      expect(code).toBe(0);
      expect(stdout).toContain('is valid');
      expect(stderr).toContain('matches nothing now');
    },
    minutes,
  );
});

describe('a host and a reader', () => {
  let shipper: Running;
  let reader: Running;

  test(
    'lines travel from a file that appears later',
    async () => {
      reader = await start('read', 'reading');
      shipper = await start('ship', 'shipping');
      await write('a1.log', 100);
      await allThereOnce();
    },
    2 * minutes,
  );

  test(
    'Elasticsearch away and the reader killed meanwhile: all arrives after, once, and nothing is a dead letter',
    async () => {
      await proxy.off();
      for (let i = 0; i < 10; i++) {
        await write('a1.log', 30);
        await sleep(300);
      }
      reader.child.kill('SIGKILL');
      await reader.ended;
      reader = await start('read', 'reading');
      await write('a2.log', 50);
      await sleep(3000);
      await proxy.on();
      await allThereOnce();
      expect((await lookAtDeadLetters(sqs, deadLetterUrl)).count).toBe(0);
    },
    3 * minutes,
  );

  test(
    'the shipper killed while it ships: a resend at most, nothing twice, nothing lost',
    async () => {
      for (let i = 0; i < 4; i++) {
        const writing = write('a1.log', 400);
        await sleep(50 + i * 60);
        shipper.child.kill('SIGKILL');
        await Promise.all([shipper.ended, writing]);
        shipper = await start('ship', 'shipping');
      }
      await allThereOnce();
    },
    3 * minutes,
  );

  test(
    'a second shipper on the same state is refused',
    async () => {
      const { code, stderr } = await millrace('ship');
      expect(code).toBe(1);
      expect(stderr).toMatch(/another|in use|locked/i);
    },
    minutes,
  );

  test(
    'SIGHUP takes new inputs; a broken configuration changes nothing',
    async () => {
      const good = await readFile(configurationPath(), 'utf8');
      await writeFile(configurationPath(), good.replace('"inputs"', '"imputs"'));
      shipper.child.kill('SIGHUP');
      await eventually(
        () => shipper.said().includes('did you mean inputs?'),
        () => `a complaint; it said:\n${shipper.said()}`,
      );
      await write('a1.log', 5);
      await allThereOnce();
      await configure([{ type: 'plain', paths: [join(folder, 'a*.log'), join(folder, 'b*.log')] }]);
      await write('b.log', 7);
      shipper.child.kill('SIGHUP');
      await allThereOnce();
    },
    2 * minutes,
  );

  test(
    'a message that is not ours is a dead letter, with the reason',
    async () => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'hello from somebody else' }));
      await eventually(
        async () => (await lookAtDeadLetters(sqs, deadLetterUrl)).count === 1,
        () => 'the dead letter',
      );
      await write('a1.log', 1);
      await allThereOnce();
    },
    2 * minutes,
  );

  test(
    'an event larger than the queue takes goes through the bucket',
    async () => {
      const random = Buffer.from(Array.from({ length: 900_000 }, () => 33 + Math.floor(Math.random() * 94)));
      await configure([{ type: 'plain', paths: [join(folder, '[ab]*.log')], line_limit: '2MiB' }]);
      shipper.child.kill('SIGHUP');
      await eventually(
        () => shipper.said().includes('inputs reloaded'),
        () => 'the reload',
      );
      const text = `${random.toString('latin1')}${random.toString('latin1').split('').reverse().join('')}`;
      await appendFile(join(folder, 'big.log'), `${text}\n`);
      await eventually(
        async () => (await indexed()).has(text),
        () => 'the large event',
      );
      await rm(join(folder, 'big.log'));
      written += 1;
      await allThereOnce();
    },
    2 * minutes,
  );

  test(
    'SIGTERM hands over what was read and exits 0',
    async () => {
      await write('a1.log', 200);
      await sleep(300);
      shipper.child.kill('SIGTERM');
      expect(await shipper.ended).toBe(0);
      await allThereOnce();
      reader.child.kill('SIGTERM');
      expect(await reader.ended).toBe(0);
    },
    2 * minutes,
  );
});

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeClaimCheck, encodeMessage } from '../../contracts/envelope/message.ts';
import { probeCapabilities } from '../../elasticsearch/capabilities.ts';
import { applySetup } from '../../elasticsearch/setup.ts';
import { templatesFor } from '../../elasticsearch/templates.ts';
import { connectAws } from '../../functions/reader/connect.ts';
import { sendDeadLetter } from '../../functions/reader/dead-letter.ts';
import { connectQueue } from '../../receivers/connect.ts';
import { startReader } from '../../receivers/receive-loop.ts';
import { documentsIn, type RealElasticsearch, realElasticsearch } from '../elasticsearch/real-elasticsearch.ts';
import { envelopeOf, generation, portsTo, segmentOf, settings } from '../functions/reader/messages.ts';
import { uniqueName, useStack } from '../stack-fixture.ts';
import { fastClock } from './memory-queue.ts';

const stack = useStack();
let server: RealElasticsearch;
let sqs: SQSClient;
let s3: S3Client;
const environmentBefore = { ...process.env };

beforeAll(async () => {
  Object.assign(process.env, stack().aws.environment);
  server = realElasticsearch(stack().elasticsearchUrl);
  sqs = new SQSClient({});
  s3 = new S3Client({ forcePathStyle: true });
  const can = await probeCapabilities(server.client);
  const plain = { dataset: 'plain', fields: {}, open: false };
  await applySetup(server.client, templatesFor([plain], can, { version: '0.1.0' }), { dryRun: false });
});
afterAll(() => {
  server.client.close();
  sqs.destroy();
  s3.destroy();
  process.env = environmentBefore;
});

async function makeQueue(): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueName('reader') }));
  return QueueUrl;
}

async function countOf(queueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

test('a queue is read to its end: envelopes, a claim check in S3, and one message that is not ours', async () => {
  const [queueUrl, deadLetterUrl] = [await makeQueue(), await makeQueue()];
  const bucket = uniqueName('claims');
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const bodyOf = (number: number) => {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i} of ${number}`);
    const namespace = server.namespace;
    return encodeMessage(envelopeOf(segmentOf(lines, { namespace, generation: generation(number) })), 'zstd').body;
  };
  const far = bodyOf(99);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'far', Body: far }));
  const sha256 = createHash('sha256').update(far).digest('hex');
  const claim = encodeClaimCheck({ bucket, key: 'far', bytes: far.length, sha256 });
  const bodies = [...Array.from({ length: 12 }, (_, i) => bodyOf(i + 1)), claim, 'not ours'];
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

  const aws = connectAws();
  const outputs = aws.deadLetterOutputs(deadLetterUrl, bucket);
  const ports = portsTo(server.url, Date.now);
  const reader = await startReader(
    { receivers: 2, waitMs: 1000, reader: { ...settings, namespace: server.namespace } },
    {
      queue: connectQueue({ url: queueUrl }),
      reader: { ...ports, fetchClaim: aws.fetchClaim, putAside: (letter) => sendDeadLetter(letter, outputs) },
      clock: fastClock(1),
    },
  );
  while (reader.status().deleted < bodies.length) await sleep(50);
  expect(await reader.stop(Date.now() + 10_000)).toBe(true);
  ports.close();

  expect(reader.status().counters).toMatchObject({ indexed: 650, deadLetters: 1, failedMessages: 0 });
  expect(await documentsIn(server, `logs-plain-${server.namespace}`)).toHaveLength(650);
  expect(await countOf(queueUrl)).toBe(0);
  expect(await countOf(deadLetterUrl)).toBe(1);
});

test('a queue that is not there is said by name', async () => {
  const url = `${await makeQueue()}-gone`;
  await expect(connectQueue({ url }).check()).rejects.toMatchObject({ code: 'queue_missing', subject: url });
});

test('readers killed in the middle of their work lose nothing and write nothing twice', async () => {
  const queueUrl = await makeQueue();
  const namespace = uniqueName('killed');
  const linesEach = 500;
  const messages = 60;
  for (let i = 0; i < messages; i++) {
    const lines = Array.from({ length: linesEach }, (_, line) => `line ${line} of ${i} ${'x'.repeat(200)}`);
    const { body } = encodeMessage(envelopeOf(segmentOf(lines, { namespace, generation: generation(i) })), 'zstd');
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  }
  let kills = 0;
  let rounds = 0;
  while ((await countOf(queueUrl)) > 0) {
    rounds++;
    const arguments_ = ['test/receivers/reader-process.ts', queueUrl, server.url, namespace];
    // Jest's process.env is its own: without it, the child gets the environment of whoever started Jest.
    const child = spawn(process.execPath, arguments_, { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    // The first ones die as soon as something of theirs is in the index; the last one may end its work.
    while (kills < 3 ? !/^[1-9]/m.test(said) : (await countOf(queueUrl)) > 0) {
      if (child.exitCode !== null) throw new Error(`the reader ended by itself with exit code ${child.exitCode}`);
      await sleep(5);
    }
    child.kill('SIGKILL');
    await exited;
    kills++;
  }
  expect(rounds).toBeGreaterThan(1);
  await server.ask('POST', `/logs-plain-${namespace}/_refresh`);
  const { body } = await server.ask('GET', `/logs-plain-${namespace}/_count`);
  expect(body.count).toBe(messages * linesEach);
}, 120_000);

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { readBatch } from '../../../functions/reader/batch.ts';
import { type ScriptedElasticsearch, scriptedElasticsearch } from '../../elasticsearch/scripted-elasticsearch.ts';
import { messagesOf, portsTo, settings, type TestPorts } from './messages.ts';

let server: ScriptedElasticsearch;
let ports: TestPorts;
let written: string[];

beforeEach(async () => {
  server = await scriptedElasticsearch();
  ports = portsTo(server.url);
  written = [];
});
afterEach(async () => {
  ports.close();
  await server.close();
});

function eventOf(count: number): SQSEvent {
  const Records = messagesOf(count).map(({ id, body }): SQSRecord => {
    const attributes = {
      ApproximateReceiveCount: '3',
      SentTimestamp: '1',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '1',
    };
    const constants = {
      receiptHandle: 'r',
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'a',
      awsRegion: 'r',
    };
    return { messageId: id, body, attributes, ...constants };
  });
  return { Records };
}

test('answers with the ids that have to come again, and writes one line with the figures of the batch', async () => {
  server.onBulk = (asks) =>
    asks.some(({ document }) => document.message === 'line b of 1')
      ? { items: asks.map(({ document }) => ({ status: document.message === 'line b of 1' ? 404 : 201 })) }
      : undefined;
  const response = await readBatch(eventOf(3), 60_000, ports, settings, (line) => written.push(line));
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
  expect(written).toHaveLength(1);
  const line = JSON.parse(written[0] ?? '');
  expect(line).toMatchObject({ Indexed: 5, Rejected: 0, DeadLettered: 0, LagMs: 1000, messages: 3, failedMessages: 1 });
  const [{ Metrics, Dimensions }] = line._aws.CloudWatchMetrics;
  for (const { Name } of Metrics) expect(typeof line[Name]).toBe('number');
  for (const name of Dimensions[0]) expect(typeof line[name]).toBe('string');
});

test('takes the receive count of the record into the delivery record', async () => {
  await readBatch(eventOf(1), 60_000, ports, settings, () => undefined);
  const keys = [...server.documents.keys()].filter((key) => key.startsWith('logs-millrace.delivery'));
  expect(keys).toEqual(['logs-millrace.delivery-default/m-0-3-0']);
});

test('an invocation without time left begins nothing', async () => {
  const response = await readBatch(eventOf(2), 1_000, ports, settings, () => undefined);
  expect(response.batchItemFailures).toHaveLength(2);
  expect(server.bulks).toEqual([]);
});

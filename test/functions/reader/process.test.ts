import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeClaimCheck, encodeMessage } from '../../../contracts/envelope/message.ts';
import { MillraceError } from '../../../contracts/errors.ts';
import { processMessages } from '../../../functions/reader/process.ts';
import { type ScriptedElasticsearch, scriptedElasticsearch } from '../../elasticsearch/scripted-elasticsearch.ts';
import {
  envelopeOf,
  eventFlags,
  messageOf,
  messagesOf,
  portsTo,
  segmentOf,
  settings,
  type TestPorts,
} from './messages.ts';

let server: ScriptedElasticsearch;
let ports: TestPorts;
const later = Number.MAX_SAFE_INTEGER;
const run = (messages: Parameters<typeof processMessages>[0]) => processMessages(messages, ports, settings, later);
const documentsOf = (stream: string) =>
  [...server.documents].filter(([key]) => key.startsWith(`${stream}/`)).map(([, document]) => document);

beforeEach(async () => {
  server = await scriptedElasticsearch();
  ports = portsTo(server.url);
});
afterEach(async () => {
  ports.close();
  await server.close();
});

describe('documents', () => {
  test('an access log line becomes flat ECS fields under the id of its origin', async () => {
    const line = '10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /a?b=1 HTTP/1.1" 404 12 "-" "curl/8"';
    const segment = segmentOf([line], {
      type: 'apache.access',
      dataset: 'apache.access',
      path: '/var/log/a"b.log',
      tags: ['blue'],
      fields: { team: 'shop' },
    });
    const { failed } = await run([messageOf('m', segment)]);
    expect(failed).toEqual([]);
    expect([...server.documents.keys()][0]).toBe(`logs-apache.access-default/${segment.generation}-000000000000`);
    expect(documentsOf('logs-apache.access-default')[0]).toMatchObject({
      '@timestamp': expect.stringMatching(/^2015-05-17T10:05:03/),
      message: line,
      'event.dataset': 'apache.access',
      'data_stream.type': 'logs',
      'data_stream.dataset': 'apache.access',
      'data_stream.namespace': 'default',
      'event.kind': 'event',
      'host.name': 'web-1',
      'log.file.path': '/var/log/a"b.log',
      'log.offset': 0,
      'log.length': line.length + 1,
      'millrace.generation': segment.generation,
      'labels.team': 'shop',
      'http.response.status_code': 404,
      'url.path': '/a',
      tags: ['blue'],
    });
  });

  test('a line that does not fit is kept, tagged and counted', async () => {
    const { counters } = await run([
      messageOf('m', segmentOf(['no access log'], { type: 'apache.access', tags: ['a'] })),
    ]);
    expect(counters).toMatchObject({ indexed: 1, grokFailures: 1 });
    const [document] = documentsOf('logs-plain-default');
    expect(document).toMatchObject({
      message: 'no access log',
      tags: ['_grokparsefailure', 'a'],
      'event.kind': 'event',
    });
  });

  test('a type of a newer shipper is kept as message', async () => {
    await run([messageOf('m', segmentOf(['text'], { type: 'from.the.future', dataset: 'new' }))]);
    expect(documentsOf('logs-new-default')[0]).toMatchObject({ message: 'text', tags: ['_unknown_type'] });
  });

  test('flags are named, invalid UTF-8 keeps its bytes', async () => {
    const segment = segmentOf([Uint8Array.of(0x61, 0xff, 0x62), 'two']);
    const [first, second] = segment.events;
    if (!first || !second) throw new Error('two events');
    const events = [first, { ...second, flags: eventFlags.truncated | eventFlags.multiline }];
    await run([messageOf('m', { ...segment, events })]);
    expect(documentsOf('logs-plain-default')).toMatchObject([
      { message: 'a\u{FFFD}b', 'log.flags': ['invalid_utf8'], 'millrace.raw': 'Yf9i' },
      { message: 'two', 'log.flags': ['truncated', 'multiline'] },
    ]);
  });

  test('a line of JSON cannot set what the reader sets', async () => {
    const line = '{"host":{"name":"evil"},"labels":{"team":"evil"},"log.offset":7,"message":"hello"}';
    const { failed } = await run([messageOf('m', segmentOf([line], { type: 'json', fields: { team: 'shop' } }))]);
    expect(failed).toEqual([]);
    const body = documentsOf('logs-plain-default')[0];
    expect(body).toMatchObject({ 'host.name': 'web-1', 'labels.team': 'shop', 'log.offset': 0, message: 'hello' });
  });
});

describe('accounting', () => {
  test('one poison message among ten goes aside; the others are indexed and none comes again', async () => {
    const messages = messagesOf(10).map((message, i) =>
      i === 4 ? { ...message, body: 'millrace:1:zstd:5:5:AAAA' } : message,
    );
    const { failed, counters } = await run(messages);
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ indexed: 18, deadLetters: 1, messages: 10 });
    expect(ports.aside).toMatchObject([{ messageId: 'm-4', code: 'bad_envelope' }]);
  });

  test('a poison message that cannot be put aside comes again, alone', async () => {
    const messages = messagesOf(3).map((message, i) => (i === 1 ? { ...message, body: 'nonsense' } : message));
    ports = { ...ports, putAside: () => Promise.reject(new Error('no queue')) };
    expect((await run(messages)).failed).toEqual(['m-1']);
  });

  test('only the message whose event was refused for now comes again', async () => {
    server.onBulk = (asks) =>
      asks.some(({ document }) => document.message === 'line b of 2')
        ? { items: asks.map(({ document }) => ({ status: document.message === 'line b of 2' ? 403 : 201 })) }
        : undefined;
    const { failed, counters } = await run(messagesOf(4));
    expect(failed).toEqual(['m-2']);
    expect(counters).toMatchObject({ indexed: 7, deliveryRecords: 3 });
    expect(documentsOf('logs-millrace.delivery-default').map((d) => d['millrace.message_id'])).not.toContain('m-2');
  });

  test('a redelivery indexes nothing, and leaves a delivery record of its own', async () => {
    const [message] = messagesOf(1);
    if (!message) throw new Error('one message');
    await run([message]);
    const { failed, counters } = await run([{ ...message, receiveCount: 2 }]);
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ indexed: 0, alreadyIndexed: 2 });
    expect(documentsOf('logs-plain-default')).toHaveLength(2);
    expect(documentsOf('logs-millrace.delivery-default')).toMatchObject([
      {
        'millrace.indexed': 2,
        'millrace.already_indexed': 0,
        'millrace.from': 0,
        'millrace.to': 24,
        'millrace.run': 'run-1',
      },
      { 'millrace.indexed': 0, 'millrace.already_indexed': 2 },
    ]);
  });

  test('a message larger than a bulk body is done only when all of its bodies are', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `line ${i} ${'x'.repeat(500)}`);
    let bodies = 0;
    server.onBulk = (asks) => {
      if (asks[0]?.index !== 'logs-plain-default') return undefined;
      return ++bodies === 2 ? { items: asks.map(() => ({ status: 403 })) } : undefined;
    };
    const { failed } = await run([messageOf('m', segmentOf(lines))]);
    expect(bodies).toBeGreaterThan(1);
    expect(failed).toEqual(['m']);
    expect(documentsOf('logs-millrace.delivery-default')).toEqual([]);
  });

  test('a delivery record that cannot be written brings its message back', async () => {
    server.onBulk = (asks) =>
      asks[0]?.index === 'logs-millrace.delivery-default' ? { items: asks.map(() => ({ status: 403 })) } : undefined;
    expect((await run(messagesOf(1))).failed).toEqual(['m-0']);
  });

  test('what is not reached in time comes again', async () => {
    let nowMs = 0;
    ports.close();
    ports = portsTo(server.url, () => nowMs);
    // Each look at a body takes a second of this clock.
    const slow = messagesOf(30).map(({ id, body }) => ({
      id,
      get body() {
        nowMs += 1000;
        return body;
      },
    }));
    const { failed } = await processMessages(slow, ports, settings, 40_000);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(30);
    expect(failed).toEqual(
      messagesOf(30)
        .slice(-failed.length)
        .map(({ id }) => id),
    );
  });
});

describe('events that the mapping refuses', () => {
  const refusal = { status: 400, error: { type: 'document_parsing_exception', reason: 'failed to parse field [x]' } };
  const refuse = (text: string) => {
    server.onBulk = (asks) =>
      asks.some(({ index, document }) => index === 'logs-plain-default' && document.message === text)
        ? { items: asks.map(({ document }) => (document.message === text ? refusal : { status: 201 })) }
        : undefined;
  };

  test('go to the failure stream under the same id, with reason and text, and block nothing', async () => {
    refuse('line a of 1');
    const { failed, counters } = await run(messagesOf(3));
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ indexed: 5, rejected: 1 });
    const [[key, document] = []] = [...server.documents].filter(([name]) => name.startsWith('logs-millrace.failures'));
    expect(key).toMatch(/^logs-millrace\.failures-default\/.{16}-000000000000$/);
    expect(document).toMatchObject({
      'event.kind': 'pipeline_error',
      'error.type': 'document_parsing_exception',
      'error.message': 'failed to parse field [x]',
      'event.original': 'line a of 1',
      'millrace.target': 'logs-plain-default',
      'host.name': 'web-1',
      'log.file.path': '/var/log/app.log',
    });
    expect(documentsOf('logs-millrace.delivery-default').map((d) => d['millrace.failed'])).toEqual([0, 1, 0]);
  });

  test('come again with their message when the failure stream does not take them', async () => {
    server.onBulk = (asks) => {
      if (asks[0]?.index === 'logs-millrace.failures-default') return { items: asks.map(() => ({ status: 403 })) };
      return { items: asks.map(({ document }) => (document.message === 'line a of 1' ? refusal : { status: 201 })) };
    };
    expect((await run(messagesOf(3))).failed).toEqual(['m-1']);
  });
});

describe('an outage', () => {
  test('returns everything, quickly', async () => {
    server.onBulk = () => 'hang up';
    const { failed, unreachable } = await run(messagesOf(5));
    expect(unreachable).toBe(true);
    expect(failed).toHaveLength(5);
  });

  test('in the middle costs only what was not written', async () => {
    let down = false;
    server.onBulk = () => (down ? { status: 503 } : undefined);
    await run(messagesOf(2));
    down = true;
    expect((await run(messagesOf(4))).failed).toHaveLength(4);
    down = false;
    expect((await run(messagesOf(4))).counters).toMatchObject({ indexed: 4, alreadyIndexed: 4 });
  });
});

describe('claim checks', () => {
  const { body } = encodeMessage(envelopeOf(segmentOf(['far away'])), 'gzip');
  const claim = {
    bucket: 'claims',
    key: 'a/b',
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  const pointing = (more: Partial<typeof claim>) => [{ id: 'm', body: encodeClaimCheck({ ...claim, ...more }) }];

  test('are fetched and verified', async () => {
    ports = { ...ports, fetchClaim: async () => Buffer.from(body) };
    expect((await run(pointing({}))).counters).toMatchObject({ indexed: 1, deadLetters: 0 });
  });

  test.each([
    ['another size', { bytes: 5 }],
    ['another content', { sha256: '0'.repeat(64) }],
    ['a size beyond the limit', { bytes: 2 ** 40 }],
  ])('with %s are put aside', async (_, more) => {
    ports = { ...ports, fetchClaim: async () => Buffer.from(body) };
    const { failed } = await run(pointing(more));
    expect(failed).toEqual([]);
    expect(ports.aside).toMatchObject([{ code: 'bad_envelope' }]);
  });

  test('to another bucket are never followed', async () => {
    let fetched = 0;
    ports = { ...ports, fetchClaim: async () => Buffer.alloc(++fetched) };
    await processMessages(pointing({ bucket: 'elsewhere' }), ports, { ...settings, claimBucket: 'claims' }, later);
    expect(fetched).toBe(0);
    expect(ports.aside).toHaveLength(1);
  });

  test.each([
    ['comes again while S3 is away', true, ['m'], 0],
    ['is put aside when its object is gone', false, [], 1],
  ])('whose message %s', async (_, retryable, failed, aside) => {
    const error = new MillraceError('object_store_failed', 'no', { subject: 'a/b', hint: '', retryable });
    ports = { ...ports, fetchClaim: () => Promise.reject(error) };
    expect((await run(pointing({}))).failed).toEqual(failed);
    expect(ports.aside).toHaveLength(aside);
  });
});

describe('messages of others', () => {
  test('an object is an event; its type picks the parser', async () => {
    const message = '10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8"';
    const body = JSON.stringify({ type: 'apache.access', message, host: 'web-9', '@version': '1' });
    const { failed } = await run([{ id: 'sqs-1', body }]);
    expect(failed).toEqual([]);
    expect(server.documents.get('logs-apache.access-default/sqs-1-000000')).toMatchObject({
      'host.name': 'web-9',
      'http.response.status_code': 200,
      '@timestamp': expect.stringMatching(/^2015-05-17T10:05:03/),
    });
  });

  test('an array is many; what is not known goes to a dataset of its own, whole', async () => {
    const events = [{ message: 'a', '@timestamp': '2026-01-02T03:04:05Z', x: { y: 1 } }, { n: 1 }];
    await run([{ id: 'sqs-2', body: JSON.stringify(events), sentMs: 0 }]);
    expect(documentsOf('logs-foreign-default')).toMatchObject([
      { message: 'a', '@timestamp': '2026-01-02T03:04:05Z', 'event.original': JSON.stringify(events[0]) },
      { message: '{"n":1}', '@timestamp': '1970-01-01T00:00:00.000Z' },
    ]);
  });

  test('one that the mapping refuses keeps all of it', async () => {
    server.onBulk = (asks) =>
      asks[0]?.index === 'logs-foreign-default'
        ? { items: [{ status: 400, error: { type: 't', reason: 'r' } }] }
        : undefined;
    const body = '{"message":"a","order":7}';
    expect((await run([{ id: 'sqs-3', body }])).failed).toEqual([]);
    expect(documentsOf('logs-millrace.failures-default')).toMatchObject([{ 'event.original': body }]);
  });

  test.each([
    ['text', 'hello', /nor JSON/],
    ['a number', '7', /not an object/],
    ['an S3 notification', '{"Records":[{"eventSource":"aws:s3"}]}', /notification/],
    ["S3's test", '{"Service":"Amazon S3","Event":"s3:TestEvent"}', /test/],
    ['a CloudWatch Logs subscription', '{"awslogs":{"data":"H4s"}}', /CloudWatch/],
    ['an SNS envelope', '{"Type":"Notification","TopicArn":"arn","Message":"x"}', /raw message delivery/],
    ['nothing', '', /nor JSON/],
  ])('%s is put aside with a reason that says what it is', async (_, body, reason) => {
    const { failed } = await run([{ id: 'x', body }]);
    expect(failed).toEqual([]);
    expect(ports.aside).toMatchObject([{ reason: expect.stringMatching(reason), body }]);
  });
});

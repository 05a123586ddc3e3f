import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadParsing } from '../../../contracts/configuration/load.ts';
import type { ReaderSettings } from '../../../functions/reader/ports.ts';
import { processMessages } from '../../../functions/reader/process.ts';
import { builtIn, type Catalogue, catalogueOf } from '../../../parsers/catalogue.ts';
import { fileResources } from '../../../parsers/custom/files.ts';
import { openCatalogue } from '../../../parsers/custom/open.ts';
import type { Processing } from '../../../parsers/interpret.ts';
import { type ScriptedElasticsearch, scriptedElasticsearch } from '../../elasticsearch/scripted-elasticsearch.ts';
import { generation, messageOf, portsTo, segmentOf, settings, type TestPorts } from './messages.ts';

let server: ScriptedElasticsearch;
let ports: TestPorts;
const later = Number.MAX_SAFE_INTEGER;
const documentsOf = (stream: string) =>
  [...server.documents].filter(([key]) => key.startsWith(`${stream}/`)).map(([, document]) => document);
const everything = () => JSON.stringify([...server.documents]);
const deliveries = () => documentsOf('logs-millrace.delivery-default');

function configured(text: string): ReaderSettings {
  const types = builtIn.types.map(({ type }) => type);
  const catalogue = openCatalogue(loadParsing(text, 'test.yml', {}, types), fileResources('.'));
  return { ...settings, catalogue };
}

/** A catalogue whose processing is written by hand, for what a well-made processor does not do. */
function withProcessing(processing: Processing): ReaderSettings {
  const catalogue: Catalogue = catalogueOf(builtIn.types, {
    processingOf: () => processing,
    fieldsOf: () => ({}),
    isOpen: () => false,
  });
  return { ...settings, catalogue };
}

const read = (with_: ReaderSettings, ...messages: Parameters<typeof processMessages>[0]) =>
  processMessages(messages, ports, with_, later);

beforeEach(async () => {
  server = await scriptedElasticsearch();
  ports = portsTo(server.url);
});
afterEach(async () => {
  ports.close();
  await server.close();
});

describe('events that a processor drops', () => {
  const dropB = configured('processors:\n  - drop: {}\n    if: { field: message, matches: "^b" }\n');

  test('leave no document, and the delivery record says how many they were', async () => {
    const { failed, counters } = await read(dropB, messageOf('m', segmentOf(['a1', 'b1', 'b2', 'a2'])));
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ events: 4, indexed: 2, dropped: 2, rejected: 0, alreadyIndexed: 0 });
    expect(documentsOf('logs-plain-default').map(({ message }) => message)).toEqual(['a1', 'a2']);
    expect(deliveries()).toMatchObject([{ 'millrace.events': 4, 'millrace.indexed': 2, 'millrace.dropped': 2 }]);
  });

  test('the ids of the others are those of their places', async () => {
    await read(dropB, messageOf('m', segmentOf(['b1', 'a1'])));
    const [key] = [...server.documents.keys()].filter((name) => name.startsWith('logs-plain'));
    expect(key).toBe(`logs-plain-default/${generation(1)}-000000000003`);
  });

  test('a message of nothing else is done', async () => {
    const { failed, counters } = await read(dropB, messageOf('m', segmentOf(['b1', 'b2'])));
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ events: 2, dropped: 2, indexed: 0, deliveryRecords: 1 });
    expect(deliveries()).toMatchObject([{ 'millrace.events': 2, 'millrace.dropped': 2 }]);
  });

  test('a redelivery adds up too: each record is indexed + there + failed + dropped', async () => {
    const message = messageOf('m', segmentOf(['a1', 'b1', 'a2']));
    await read(dropB, message);
    await read(dropB, { ...message, receiveCount: 2 });
    for (const record of deliveries()) {
      const parts = ['indexed', 'already_indexed', 'failed', 'dropped'].map((name) => record[`millrace.${name}`]);
      expect(parts.reduce<number>((sum, part) => sum + Number(part), 0)).toBe(record['millrace.events']);
    }
    expect(deliveries()).toHaveLength(2);
  });

  test('do not cover for one that is missing', async () => {
    server.onBulk = (asks) =>
      asks[0]?.index === 'logs-plain-default' ? { items: asks.map(() => ({ status: 403 })) } : undefined;
    const { failed } = await read(dropB, messageOf('m', segmentOf(['a1', 'b1'])));
    expect(failed).toEqual(['m']);
    expect(deliveries()).toEqual([]);
  });

  test('count among those of others', async () => {
    const body = JSON.stringify([{ message: 'a' }, { message: 'b' }]);
    const { failed, counters } = await read(dropB, { id: 'sqs', body });
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ events: 2, indexed: 1, dropped: 1 });
  });
});

describe('what processors do', () => {
  test('own types come first, then those for every event', async () => {
    const text = `sources:
  - type: shop
    patterns: ['%{WORD:shop.what} %{GREEDYDATA:message}']
    processors:
      - lowercase: { fields: [shop.what] }
processors:
  - add: { tags: [seen] }
    if: { field: shop.what, equals: order }
`;
    await read(configured(text), messageOf('m', segmentOf(['ORDER 7'], { type: 'shop', dataset: 'shop' })));
    expect(documentsOf('logs-shop-default')[0]).toMatchObject({ 'shop.what': 'order', message: '7', tags: ['seen'] });
  });

  test('they see types that nobody knows, and events of others', async () => {
    const with_ = configured('processors:\n  - add: { fields: { service.name: shop } }\n');
    await read(with_, messageOf('m', segmentOf(['a'], { type: 'from.the.future', dataset: 'new' })), {
      id: 'sqs',
      body: '{"message":"b"}',
    });
    const added = { 'service.name': 'shop' };
    expect(documentsOf('logs-new-default')[0]).toMatchObject({ ...added, tags: ['_unknown_type'] });
    expect(documentsOf('logs-foreign-default')[0]).toMatchObject(added);
  });

  test('a label of the input is not there twice', async () => {
    const with_ = configured('processors:\n  - add: { fields: { labels.team: other } }\n');
    const { failed } = await read(with_, messageOf('m', segmentOf(['a'], { fields: { team: 'shop' } })));
    expect(failed).toEqual([]);
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({ 'labels.team': 'shop' });
  });

  test('a time that a processor reads is the time of the event', async () => {
    const with_ = configured(
      'processors:\n  - dissect: { pattern: "%{t} %{rest}" }\n  - date: { field: t, formats: [UNIX] }\n',
    );
    await read(with_, messageOf('m', segmentOf(['86400 x'])));
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({
      '@timestamp': expect.stringMatching(/^1970-01-02T00:00:00/),
    });
  });

  test('a failure is a tag and is counted', async () => {
    const with_ = configured('processors:\n  - json: {}\n');
    const { counters } = await read(with_, messageOf('m', segmentOf(['no json', '{"a":1}'])));
    expect(counters).toMatchObject({ indexed: 2, otherParseFailures: 1 });
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({ message: 'no json', tags: ['_jsonparsefailure'] });
  });

  test('one that throws costs the event its fields, never the event nor the message', async () => {
    const broken = withProcessing({
      run: ({ text }) => {
        if (text === 'b') throw new Error('broken');
      },
    });
    const { failed, counters } = await read(broken, messageOf('m', segmentOf(['a', 'b'])));
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ indexed: 2, otherParseFailures: 1 });
    expect(documentsOf('logs-plain-default')).toMatchObject([
      { message: 'a' },
      { message: 'b', tags: ['_processorfailure'] },
    ]);
  });

  test('one that runs away costs the event its fields, never the event', async () => {
    const text = `sources:
  - type: runaway
    patterns: ['%{GREEDYDATA:message}']
    processors:
      - redact: { kinds: [], patterns: [{ name: slow, pattern: '(?:a+)+b' }] }
        if: { field: message, matches: '/^slow/' }
      - redact: { kinds: [email] }
`;
    const lines = ['jo@example.org', `slow jo@example.org ${'a'.repeat(40)}`, 'after'];
    const { failed, counters } = await read(configured(text), messageOf('m', segmentOf(lines, { type: 'runaway' })));
    expect(failed).toEqual([]);
    expect(counters).toMatchObject({ indexed: 3, grokFailures: 1 });
    const [, slow, after] = documentsOf('logs-plain-default');
    expect(slow).toMatchObject({ tags: ['_groktimeout'] });
    expect(after).toMatchObject({ message: 'after' });
    expect(everything()).not.toContain('jo@example.org');
  }, 30_000);
});

describe('what is redacted goes no other way', () => {
  const redacting = configured('processors:\n  - redact: { fields: [message], kinds: [email], replacement: GONE }\n');

  test('into the index', async () => {
    await read(redacting, messageOf('m', segmentOf(['from jo@example.org'])));
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({ message: 'from GONE' });
    expect(everything()).not.toContain('jo@');
  });

  test('as the bytes of text that is not UTF-8', async () => {
    const line = Buffer.concat([Buffer.from('jo@example.org '), Uint8Array.of(0xff)]);
    await read(redacting, messageOf('m', segmentOf([line])));
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({ 'log.flags': ['invalid_utf8'] });
    expect(documentsOf('logs-plain-default')[0]).not.toHaveProperty(['millrace.raw']);
  });

  test('into the failure stream', async () => {
    server.onBulk = (asks) =>
      asks[0]?.index === 'logs-plain-default'
        ? { items: asks.map(() => ({ status: 400, error: { type: 't', reason: 'r' } })) }
        : undefined;
    await read(redacting, messageOf('m', segmentOf(['from jo@example.org'])));
    expect(documentsOf('logs-millrace.failures-default')[0]).toMatchObject({ 'event.original': 'from GONE' });
    expect(everything()).not.toContain('jo@');
  });

  test('with an event of others, whole as it is kept', async () => {
    const body = JSON.stringify({ message: 'from jo@example.org', user: { mail: 'jo@example.org' } });
    await read(redacting, { id: 'sqs', body });
    expect(documentsOf('logs-foreign-default')).toHaveLength(1);
    expect(everything()).not.toContain('jo@');
  });

  test('when a processor breaks, nor when redaction itself does', async () => {
    const fail = () => {
      throw new Error('broken');
    };
    await read(withProcessing({ run: fail, redactText: () => 'GONE' }), messageOf('m', segmentOf(['jo@example.org'])));
    expect(documentsOf('logs-plain-default')[0]).toMatchObject({ message: 'GONE' });
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeMessage } from '../../../contracts/envelope/message.ts';
import { probeCapabilities } from '../../../elasticsearch/capabilities.ts';
import { applySetup } from '../../../elasticsearch/setup.ts';
import { templatesFor } from '../../../elasticsearch/templates.ts';
import type { ReaderSettings } from '../../../functions/reader/ports.ts';
import { processMessages } from '../../../functions/reader/process.ts';
import { sources } from '../../../parsers/catalogue.ts';
import { fieldsOf } from '../../../parsers/source.ts';
import { documentsIn, type RealElasticsearch, realElasticsearch } from '../../elasticsearch/real-elasticsearch.ts';
import { useStack } from '../../stack-fixture.ts';
import { envelopeOf, generation, messageOf, portsTo, segmentOf, settings, type TestPorts } from './messages.ts';

const stack = useStack(['elasticsearch']);
let server: RealElasticsearch;
let ports: TestPorts;
let real: ReaderSettings;
const later = Number.MAX_SAFE_INTEGER;

beforeAll(async () => {
  server = realElasticsearch(stack().elasticsearchUrl);
  ports = portsTo(server.url, Date.now);
  real = { ...settings, namespace: server.namespace, lookUpOld: true };
  const can = await probeCapabilities(server.client);
  const datasets = sources.map((source) => ({
    dataset: source.dataset,
    fields: fieldsOf(source),
    open: source.openFields === true,
  }));
  await applySetup(server.client, templatesFor(datasets, can, { version: '0.1.0' }), { dryRun: false });
});
afterAll(() => {
  server.client.close();
  ports.close();
});

const segment = (lines: string[], type: string, number: number) =>
  segmentOf(lines, { type, dataset: type, namespace: server.namespace, generation: generation(number) });

test('access log lines are found by what they say', async () => {
  const line = (status: number) =>
    `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" ${status} 12 "-" "curl/8"`;
  const message = messageOf('m-1', segment([line(200), line(404), 'malformed'], 'apache.access', 1));
  const { failed, counters } = await processMessages([message], ports, real, later);
  expect(failed).toEqual([]);
  expect(counters).toMatchObject({ indexed: 3, grokFailures: 1, deliveryRecords: 1, rejected: 0, diverted: 0 });
  const stream = `logs-apache.access-${server.namespace}`;
  expect(await documentsIn(server, stream, { term: { 'http.response.status_code': 404 } })).toHaveLength(1);
  expect(await documentsIn(server, stream, { term: { tags: '_grokparsefailure' } })).toHaveLength(1);
  const records = await documentsIn(server, `logs-millrace.delivery-${server.namespace}`, {
    range: { 'millrace.to': { gte: message.body.length > 0 ? 1 : 0 } },
  });
  expect(records).toMatchObject([{ _source: { 'millrace.message_id': 'm-1', 'millrace.indexed': 3 } }]);
});

test('an event that the mapping refuses is in the failure stream, and its neighbours are in the index', async () => {
  const stream = `logs-json-${server.namespace}`;
  // The first document decides that `order` is an object; a word in its place cannot be indexed.
  await processMessages(
    [messageOf('m-2', segment(['{"order":{"id":"1"},"message":"a"}'], 'json', 2))],
    ports,
    real,
    later,
  );
  const lines = ['{"order":"word","message":"b"}', '{"order":{"id":"2"},"message":"c"}'];
  const { failed, counters } = await processMessages([messageOf('m-3', segment(lines, 'json', 3))], ports, real, later);
  expect(failed).toEqual([]);
  expect(counters).toMatchObject({ indexed: 1, rejected: 1, diverted: 0 });
  expect(await documentsIn(server, stream)).toHaveLength(2);
  const [failure] = await documentsIn(server, `logs-millrace.failures-${server.namespace}`);
  expect(failure).toMatchObject({
    _id: `${generation(3)}-000000000000`,
    _source: { 'event.kind': 'pipeline_error', 'event.original': lines[0], 'millrace.target': stream },
  });
});

test('a resend after a rollover is found in the older backing index', async () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const stream = `logs-plain-${server.namespace}`;
  const sent = messageOf('m-4', segment(lines, 'plain', 4));
  expect((await processMessages([sent], ports, real, later)).counters).toMatchObject({ indexed: 20 });
  expect((await server.ask('POST', `/${stream}/_rollover`)).status).toBe(200);
  // A client of its own: what another has just learned of the stream may be five seconds old.
  const others = portsTo(server.url, Date.now);
  const grown = messageOf('m-5', segment([...lines, 'one more'], 'plain', 4));
  const { failed, counters } = await processMessages([grown], others, real, later);
  others.close();
  expect(failed).toEqual([]);
  expect(counters).toMatchObject({ indexed: 1, alreadyIndexed: 20 });
  expect(await documentsIn(server, stream)).toHaveLength(21);
});

test('an envelope first sent after the rollover is looked up nowhere', async () => {
  const stream = `logs-plain-${server.namespace}`;
  const future = Date.now() + 120_000;
  const envelope = { ...envelopeOf(segment(['fresh'], 'plain', 5)), firstSentMs: future };
  const asked: string[] = [];
  const watched = portsTo(server.url, Date.now);
  const elasticsearch: typeof watched.elasticsearch = {
    ...watched.elasticsearch,
    request: (method, path, ...rest) => {
      asked.push(path);
      return watched.elasticsearch.request(method, path, ...rest);
    },
  };
  const message = { id: 'm-6', body: encodeMessage(envelope, 'gzip').body };
  const { counters } = await processMessages([message], { ...watched, elasticsearch }, real, later);
  watched.close();
  expect(counters.indexed).toBe(1);
  expect(asked.filter((path) => path.startsWith('/_mget'))).toEqual([]);
  expect(asked.some((path) => path.startsWith(`/${stream}/_settings`))).toBe(true);
});

test('without a template nothing is written under a name of ours', async () => {
  const nowhere = segmentOf(['x'], { dataset: 'never.set.up', namespace: server.namespace });
  const { failed } = await processMessages([messageOf('m-7', nowhere)], ports, real, later);
  expect(failed).toEqual(['m-7']);
  expect((await server.ask('GET', `/logs-never.set.up-${server.namespace}`)).status).toBe(404);
});

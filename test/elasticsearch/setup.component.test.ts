import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Capabilities, checkServer, probeCapabilities } from '../../elasticsearch/capabilities.ts';
import { applySetup } from '../../elasticsearch/setup.ts';
import { type DatasetDefinition, templatesFor } from '../../elasticsearch/templates.ts';
import { fieldsOf } from '../../parsers/source.ts';
import { useStack } from '../stack-fixture.ts';
import { type RealElasticsearch, realElasticsearch } from './real-elasticsearch.ts';

const stack = useStack(['elasticsearch']);
let server: RealElasticsearch;
let can: Capabilities;
const fieldsNamed = (...names: string[]) => fieldsOf({ fields: names });
const datasets: DatasetDefinition[] = [
  { dataset: 'probe.closed', fields: fieldsNamed('source.ip', 'log.level'), open: false },
  { dataset: 'probe.open', fields: fieldsNamed('log.level'), open: true },
];
// Only what this test brings: other tests share the base, and may have other ideas of retention.
const wantedFor = (version: string, definitions = datasets) =>
  templatesFor(definitions, can, { version }).filter(({ name }) => name.includes('probe.'));

beforeAll(async () => {
  server = realElasticsearch(stack().elasticsearchUrl);
  can = await probeCapabilities(server.client);
  await applySetup(server.client, templatesFor(datasets, can, { version: '0.1.0' }), { dryRun: false });
});
afterAll(async () => {
  for (const { dataset } of datasets) {
    await server.ask('DELETE', `/_index_template/millrace-logs-${dataset}`);
    await server.ask('DELETE', `/_component_template/millrace-${dataset}`);
  }
  server.client.close();
});

test('the server is one that will do', async () => {
  expect((await checkServer(server.client)).version).toMatch(/^\d+\.\d+\.\d+/);
});

describe('setup', () => {
  test('changes nothing the second time', async () => {
    const changes = await applySetup(server.client, wantedFor('0.1.0'), { dryRun: false });
    expect(changes).toHaveLength(4);
    expect(changes.map(({ action, diff }) => ({ action, diff }))).toEqual(
      Array(4).fill({ action: 'unchanged', diff: [] }),
    );
  });

  test('says what would change, and changes it only when it is meant', async () => {
    const more = [{ dataset: 'probe.closed', fields: fieldsNamed('source.ip', 'source.port'), open: false }];
    const dry = await applySetup(server.client, wantedFor('0.1.0', more), { dryRun: true });
    expect(dry[0]).toMatchObject({ name: 'millrace-probe.closed', action: 'updated' });
    expect(dry[0]?.diff).toEqual(
      expect.arrayContaining([
        '+ template.mappings.properties.source.port.type: long',
        '- template.mappings.properties.log.level.type: keyword',
      ]),
    );
    const again = await applySetup(server.client, wantedFor('0.1.0'), { dryRun: true });
    expect(again.map(({ action }) => action)).not.toContain('updated');
  });

  test('leaves alone what Millrace did not make', async () => {
    const name = 'millrace-probe.theirs';
    await server.ask('PUT', `/_component_template/${name}`, { template: {} });
    const wanted = wantedFor('0.1.0', [{ dataset: 'probe.theirs', fields: {}, open: false }]);
    await expect(applySetup(server.client, wanted, { dryRun: false })).rejects.toMatchObject({
      code: 'elasticsearch_refused',
      subject: name,
    });
    await server.ask('DELETE', `/_component_template/${name}`);
  });
});

describe('what the templates make', () => {
  const write = async (dataset: string, document: object) => {
    const stream = `logs-${dataset}-${server.namespace}`;
    const { status } = await server.ask('POST', `/${stream}/_create/1?refresh=true`, {
      '@timestamp': '2026-05-17T10:00:00.000Z',
      'data_stream.type': 'logs',
      'data_stream.dataset': dataset,
      'data_stream.namespace': server.namespace,
      ...document,
    });
    expect(status).toBe(201);
    return stream;
  };
  const mappingsOf = async (stream: string) => JSON.stringify((await server.ask('GET', `/${stream}/_mapping`)).body);
  const count = async (stream: string, query: object) =>
    (await server.ask('POST', `/${stream}/_count`, { query })).body.count;

  test('a dataset that is known grows no mapping; a phrase is found; labels are keywords', async () => {
    const stream = await write('probe.closed', {
      message: 'connection refused by peer',
      'unheard.of': 'x',
      'labels.team': 'shop',
      'source.ip': '10.0.0.1',
    });
    expect(await mappingsOf(stream)).not.toContain('unheard');
    expect(await count(stream, { match_phrase: { message: 'refused by' } })).toBe(1);
    expect(await count(stream, { match_phrase: { message: 'by refused' } })).toBe(0);
    expect(await count(stream, { term: { 'labels.team': 'shop' } })).toBe(1);
    expect(await count(stream, { term: { 'source.ip': '10.0.0.0/8' } })).toBe(1);
    await server.ask('DELETE', `/_data_stream/${stream}`);
  });

  test('an open dataset maps what comes, up to a limit, and keeps the rest', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`extra.f${i}`, `v${i}`]));
    const stream = await write('probe.open', { message: 'm', 'order.id': 'o-1', ...many });
    expect(await count(stream, { term: { 'order.id': 'o-1' } })).toBe(1);
    const mapped = (await mappingsOf(stream)).match(/"f\d+":/g)?.length ?? 0;
    expect(mapped).toBeGreaterThan(100);
    expect(mapped).toBeLessThan(1000);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { readCatalogue } from '../../../functions/reader/catalogue.ts';
import { type ScriptedElasticsearch, scriptedElasticsearch } from '../../elasticsearch/scripted-elasticsearch.ts';

/** The function as AWS calls it, with a configuration in its bundle. */
let folder: string;
let server: ScriptedElasticsearch;
const environment = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-bundle-'));
  server = await scriptedElasticsearch();
});
afterAll(async () => {
  process.env = environment;
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('sources and processors of the file that CONFIGURATION names apply', async () => {
  writeFileSync(
    join(folder, 'millrace.yml'),
    `cluster: \${NOT_SET}
sources:
  - { type: shop, patterns: ['%{WORD:shop.what} %{GREEDYDATA:message}'] }
processors:
  - drop: {}
    if: { field: shop.what, equals: noise }
`,
  );
  process.env = {
    ...environment,
    ELASTICSEARCH_URL: server.url,
    DEAD_LETTER_QUEUE_URL: 'https://sqs.example/dead',
    LAMBDA_TASK_ROOT: folder,
    CONFIGURATION: 'millrace.yml',
  };
  const { handler } = await import('../../../functions/reader/handler.ts');
  const body = JSON.stringify([
    { type: 'shop', message: 'order 7' },
    { type: 'shop', message: 'noise 8' },
  ]);
  const record = { messageId: 'm', body } as SQSEvent['Records'][number];
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const answer = await handler({ Records: [record] }, { getRemainingTimeInMillis: () => 30_000 } as Context);
  const [line] = write.mock.calls.map(([text]) => JSON.parse(String(text)));
  write.mockRestore();
  expect(line).toMatchObject({ Indexed: 1, Dropped: 1, events: 2 });
  expect(answer).toEqual({ batchItemFailures: [] });
  const documents = [...server.documents].filter(([key]) => key.startsWith('logs-shop-'));
  expect(documents).toMatchObject([['logs-shop-default/m-000000', { 'shop.what': 'order', message: '7' }]]);
});

test('a configuration that is wrong or not there is named', () => {
  writeFileSync(join(folder, 'bad.yml'), "sources:\n  - { type: shop, patterns: ['%{WRD:a}'] }\n");
  const bundle = { LAMBDA_TASK_ROOT: folder };
  expect(() => readCatalogue('bad.yml', bundle)).toThrow(
    'bad.yml:2: sources[0].patterns[0]: the pattern WRD is not defined; did you mean WORD?',
  );
  expect(() => readCatalogue('nowhere.yml', bundle)).toThrow(/CONFIGURATION: nowhere\.yml: .*ENOENT/);
});

import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isAlive, type ProcessIdentity } from '../../stack/process-identity.ts';
import { startStack } from '../../stack/stack.ts';
import { runProgram, until } from './child-program.ts';

// Stacks of its own, whatever the runner handed on: this file is about starting, dying and starting again.
const { ELASTICSEARCH_URL: _, AWS_ENDPOINT_URL: __, ...environment } = process.env;
const ownEnvironment = { ...environment, MILLRACE_ES_HEAP: '512m', MILLRACE_DOCKER: 'off' };
const timeoutMs = 300_000;

let dataFolder: string;
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'millrace-data-'));
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const start = (options: { fresh?: boolean } = {}) =>
  startStack({ dataFolder, environment: ownEnvironment, ...options });

async function put(url: string, id: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/kept/_doc/${id}?refresh=true`, { method: 'PUT', headers, body: '{"a":1}' });
  expect(response.status).toBe(201);
}

async function has(url: string, id: string): Promise<boolean> {
  return (await fetch(`${url}/kept/_doc/${id}`)).status === 200;
}

describe('the stack on real components', () => {
  test(
    'starts, says where it is, refuses a second owner, and stops without a trace',
    async () => {
      const steps: string[] = [];
      const stack = await startStack({
        dataFolder,
        environment: ownEnvironment,
        progress: (step) => steps.push(`${step.part} ${step.state}`),
      });
      const components = (
        JSON.parse(readFileSync(join(dataFolder, 'stack.lock.json'), 'utf8')) as { components: ProcessIdentity[] }
      ).components;
      await put(stack.elasticsearchUrl, 'first');
      expect(stack.aws).toMatchObject({ region: expect.any(String), startedEmpty: true });
      expect(stack.aws.environment.AWS_ENDPOINT_URL).toBe(stack.aws.endpoint);
      await expect(start()).rejects.toMatchObject({ code: 'state_locked', subject: dataFolder });
      expect(components.map(isAlive)).toEqual([true, true]);

      await stack.stop();
      expect(components.map(isAlive)).toEqual([false, false]);
      expect(existsSync(join(dataFolder, 'stack.lock.json'))).toBe(false);
      expect(existsSync(join(dataFolder, 'aws/tmp'))).toBe(false);
      expect(existsSync(join(dataFolder, 'elasticsearch/tmp'))).toBe(false);
      expect(steps).toEqual(
        expect.arrayContaining(['elasticsearch ready', 'aws ready', 'elasticsearch stopped', 'aws stopped']),
      );
    },
    timeoutMs,
  );

  test(
    'kill -9 of its process ends everything; the next run has the documents; a fresh one has none',
    async () => {
      const { process: parent } = await runProgram('hold-stack.ts', [dataFolder]);
      const { components } = JSON.parse(readFileSync(join(dataFolder, 'stack.lock.json'), 'utf8')) as {
        components: ProcessIdentity[];
      };
      expect(components.map(isAlive)).toEqual([true, true]);
      parent.kill('SIGKILL');
      await until(() => components.every((component) => !isAlive(component)));
      await until(() => !existsSync(join(dataFolder, 'aws/tmp')) && !existsSync(join(dataFolder, 'elasticsearch/tmp')));

      const again = await start();
      const kept = await has(again.elasticsearchUrl, 'first');
      await again.stop();
      expect(kept).toBe(true);

      const fresh = await start({ fresh: true });
      const gone = !(await has(fresh.elasticsearchUrl, 'first'));
      await fresh.stop();
      expect(gone).toBe(true);
    },
    timeoutMs,
  );

  test(
    'a part that cannot start takes the others down with it',
    async () => {
      await expect(
        startStack({ dataFolder, environment: { ...ownEnvironment, MILLRACE_ES_HEAP: '1m' } }),
      ).rejects.toMatchObject({ code: 'component_failed', subject: join(dataFolder, 'logs/elasticsearch.log') });
      expect(existsSync(join(dataFolder, 'stack.lock.json'))).toBe(false);
      expect(existsSync(join(dataFolder, 'aws/tmp'))).toBe(false);
    },
    timeoutMs,
  );
});

describe('what the user has comes first', () => {
  test('ELASTICSEARCH_URL and AWS_ENDPOINT_URL are used, and nothing is started', async () => {
    const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stack = await startStack({
      dataFolder,
      environment: {
        ...ownEnvironment,
        ELASTICSEARCH_URL: `${url}/`,
        AWS_ENDPOINT_URL: url,
        AWS_REGION: 'eu-west-2',
        AWS_ACCESS_KEY_ID: 'mine',
      },
    });
    const record = JSON.parse(readFileSync(join(dataFolder, 'stack.lock.json'), 'utf8')) as { components: unknown[] };
    await stack.stop();
    server.close();
    expect(stack.elasticsearchUrl).toBe(url);
    expect(stack.aws).toMatchObject({
      endpoint: url,
      region: 'eu-west-2',
      startedEmpty: false,
      environment: { AWS_ACCESS_KEY_ID: 'mine' },
    });
    expect(record.components).toEqual([]);
  });

  test.each([
    ['ELASTICSEARCH_URL', 'elasticsearch_unreachable'],
    ['AWS_ENDPOINT_URL', 'queue_unreachable'],
  ] as const)('a %s where nobody answers is %s', async (name, code) => {
    const part = name === 'ELASTICSEARCH_URL' ? 'elasticsearch' : 'aws';
    const environment = { ...ownEnvironment, [name]: 'http://127.0.0.1:9' };
    await expect(startStack({ dataFolder, environment, parts: [part] })).rejects.toMatchObject({ code });
  });
});

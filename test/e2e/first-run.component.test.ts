import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { RunReport } from '../../demo/report.ts';
import { uniqueName } from '../stack-fixture.ts';
import { runProcess } from './demonstration.ts';

/**
 * What a newcomer does: nothing configured, a stack of its own, its data in a folder of the project. A folder elsewhere would not
 * do: below the project's package.json a program's files mean something else.
 */
const data = join(import.meta.dirname, '..', '..', '.millrace', uniqueName('first'));

afterAll(() => rm(data, { recursive: true, force: true }));

test('npm start -- --once on the samples: every line accounted for, on a stack of its own', async () => {
  const { ELASTICSEARCH_URL: _, AWS_ENDPOINT_URL: __, ...environment } = process.env;
  const { code, stdout, stderr } = await runProcess(['bin/start.mjs', '--once', '--data', data], environment);
  const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunReport;
  expect({ report, stderr }).toMatchObject({
    report: { missing: 0, duplicates: 0, grok_failures: 0, dead_letters: 0 },
  });
  expect(report.indexed).toBe(report.events);
  expect(report.events).toBe(30_000);
  expect(stdout).toContain('Errors with their stack traces');
  expect(code).toBe(0);
}, 600_000);

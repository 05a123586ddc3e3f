import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-validate-'));
  mkdirSync(join(folder, 'patterns'));
  writeFileSync(join(folder, 'patterns', 'shop'), 'ORDER ORD-[0-9]{6}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = `cluster: shop
inputs: [{ type: shop.orders, paths: [/nowhere/orders.log] }]
sources:
  - type: shop.orders
    title: Orders of the shop
    pattern_directories: [patterns]
    patterns: ['%{ORDER:shop.order} %{GREEDYDATA:message}']
    processors: [{ redact: {} }]
  - extends: nginx.access
    processors: [{ drop: {}, if: { field: url.path, equals: /health } }]
processors:
  - drop: {}
    if: { type: ngix.access }
`;

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function millrace(text: string, ...args: string[]): Promise<Answer> {
  const path = join(folder, 'millrace.yml');
  writeFileSync(path, text, { mode: 0o600 });
  const { NODE_OPTIONS: _, ...env } = process.env;
  return new Promise((settle) => {
    execFile(process.execPath, ['cli/main.ts', ...args, '-c', path], { cwd: project, env }, (error, stdout, stderr) =>
      settle({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe('validate', () => {
  test('compiles types and processors, and reports them', async () => {
    const { code, stdout } = await millrace(good, 'validate', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      inputs: [{ type: 'shop.orders', dataset: 'shop.orders' }],
      sources: [
        { type: 'shop.orders', dataset: 'shop.orders', patterns: 1, processors: 1 },
        { type: 'nginx.access', extends: 'nginx.access', dataset: 'nginx.access', processors: 1 },
      ],
      processors: 1,
      warnings: ['processors[0].if: no type ngix.access is known here; did you mean nginx.access?'],
    });
  });

  test('names everything that does not compile by line and key, and exits with 78', async () => {
    const bad = good.replace('%{ORDER:', '%{ORDR:').replace('redact: {}', 'dissect: { pattern: x }');
    const { code, stderr } = await millrace(bad, 'validate');
    expect(code).toBe(78);
    expect(stderr).toMatch(/millrace\.yml:7: sources\[0\]\.patterns\[0\]: .*did you mean ORDER\?/);
    expect(stderr).toMatch(/millrace\.yml:8: sources\[0\]\.processors\[0\]\.dissect\.pattern: /);
  });

  test('lists the types of a configuration with the others', async () => {
    const { code, stdout } = await millrace(good, 'validate', '--types', '--json');
    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as { type: string }[];
    expect(listed).toContainEqual({ type: 'shop.orders', dataset: 'shop.orders', title: 'Orders of the shop' });
    expect(listed.filter(({ type }) => type === 'nginx.access')).toHaveLength(1);
  });
});

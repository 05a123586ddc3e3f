import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const launcher = `import { launch } from '${project}/bin/launch.mjs'; await launch('test/stack/programs/report-and-exit.ts', process.argv.slice(1));`;
const { NODE_OPTIONS: _, ...env } = process.env;
const args = (...rest: string[]) => ['--input-type=module', '-e', launcher, '--', ...rest];

describe('the launcher', () => {
  test("runs the project's own Node, keeps stdout clean, hands arguments on and exits as the program does", () => {
    const { node } = (
      JSON.parse(readFileSync(`${project}/package.json`, 'utf8')) as { devDependencies: { node: string } }
    ).devDependencies;
    const outcome = spawnSync(process.execPath, args('7', '--json'), { env, encoding: 'utf8' });
    expect(JSON.parse(outcome.stdout)).toEqual({ node: `v${node}`, args: ['7', '--json'] });
    expect(outcome.status).toBe(7);
  });

  test('passes a signal on and exits with what the program made of it', async () => {
    const child = spawn(process.execPath, args('wait'), { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([42, null]);
  });
});

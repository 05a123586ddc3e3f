import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { identify } from '../../stack/process-identity.ts';
import { supervise } from '../../stack/supervised.ts';
import { runProgram, until } from './child-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-lifetime-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isGone = (pid: number) => identify(pid) === undefined;

async function startParent(...args: string[]) {
  const { process: parent, said } = await runProgram('hold-component.ts', [folder, ...args]);
  await until(() => existsSync(join(folder, 'child')) && readFileSync(join(folder, 'child'), 'utf8').trim() !== '');
  const component = (said.component as { pid: number }).pid;
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  expect([component, child].map(isGone)).toEqual([false, false]);
  return { parent, component, child, watchdog: Number(said.watchdogPid) };
}

describe('a component does not outlive the process that started it', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s to the parent ends the component, its children and its folders',
    async (signal) => {
      const { parent, component, child, watchdog } = await startParent();
      parent.kill(signal);
      await until(() => [component, child, watchdog].every(isGone));
      expect(existsSync(join(folder, 'tmp'))).toBe(false);
      expect(existsSync(join(folder, 'afterwards'))).toBe(true);
    },
  );

  test('a component that is deaf to TERM is killed', async () => {
    const { parent, component, child, watchdog } = await startParent('deaf');
    parent.kill('SIGKILL');
    await until(() => [component, child, watchdog].every(isGone));
    expect(existsSync(join(folder, 'tmp'))).toBe(false);
  });

  test('stop() answers when all of it is gone', async () => {
    const { parent, component, child, watchdog } = await startParent();
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    parent.kill('SIGUSR2');
    expect(await ended).toBe(0);
    expect([component, child, watchdog].map(isGone)).toEqual([true, true, true]);
    expect(existsSync(join(folder, 'tmp'))).toBe(false);
  });

  test('TERM to the watchdog itself ends the component too', async () => {
    const { parent, component, child, watchdog } = await startParent();
    process.kill(watchdog, 'SIGTERM');
    await until(() => [component, child, watchdog].every(isGone));
    parent.kill('SIGKILL');
  });
});

describe('a component that ends by itself', () => {
  const order = (command: string, ...args: string[]) => ({
    command,
    args,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    logFile: join(folder, 'log'),
    graceMs: 300,
    removeFolders: [],
    afterwards: [],
  });

  test('is reported with its exit code', async () => {
    const component = await supervise(order('sh', '-c', 'echo said; exit 7'));
    expect(await component.exited).toEqual({ code: 7, signal: null });
    expect(readFileSync(component.logFile, 'utf8')).toBe('said\n');
  });

  test('and one that cannot be started says why', async () => {
    const component = await supervise(order('/nowhere/at/all'));
    expect(component.component).toBeUndefined();
    expect(await component.exited).toMatchObject({ error: expect.stringContaining('ENOENT') });
  });
});

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { identify, isAlive } from '../../stack/process-identity.ts';
import { lockState } from '../../stack/state-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'stack.lock.json');
const write = (record: object) => writeFileSync(lockFile(), JSON.stringify(record));

describe('the lock of a data folder', () => {
  test('is refused while its owner lives, and free after release', async () => {
    const lock = await lockState(folder);
    await expect(lockState(folder)).rejects.toMatchObject({ code: 'state_locked', subject: folder });
    lock.release();
    (await lockState(folder)).release();
    expect(existsSync(lockFile())).toBe(false);
  });

  test('of two that come at once, one gets it', async () => {
    write({ owner: { pid: 2 ** 22 + 1, start: 'long ago' }, components: [] });
    const outcomes = await Promise.allSettled([lockState(folder), lockState(folder), lockState(folder)]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('of a process whose number another process has by now is stale', async () => {
    write({ owner: { pid: process.pid, start: 'another boot/1' }, components: [] });
    (await lockState(folder)).release();
  });

  test('half a lock file is stale', async () => {
    writeFileSync(lockFile(), '{"owner":{"pi');
    (await lockState(folder)).release();
  });

  test('a stale lock is taken over only after what it left behind is ended', async () => {
    const leftover = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const identity = identify(leftover.pid ?? 0) ?? { pid: 0, start: '' };
    write({ owner: { pid: process.pid, start: 'dead' }, components: [identity] });
    const lock = await lockState(folder);
    expect(isAlive(identity)).toBe(false);
    lock.release();
  });

  test('a stranger that has the number of a component by now is left alone', async () => {
    const stranger = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const identity = identify(stranger.pid ?? 0) ?? { pid: 0, start: '' };
    write({ owner: { pid: process.pid, start: 'dead' }, components: [{ pid: identity.pid, start: 'another boot/1' }] });
    (await lockState(folder)).release();
    expect(isAlive(identity)).toBe(true);
    stranger.kill('SIGKILL');
  });

  test('names its components', async () => {
    const lock = await lockState(folder);
    lock.record({ pid: 12, start: 'x' });
    lock.record({ pid: 13, start: 'y' });
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ components: [{ pid: 12 }, { pid: 13 }] });
    lock.release();
  });
});

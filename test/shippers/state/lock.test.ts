import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockFolder } from '../../../shippers/state/lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-lock-'.padEnd(90, 'x')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a folder', () => {
  test('is held by one at a time, in a folder with a long path too', async () => {
    const lock = await lockFolder(folder, randomBytes);
    await expect(lockFolder(folder, randomBytes)).rejects.toMatchObject({ code: 'state_locked', subject: folder });
    await lock.release();
    await (await lockFolder(folder, randomBytes)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('of many that come at once, never two get it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder, randomBytes)));
    const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(held.length).toBeLessThanOrEqual(1);
    for (const { value } of held) await value.release();
  });

  test('is free when its holder was killed, and what he left is swept', async () => {
    const lockModule = resolve('shippers/state/lock.ts');
    const script = `import { randomBytes } from 'node:crypto';
      const { lockFolder } = await import(${JSON.stringify(lockModule)});
      await lockFolder(${JSON.stringify(folder)}, randomBytes);
      console.log('held');
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    await expect(lockFolder(folder, randomBytes)).rejects.toMatchObject({ code: 'state_locked' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await readdir(folder)).toHaveLength(1);
    const lock = await lockFolder(folder, randomBytes);
    expect(await readdir(folder)).toHaveLength(1);
    await lock.release();
  });
});

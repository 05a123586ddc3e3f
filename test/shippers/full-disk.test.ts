import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { sentEvents } from '../simulated-queue.ts';
import { credentials, openWorkshop, until } from './workshop.ts';

test('when the state cannot be written, sending stops and says so; it goes on by itself when there is room', async () => {
  const workshop = await openWorkshop();
  const log = workshop.path('app.log');
  const lines = Array.from(
    { length: 4000 },
    (_, i) => `${i} ${Math.imul(i, 2654435761)} ${(i * 48_271) % 2_147_483_647}`,
  );
  await writeFile(log, `${lines.join('\n')}\n`);
  const settings = JSON.stringify({ stateFolder: workshop.stateFolder, paths: [log], queue: workshop.queue.url });
  // A limit on the size of files is as good as a full disk: the write fails half way. It can be lifted from outside.
  const limited = `trap '' XFSZ; ulimit -S -f 16; exec "$0" "$@"`;
  const child = spawn(
    'bash',
    ['-c', limited, process.execPath, resolve('test/shippers/shipper-process.ts'), settings],
    {
      env: { ...credentials, PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    await until('it is said', () => said.includes('the journal cannot be written'));
    const sent = new Set(sentEvents(workshop.queue).map(({ id }) => id)).size;
    expect(sent).toBeLessThan(lines.length);
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    await until('all is sent', () => new Set(sentEvents(workshop.queue).map(({ id }) => id)).size === lines.length);
    expect(
      sentEvents(workshop.queue)
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(lines.toSorted());
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await workshop.close();
  }
}, 60_000);

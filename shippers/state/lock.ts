import { type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises';
import { createServer, connect as dial, type Server } from 'node:net';
import { join } from 'node:path';
import { MillraceError } from '../../contracts/errors.ts';

const namePattern = /^lock\.[0-9a-f]{16}\.sock$/;
const attempts = 5;

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process. The lock is a Unix socket that is listened on: the kernel ends that with the process, so
 * nothing is left to be guessed about. Each taker listens under a name of its own and only then looks at all the others; of two
 * at once at least one sees the other, so never both go on. Files of the dead refuse a connection and are swept by who holds.
 * @param random bytes that keep two takers out of step
 * @throws MillraceError `state_locked`
 */
export async function lockFolder(folder: string, random: (count: number) => Uint8Array): Promise<FolderLock> {
  const handle = await open(folder, 'r');
  // A socket's path has 108 bytes at most; through the descriptor every folder fits.
  const short = process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : folder;
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const lock = await tryLock(short, handle, Buffer.from(random(8)).toString('hex'));
      if (lock) return lock;
      await new Promise((resolve) => setTimeout(resolve, 20 + (random(1)[0] ?? 0)));
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  throw new MillraceError('state_locked', `another shipper works with the state in ${folder}`, {
    subject: folder,
    hint: 'Stop it first, or give this one a folder of its own (state: in the configuration).',
  });
}

async function tryLock(folder: string, handle: FileHandle, name: string): Promise<FolderLock | undefined> {
  const before = await lockNames(folder);
  for (const other of before) if (await isAlive(join(folder, other))) return undefined;
  const own = `lock.${name}.sock`;
  const server = await listen(join(folder, own));
  if (!server) return undefined;
  const others = (await lockNames(folder)).filter((name) => name !== own);
  const alive = await Promise.all(others.map((other) => isAlive(join(folder, other))));
  // Someone who held the folder a moment ago may have swept our file before it was listened on.
  const present = await stat(join(folder, own)).then(
    () => true,
    () => false,
  );
  if (alive.includes(true) || !present) {
    await close(server);
    return undefined;
  }
  for (const other of others) await unlink(join(folder, other)).catch(() => {});
  return {
    async release() {
      await close(server);
      await handle.close();
    },
  };
}

async function lockNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => namePattern.test(name));
}

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

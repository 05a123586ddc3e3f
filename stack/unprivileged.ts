import { chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MillraceError } from '../contracts/errors.ts';
import { run } from './command.ts';

/** A way to run a command as somebody who is not root. */
export interface Unprivileged {
  /** Put before the command. */
  readonly prefix: readonly string[];
  /** Gives a folder to whoever the command runs as. */
  own(folder: string): Promise<void>;
}

// Reading past closed folders (a checkout in /root) is the least that helps; where a container withholds that, the wider one.
const capabilities = [undefined, 'dac_read_search', 'dac_override'] as const;

// Without `no_setuid_fixup`, access(2) answers as if the capability were not there, and Java asks access(2).

/**
 * How to run a server that refuses to run as root: directly as an ordinary user, through `setpriv` as `nobody` for root.
 * @param mustReach folders that the server has to be able to enter.
 * @throws MillraceError `component_missing` where neither is possible.
 */
export async function unprivileged(mustReach: readonly string[]): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return { prefix: [], own: async () => undefined };
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  for (const capability of capabilities) {
    const granted =
      capability === undefined
        ? []
        : [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--securebits=+no_setuid_fixup'];
    const prefix = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...granted];
    const [command = '', ...args] = [...prefix, 'ls', ...mustReach];
    if ((await run(command, args))?.code === 0) return { prefix, own: (folder) => ownAll(folder, uid, gid) };
  }
  throw new MillraceError(
    'component_missing',
    'Elasticsearch does not run as root, and nobody cannot be made to run it',
    {
      subject: 'setpriv',
      hint: `run as an ordinary user, or install util-linux and let everybody enter ${mustReach.join(' and ')}`,
    },
  );
}

async function idOf(flag: '-u' | '-g'): Promise<number> {
  const id = Number((await run('id', [flag, 'nobody']))?.stdout.trim() || Number.NaN);
  return Number.isInteger(id) ? id : 65_534;
}

async function ownAll(folder: string, uid: number, gid: number): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await ownAll(path, uid, gid);
    else if (entry.isFile()) await chown(path, uid, gid);
  }
}

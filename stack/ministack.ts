import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MillraceError } from '../contracts/errors.ts';
import { cached } from './cache.ts';
import { mustRun, run } from './command.ts';
import type { Component, ComponentContext } from './component.ts';
import { freePort } from './free-port.ts';
import { getText, untilReady } from './readiness.ts';
import { supervise } from './supervised.ts';
import { installFirst } from './system-packages.ts';
import { versions } from './versions.ts';

const { version, python } = versions.ministack;
const lockFile = fileURLToPath(new URL('./requirements.lock.txt', import.meta.url));
const startTimeoutMs = 60_000;
const graceMs = 5_000;

/**
 * Starts the local AWS (ministack) on a free port of 127.0.0.1, always empty: it would save its state on a clean stop only,
 * and queue URLs hold the port, so after a crash a kept state would be one more thing that lies.
 * @throws MillraceError `component_missing`, `component_failed`.
 */
export async function startMinistack(context: ComponentContext, region: string): Promise<Component> {
  const venv = await ministackVenv(context);
  const folder = join(context.dataFolder, 'aws');
  const tmp = join(folder, 'tmp');
  await rm(folder, { recursive: true, force: true });
  await mkdir(tmp, { recursive: true });
  // Its workers are CommonJS in files called .js. Below a package.json that says "module", such as ours, they would not start.
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  context.say(`starting ministack ${version}`);
  const port = await freePort();
  const server = await supervise({
    // Python from the venv's own path: the entry script's first line breaks on long paths and on paths with spaces.
    command: join(venv, 'bin/python'),
    args: ['-m', 'ministack'],
    cwd: folder,
    env: {
      // Lambda workers are started with the first `node` on PATH: it has to be the one that the functions are built for.
      PATH: [dirname(process.execPath), context.environment.PATH ?? '/usr/bin:/bin'].join(delimiter),
      HOME: folder,
      TMPDIR: tmp,
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: region,
      AWS_DEFAULT_REGION: region,
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      PYTHONUNBUFFERED: '1',
    },
    logFile: join(context.dataFolder, 'logs', 'ministack.log'),
    graceMs,
    removeFolders: [tmp],
    afterwards: [],
  });
  if (server.component !== undefined) context.record(server.component);
  const url = `http://127.0.0.1:${port}`;
  await untilReady('ministack', server, startTimeoutMs, () => getText(`${url}/_localstack/health`));
  return {
    url,
    description: `ministack ${version}`,
    async stop() {
      await server.stop();
    },
  };
}

/** A Python environment of the project's own in the cache. It may be moved, because only its `python` is ever called. */
async function ministackVenv(context: ComponentContext): Promise<string> {
  const interpreter = await findPython(context);
  const lock = createHash('sha256')
    .update(await readFile(lockFile))
    .digest('hex')
    .slice(0, 12);
  return cached(context.cache, `ministack-${version}-python${interpreter.release}-${lock}`, async (venv) => {
    context.say(`installing ministack ${version} (once)`);
    const hint =
      'install the venv module of Python (Debian: apt-get install python3-venv), check that pip reaches an index, or set AWS_ENDPOINT_URL';
    await mustRun(interpreter.command, ['-m', 'venv', venv], 'making a Python environment', hint);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    const arguments_ = [...pip, '--only-binary', ':all:', '-r', lockFile];
    await mustRun(join(venv, 'bin/python'), arguments_, `installing ministack ${version}`, hint);
  });
}

async function findPython(context: ComponentContext): Promise<{ command: string; release: string }> {
  const [major, minor] = python;
  const commands = [
    'python3',
    '/usr/bin/python3',
    'python3.14',
    'python3.13',
    'python3.12',
    'python3.11',
    'python3.10',
  ];
  for (const command of commands) {
    const outcome = await run(command, ['-c', 'import sys, ensurepip; print("%d.%d" % sys.version_info[:2])']);
    const release = outcome?.stdout.trim() ?? '';
    if (outcome?.code === 0 && isNewEnough(release)) return { command, release };
  }
  if ((await installFirst(['python3-venv'], context.say)) !== undefined)
    return { command: '/usr/bin/python3', release: 'system' };
  throw new MillraceError('component_missing', `no Python ${major}.${minor} or newer with venv was found`, {
    subject: 'Python',
    hint: 'install Python 3 with its venv module (Debian: apt-get install python3-venv), or set AWS_ENDPOINT_URL to a local AWS of yours',
  });
}

function isNewEnough(release: string): boolean {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  return major > python[0] || (major === python[0] && minor >= python[1]);
}

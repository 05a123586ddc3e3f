import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MillraceError } from '../contracts/errors.ts';
import type { Component, ComponentContext } from './component.ts';
import { elasticsearchHome } from './elasticsearch-archive.ts';
import { findJava } from './java.ts';
import { getText, untilReady } from './readiness.ts';
import { supervise } from './supervised.ts';
import { unprivileged } from './unprivileged.ts';
import { versions } from './versions.ts';

const startTimeoutMs = 180_000;
const graceMs = 20_000;

/**
 * Starts Elasticsearch on a free port of 127.0.0.1. Its data stay in `elasticsearch/data` of the data folder.
 * Heap from `MILLRACE_ES_HEAP` (`1g`).
 * @throws MillraceError `component_missing`, `component_failed`.
 */
export async function startElasticsearch(context: ComponentContext): Promise<Component> {
  const java = await findJava(context.environment, context.say);
  const home = await elasticsearchHome(context.cache, java.path, context.say);
  const folder = join(context.dataFolder, 'elasticsearch');
  const folders = {
    config: join(folder, 'config'),
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    tmp: join(folder, 'tmp'),
  };
  await rm(folders.tmp, { recursive: true, force: true });
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true });
  await rm(join(folders.logs, 'http.ports'), { force: true });
  await configure(home, folders, heapOf(context.environment));
  const user = await unprivileged([home, folder, java.path]);
  await user.own(folder);

  context.say(`starting Elasticsearch ${versions.elasticsearch.version} (Java ${java.release})`);
  const [command = '', ...args] = [...user.prefix, join(home, 'bin/elasticsearch')];
  const server = await supervise({
    command,
    args,
    cwd: folder,
    env: {
      PATH: context.environment.PATH ?? '/usr/bin:/bin',
      HOME: folders.tmp,
      ES_JAVA_HOME: java.path,
      ES_PATH_CONF: folders.config,
      ES_TMPDIR: folders.tmp,
      // The launcher is a Java program of its own: with these it is up in half the time.
      CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto',
    },
    logFile: join(context.dataFolder, 'logs', 'elasticsearch.log'),
    graceMs,
    removeFolders: [folders.tmp],
    afterwards: [],
  });
  if (server.component !== undefined) context.record(server.component);
  const url = await untilReady('Elasticsearch', server, startTimeoutMs, () => askForUrl(folders.logs));
  return {
    url,
    description: `Elasticsearch ${versions.elasticsearch.version}`,
    async stop() {
      await server.stop();
    },
  };
}

// `http.ports` is written by the server once it is bound, so no port has to be guessed free beforehand.
async function askForUrl(logs: string): Promise<string | undefined> {
  const bound = await readFile(join(logs, 'http.ports'), 'utf8').catch(() => '');
  const address = bound.split('\n').find((line) => line.startsWith('127.0.0.1:'));
  if (address === undefined) return undefined;
  const url = `http://${address}`;
  const health = await getText(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`);
  return health === undefined ? undefined : url;
}

function heapOf(environment: NodeJS.ProcessEnv): string {
  const heap = environment.MILLRACE_ES_HEAP || '1g';
  if (/^\d+[mg]$/i.test(heap)) return heap;
  throw new MillraceError('bad_configuration', `MILLRACE_ES_HEAP is not a size: ${heap}`, {
    subject: 'MILLRACE_ES_HEAP',
    hint: 'write it like 512m or 2g',
  });
}

async function configure(
  home: string,
  folders: { readonly config: string; readonly data: string; readonly logs: string; readonly tmp: string },
  heap: string,
): Promise<void> {
  const settings = {
    'cluster.name': 'millrace-local',
    'node.name': 'local',
    'path.data': folders.data,
    'path.logs': folders.logs,
    'network.host': '127.0.0.1',
    'http.port': 0,
    'transport.port': 0,
    'node.portsfile': true,
    'discovery.type': 'single-node',
    'xpack.security.enabled': false,
    // A laptop's disk that is nearly full would otherwise turn every index read-only.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  await writeFile(join(folders.config, 'elasticsearch.yml'), lines.join(''));
  await copyFile(join(home, 'config/log4j2.properties'), join(folders.config, 'log4j2.properties'));
  const distributed = await readFile(join(home, 'config/jvm.options'), 'utf8');
  const kept = distributed.split('\n').filter((line) => !/^(#|\s*$|-Xlog:gc|-XX:ErrorFile|-XX:.HeapDump)/.test(line));
  const ours = [`-Xms${heap}`, `-Xmx${heap}`, `-XX:ErrorFile=${folders.logs}/hs_err_pid%p.log`];
  await writeFile(join(folders.config, 'jvm.options'), [...kept, ...ours, ''].join('\n'));
}

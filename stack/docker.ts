import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Component, ComponentContext } from './component.ts';
import { getText, untilReady } from './readiness.ts';
import { supervise } from './supervised.ts';
import { versions } from './versions.ts';

const answerWithinMs = 3_000;
const startTimeoutMs = 600_000;
const graceMs = 30_000;

/** True when a Docker engine answers quickly; a client without an engine, or one that hangs, is no engine. */
export async function hasDockerEngine(): Promise<boolean> {
  const outcome = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: answerWithinMs });
  return outcome?.code === 0 && outcome.stdout.trim() !== '';
}

/**
 * Starts Elastic's official image. The container has a name of its own, keeps its data in a named volume, and is removed on stop; the
 * watchdog removes it too when this process dies.
 */
export async function startElasticsearchInDocker(context: ComponentContext, name: string): Promise<Component> {
  const { image, version } = versions.elasticsearch;
  const heap = context.environment.MILLRACE_ES_HEAP || '1g';
  await mkdir(join(context.dataFolder, 'logs'), { recursive: true });
  await run('docker', ['rm', '-f', name]);
  context.say(`starting ${image} (fetched once)`);
  const server = await supervise({
    command: 'docker',
    args: dockerArguments(name, image, heap),
    cwd: context.dataFolder,
    env: Object.fromEntries(
      Object.entries(context.environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    logFile: join(context.dataFolder, 'logs', 'elasticsearch.log'),
    graceMs,
    removeFolders: [],
    afterwards: [['docker', 'rm', '-f', name]],
  });
  if (server.component !== undefined) context.record(server.component);
  const url = await untilReady('Elasticsearch (Docker)', server, startTimeoutMs, () => askForUrl(name));
  return {
    url,
    description: `Elasticsearch ${version} (Docker, ${name})`,
    async stop() {
      await server.stop();
    },
  };
}

/** Forgets the documents that the container of that name kept. */
export async function removeDockerVolume(name: string): Promise<void> {
  await run('docker', ['rm', '-f', name]);
  await run('docker', ['volume', 'rm', '-f', name]);
}

/** The arguments of `docker run`, in the foreground so that its client's life is the container's. */
export function dockerArguments(name: string, image: string, heap: string): string[] {
  const settings = [
    'discovery.type=single-node',
    'xpack.security.enabled=false',
    'cluster.routing.allocation.disk.threshold_enabled=false',
    `ES_JAVA_OPTS=-Xms${heap} -Xmx${heap}`,
  ];
  return [
    'run',
    '--rm',
    '--name',
    name,
    '--label',
    'io.millrace=local-stack',
    // An empty host port: Docker picks a free one.
    '--publish',
    '127.0.0.1::9200',
    '--volume',
    `${name}:/usr/share/elasticsearch/data`,
    ...settings.flatMap((setting) => ['--env', setting]),
    image,
  ];
}

async function askForUrl(name: string): Promise<string | undefined> {
  const published = await run('docker', ['port', name, '9200/tcp'], { timeoutMs: answerWithinMs });
  const address = published?.stdout.split('\n').find((line) => line.startsWith('127.0.0.1:'));
  if (address === undefined) return undefined;
  const url = `http://${address.trim()}`;
  const health = await getText(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`);
  return health === undefined ? undefined : url;
}

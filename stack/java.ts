import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MillraceError } from '../contracts/errors.ts';
import { run } from './command.ts';
import { installFirst } from './system-packages.ts';
import { versions } from './versions.ts';

const jvmFolders = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/homebrew/opt'];

/** What the `release` file of a Java home says. */
export interface JavaHome {
  readonly path: string;
  readonly release: number;
}

/**
 * A Java home that boots Elasticsearch: `ES_JAVA_HOME`, `JAVA_HOME`, what is installed (the newest first), else one from apt as root.
 * @throws MillraceError `component_missing` with the next step.
 */
export async function findJava(environment: NodeJS.ProcessEnv, say: (text: string) => void): Promise<JavaHome> {
  const found = await pick(environment);
  if (found !== undefined) return found;
  await installFirst(['openjdk-25-jre-headless', 'openjdk-21-jre-headless'], say);
  const installed = await pick(environment);
  if (installed !== undefined) return installed;
  throw new MillraceError('component_missing', `no Java ${versions.elasticsearch.javaRelease} or newer was found`, {
    subject: 'Java',
    hint: `install a JDK of release ${versions.elasticsearch.javaRelease} or newer (https://adoptium.net) and set ES_JAVA_HOME, or set ELASTICSEARCH_URL to an Elasticsearch of yours`,
  });
}

async function pick(environment: NodeJS.ProcessEnv): Promise<JavaHome | undefined> {
  for (const path of [environment.ES_JAVA_HOME, environment.JAVA_HOME]) {
    const home = path ? await readJavaHome(path) : undefined;
    if (home !== undefined) return home;
  }
  const candidates = (await Promise.all(jvmFolders.map(homesIn))).flat();
  const homes = (await Promise.all(candidates.map(readJavaHome))).filter((home) => home !== undefined);
  return homes.sort((a, b) => b.release - a.release)[0];
}

async function homesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => [
    join(folder, name),
    join(folder, name, 'Contents/Home'),
    join(folder, name, 'libexec/openjdk.jdk/Contents/Home'),
  ]);
}

/** Reads a Java home; undefined when there is none, it is too old, or it lacks a module without which Elasticsearch does not boot. */
export async function readJavaHome(path: string): Promise<JavaHome | undefined> {
  const text = await readFile(join(path, 'release'), 'utf8').catch(() => '');
  const release = Number(/^JAVA_VERSION="(\d+)/m.exec(text)?.[1] ?? Number.NaN);
  if (!(release >= versions.elasticsearch.javaRelease)) return undefined;
  const modules = /^MODULES="([^"]*)"/m.exec(text)?.[1]?.split(' ') ?? (await listModules(path));
  return modules.includes('jdk.incubator.vector') ? { path, release } : undefined;
}

async function listModules(path: string): Promise<string[]> {
  const listed = await run(join(path, 'bin/java'), ['--list-modules']);
  return (listed?.stdout ?? '').split('\n').map((line) => line.split('@')[0] ?? '');
}

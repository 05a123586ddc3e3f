import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { messageOf } from '../../contracts/errors.ts';
import { cached, cacheFolder } from '../../stack/cache.ts';
import { type CommandOutcome, run } from '../../stack/command.ts';
import { findJava } from '../../stack/java.ts';

/** How an engine is started on a workload: the command, up to the arguments that all engines have in common. */
export interface Engine {
  readonly name: string;
  readonly command: readonly string[];
  /** Takes `:int` and `:float` in patterns. */
  readonly types: boolean;
}

export type Prepared = Engine | { readonly name: string; readonly missing: string };

interface Peer {
  readonly name: string;
  prepare(folder: string): Promise<Engine>;
}

const sources = join(import.meta.dirname, 'peers');
const buildMinutes = 20;
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Moves with the sources below `peers/`: what was built of others is not used. */
const version = 'grok-peers-1';

const peers: readonly Peer[] = [
  {
    name: 'elasticsearch-grok 9.5.3 (Java, joni)',
    prepare: async (folder) => javaEngine('elasticsearch-grok 9.5.3 (Java, joni)', 'elasticsearch', folder),
  },
  {
    name: 'java-grok 0.1.9 (Java)',
    prepare: async (folder) => javaEngine('java-grok 0.1.9 (Java)', 'krakens', folder),
  },
  {
    name: 'vrl parse_grok 0.38 (Rust, onig)',
    prepare: async (folder) => {
      const binary = await build(folder, 'rust', async (draft) => {
        await succeed('cargo', ['build', '--release', '--target-dir', join(draft, 'target')], draft);
        await rename(join(draft, 'target/release/vrl-peer'), join(draft, 'peer'));
        await rm(join(draft, 'target'), { recursive: true });
      });
      return { name: 'vrl parse_grok 0.38 (Rust, onig)', command: [join(binary, 'peer')], types: false };
    },
  },
  {
    name: 'go-grok 0.3.1 (Go)',
    prepare: async (folder) => {
      const binary = await build(folder, 'go', (draft) => succeed('go', ['build', '-o', 'peer', '.'], draft));
      return { name: 'go-grok 0.3.1 (Go)', command: [join(binary, 'peer')], types: false };
    },
  },
  {
    name: 'grok-js 3.3.1 (Node, onig)',
    prepare: async (folder) => {
      const modules = await build(folder, 'node', (draft) => succeed('npm', ['install', '--no-audit'], draft));
      const command = [await nodeThatLoads(modules), join(modules, 'grok-js.cjs')];
      return { name: 'grok-js 3.3.1 (Node, onig)', command, types: false };
    },
  },
];

/** Builds what can be built here, once, in the cache. What cannot is named with the reason. */
export async function preparePeers(environment: NodeJS.ProcessEnv): Promise<Prepared[]> {
  const folder = join(cacheFolder(environment), version);
  await mkdir(folder, { recursive: true });
  const prepared: Prepared[] = [];
  for (const { name, prepare } of peers) {
    try {
      prepared.push(await prepare(folder));
    } catch (error) {
      prepared.push({ name, missing: messageOf(error) });
    }
  }
  return prepared;
}

async function javaEngine(name: string, engine: string, folder: string): Promise<Engine> {
  const home = await findJava(process.env, say);
  const jars = await build(folder, 'java', async (draft) => {
    await succeed('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], draft);
    await succeed(
      join(home.path, 'bin/javac'),
      ['-cp', (await jarsIn(join(draft, 'jars'))).join(':'), '-d', 'classes', 'GrokPeer.java'],
      draft,
    );
  });
  const path = [join(jars, 'classes'), ...(await jarsIn(join(jars, 'jars')))].join(':');
  const java = join(home.path, 'bin/java');
  return {
    name,
    command: [java, '-Xmx512m', '-XX:+UseSerialGC', '-cp', path, 'GrokPeer', engine],
    types: engine === 'elasticsearch',
  };
}

async function jarsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** The native part of grok-js fits one version of Node, which need not be ours. */
async function nodeThatLoads(modules: string): Promise<string> {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((path) => join(path, 'node'));
  for (const node of [process.execPath, ...candidates]) {
    const outcome = await run(node, ['-e', "require('oniguruma')"], { cwd: modules });
    if (outcome?.code === 0) return node;
  }
  throw new Error('its native part was built for a version of Node that is not on the PATH');
}

function build(folder: string, which: string, make: (draft: string) => Promise<void>): Promise<string> {
  return cached(folder, which, async (draft) => {
    say(`building the ${which} peer; kept for the next time`);
    await cp(join(sources, which), draft, { recursive: true });
    await make(draft);
  });
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<void> {
  const outcome: CommandOutcome | undefined = await run(command, args, { cwd, timeoutMs: buildMinutes * 60_000 });
  if (outcome === undefined) throw new Error(`${command} is not installed`);
  if (outcome.code === 0) return;
  throw new Error(`${command} ${args[0]} failed: ${(outcome.stderr || outcome.stdout).trim().split('\n').at(-1)}`);
}

import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MillraceError } from '../contracts/errors.ts';
import { cacheFolder } from './cache.ts';
import type { Component, ComponentContext } from './component.ts';
import { hasDockerEngine, removeDockerVolume, startElasticsearchInDocker } from './docker.ts';
import { startElasticsearch } from './elasticsearch.ts';
import { startMinistack } from './ministack.ts';
import { lockState } from './state-lock.ts';

export type StackPart = 'elasticsearch' | 'aws';

/** One step of a part, for a person. `elapsedMs` since the part was begun. */
export interface StackProgress {
  readonly part: StackPart;
  readonly state: 'working' | 'ready' | 'stopped';
  readonly text: string;
  readonly elapsedMs: number;
}

export interface StackOptions {
  /** What is kept between runs: documents, logs of the components. */
  readonly dataFolder: string;
  /** `process.env` of the caller: ELASTICSEARCH_URL, AWS_ENDPOINT_URL, ES_JAVA_HOME, MILLRACE_CACHE, MILLRACE_ES_HEAP, … */
  readonly environment: NodeJS.ProcessEnv;
  /** All by default. */
  readonly parts?: readonly StackPart[];
  /** Empties what the stack kept in the data folder first. */
  readonly fresh?: boolean;
  readonly progress?: (step: StackProgress) => void;
}

/** The local AWS, and how a client reaches it. */
export interface LocalAws {
  /** Undefined: AWS itself, by the environment that the user has. */
  readonly endpoint: string;
  readonly region: string;
  /** AWS_ENDPOINT_URL, AWS_REGION and credentials, to put over the environment of clients and children. */
  readonly environment: Readonly<Record<string, string>>;
  /** True when its queues and buckets began empty with this run: what a shipper believes to be sent may be gone with the last run's queue. */
  readonly startedEmpty: boolean;
}

export interface Stack {
  readonly dataFolder: string;
  /** Without a slash at the end. Throws when that part was not asked for. */
  readonly elasticsearchUrl: string;
  readonly aws: LocalAws;
  /** Ends all that this stack started, and waits until it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

const defaultRegion = 'us-east-1';

/**
 * Brings up what the demo and the tests run on, each part from the first that there is: what the user names in the environment,
 * (Elasticsearch only) a Docker engine, the pinned components of stack/versions.ts. Everything listens on 127.0.0.1.
 * When this process ends, however it ends, so does everything that it started.
 * @throws MillraceError `state_locked`, `component_missing`, `component_failed`, `elasticsearch_unreachable`, `queue_unreachable`.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataFolder = resolve(options.dataFolder);
  const parts = options.parts ?? ['elasticsearch', 'aws'];
  const lock = await lockState(dataFolder);
  const started: Partial<Record<StackPart, Component>> = {};
  const stop = once(async () => {
    await Promise.all(Object.values(started).map((component) => component.stop()));
    lock.release();
  });
  try {
    if (options.fresh) await empty(dataFolder);
    await mkdir(join(dataFolder, 'logs'), { recursive: true });
    const outcomes = await Promise.allSettled(
      parts.map(async (part) => {
        started[part] = await startPart(part, options, dataFolder, lock.record);
      }),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  return describe(dataFolder, started, options.environment, stop);
}

async function startPart(
  part: StackPart,
  options: StackOptions,
  dataFolder: string,
  record: ComponentContext['record'],
): Promise<Component> {
  const begunMs = performance.now();
  const tell = (state: StackProgress['state'], text: string) =>
    options.progress?.({ part, state, text, elapsedMs: Math.round(performance.now() - begunMs) });
  const context: ComponentContext = {
    dataFolder,
    cache: cacheFolder(options.environment),
    environment: options.environment,
    say: (text) => tell('working', text),
    record,
  };
  const component = part === 'aws' ? await startAws(context) : await startSearch(context, options.fresh ?? false);
  tell('ready', component.description);
  return {
    ...component,
    async stop() {
      await component.stop();
      tell('stopped', component.description);
    },
  };
}

async function startSearch(context: ComponentContext, fresh: boolean): Promise<Component> {
  const given = context.environment.ELASTICSEARCH_URL;
  if (given) return usersElasticsearch(given.replace(/\/+$/, ''));
  if (context.environment.MILLRACE_DOCKER !== 'off' && (await hasDockerEngine())) {
    const name = `millrace-elasticsearch-${createHash('sha256').update(context.dataFolder).digest('hex').slice(0, 8)}`;
    if (fresh) await removeDockerVolume(name);
    return startElasticsearchInDocker(context, name);
  }
  return startElasticsearch(context);
}

async function startAws(context: ComponentContext): Promise<Component> {
  const given = context.environment.AWS_ENDPOINT_URL;
  if (given) return usersAws(given.replace(/\/+$/, ''));
  return startMinistack(context, regionOf(context.environment));
}

// Asked without credentials: an answer of 401 is an Elasticsearch that is there.
async function usersElasticsearch(url: string): Promise<Component> {
  if (!(await answers(`${url}/_cluster/health`))) {
    throw new MillraceError('elasticsearch_unreachable', 'nothing answers at ELASTICSEARCH_URL', {
      subject: url,
      hint: 'start it, correct the address, or unset ELASTICSEARCH_URL to have one started for you',
      retryable: true,
    });
  }
  return { url, description: `yours at ${url} (ELASTICSEARCH_URL)`, stop: async () => undefined };
}

async function usersAws(url: string): Promise<Component> {
  if (!(await answers(url))) {
    throw new MillraceError('queue_unreachable', 'nothing answers at AWS_ENDPOINT_URL', {
      subject: url,
      hint: 'start it, correct the address, or unset AWS_ENDPOINT_URL to have one started for you',
      retryable: true,
    });
  }
  return { url, description: `yours at ${url} (AWS_ENDPOINT_URL)`, stop: async () => undefined };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

function describe(
  dataFolder: string,
  started: Partial<Record<StackPart, Component>>,
  environment: NodeJS.ProcessEnv,
  stop: () => Promise<void>,
): Stack {
  const need = (part: StackPart): Component => {
    const component = started[part];
    if (component === undefined) throw new Error(`this stack was started without ${part}`);
    return component;
  };
  return {
    dataFolder,
    get elasticsearchUrl() {
      return need('elasticsearch').url;
    },
    get aws() {
      return localAws(need('aws').url, environment);
    },
    stop,
  };
}

function localAws(endpoint: string, environment: NodeJS.ProcessEnv): LocalAws {
  const region = regionOf(environment);
  const startedEmpty = !environment.AWS_ENDPOINT_URL;
  // Ours takes any key; for the user's own endpoint the user's keys are the right ones.
  const ours = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: '' };
  const theirs = {
    AWS_ACCESS_KEY_ID: environment.AWS_ACCESS_KEY_ID ?? ours.AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: environment.AWS_SECRET_ACCESS_KEY ?? ours.AWS_SECRET_ACCESS_KEY,
  };
  return {
    endpoint,
    region,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // An instance's or a profile's credentials are never looked for: that takes seconds, and could reach a real account.
      AWS_EC2_METADATA_DISABLED: 'true',
      ...(startedEmpty ? ours : theirs),
    },
    startedEmpty,
  };
}

function regionOf(environment: NodeJS.ProcessEnv): string {
  return environment.AWS_REGION || environment.AWS_DEFAULT_REGION || defaultRegion;
}

async function empty(dataFolder: string): Promise<void> {
  for (const name of ['elasticsearch', 'aws', 'logs'])
    await rm(join(dataFolder, name), { recursive: true, force: true });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}

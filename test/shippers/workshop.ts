/** What the shipper's tests work with: a folder of their own, a simulated queue, a shipper on both. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfiguration } from '../../contracts/configuration/schema.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { ResolvedInput } from '../../shippers/input.ts';
import type { ShipReport } from '../../shippers/report.ts';
import { type Shipper, type ShipperOptions, startShipper } from '../../shippers/shipper.ts';
import { connectObjects, connectQueue } from '../../shippers/sqs/connect.ts';
import { systemClock } from '../../shippers/system-clock.ts';
import { type SimulatedQueue, startSimulatedQueue } from '../simulated-queue.ts';

export interface Said {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: object;
}

export interface Workshop {
  readonly folder: string;
  readonly stateFolder: string;
  readonly queue: SimulatedQueue;
  /** Everything that shippers have logged. */
  readonly said: readonly Said[];
  path(name: string): string;
  options(
    inputs: readonly ResolvedInput[],
    changes?: Partial<ShipperOptions>,
    output?: Partial<OutputConfiguration>,
  ): ShipperOptions;
  follow(
    inputs: readonly ResolvedInput[],
    changes?: Partial<ShipperOptions>,
    output?: Partial<OutputConfiguration>,
  ): Promise<Shipper>;
  once(
    inputs: readonly ResolvedInput[],
    changes?: Partial<ShipperOptions>,
    output?: Partial<OutputConfiguration>,
  ): Promise<ShipReport>;
  /** Stops what still runs and removes everything. */
  close(): Promise<void>;
}

export const credentials = { AWS_ACCESS_KEY_ID: 'simulated', AWS_SECRET_ACCESS_KEY: 'simulated' };

export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-shipper-'));
  const stateFolder = join(folder, 'state');
  const queue = await startSimulatedQueue();
  const said: Said[] = [];
  const running: Shipper[] = [];
  const note = (level: keyof Logger) => (fields: object, message: string) => {
    said.push({ level, fields, message });
  };
  const logger: Logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  Object.assign(process.env, credentials);

  const workshop: Workshop = {
    folder,
    stateFolder,
    queue,
    said,
    path: (name) => join(folder, name),
    options(inputs, changes = {}, output = {}) {
      const settings = outputOf(queue.url, output);
      const connect = { environment: { AWS_ENDPOINT_URL: queue.endpoint }, timeoutMs: 1000 };
      const objects = connectObjects(settings, connect);
      return {
        host: 'web-1',
        cluster: 'test',
        namespace: 'default',
        machineId: 'machine-1',
        stateFolder,
        inputs,
        output: settings,
        mode: 'follow',
        version: '0.0.0',
        ports: {
          queue: connectQueue(settings, connect),
          ...(objects && { objects }),
          clock: systemClock,
          randomBytes,
          logger,
        },
        timing: { discoverEveryMs: 100, lookEveryMs: 50, lookAtMostEveryMs: 200, quietMs: 500 },
        ...changes,
      };
    },
    async follow(inputs, changes, output) {
      const shipper = await startShipper(workshop.options(inputs, changes, output));
      running.push(shipper);
      return shipper;
    },
    async once(inputs, changes, output) {
      const shipper = await startShipper(workshop.options(inputs, { mode: 'once', ...changes }, output));
      running.push(shipper);
      return shipper.done;
    },
    async close() {
      await Promise.all(running.map((shipper) => shipper.stop(0)));
      await queue.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return workshop;
}

export function outputOf(queue: string, changes: Partial<OutputConfiguration> = {}): OutputConfiguration {
  const kib = 1024;
  return {
    queue,
    compression: 'zstd',
    message_size: 256 * kib,
    linger: 20,
    concurrency: 4,
    buffer: 32 * kib * kib,
    region: 'us-east-1',
    ...changes,
  };
}

export function inputOf(paths: readonly string[], changes: Partial<ResolvedInput> = {}): ResolvedInput {
  return {
    type: 'plain',
    dataset: 'plain',
    timezone: 'UTC',
    paths: [...paths],
    exclude_paths: [],
    include: [],
    exclude: [],
    fields: {},
    tags: [],
    start: 'beginning',
    ignore_older: 0,
    line_limit: 1024 * 1024,
    ...changes,
  };
}

/** Waits until it holds; fails with what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

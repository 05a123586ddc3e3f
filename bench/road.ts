/** Shipper and reader in one process, over a queue in memory. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveInputs } from '../cli/resolve-inputs.ts';
import { shipperOptions } from '../cli/ship.ts';
import { loadConfiguration } from '../contracts/configuration/load.ts';
import { silentLogger } from '../contracts/logger.ts';
import type { ElasticsearchClient } from '../elasticsearch/connect.ts';
import { sourceOf, sources } from '../parsers/catalogue.ts';
import { type Reader, startReader } from '../receivers/receive-loop.ts';
import type { ShipperOptions } from '../shippers/shipper.ts';
import type { MemoryQueue } from './memory-queue.ts';

/** What a user would write, with the queue replaced. */
export function benchShipper(
  file: { readonly path: string; readonly type: string },
  namespace: string,
  state: string,
  mode: 'once' | 'follow',
  queue: MemoryQueue,
): ShipperOptions {
  const text = JSON.stringify({
    cluster: 'bench',
    namespace,
    state,
    inputs: [{ type: file.type, paths: [file.path] }],
    output: { queue: 'http://127.0.0.1/in-memory', region: 'us-east-1' },
  });
  const types = sources.map(({ type }) => type);
  const configuration = loadConfiguration(text, 'bench', {}, types);
  const options = shipperOptions(configuration, resolveInputs(configuration, sourceOf, 'UTC'), mode, silentLogger, {});
  return {
    ...options,
    host: `bench-${randomBytes(4).toString('hex')}`,
    ports: { ...options.ports, queue: queue.sending },
  };
}

/** Each receiver has one bulk request under way, so that there are as many connections as receivers. */
export function benchReader(
  queue: MemoryQueue,
  elasticsearch: ElasticsearchClient,
  receivers: number,
): Promise<Reader> {
  return startReader(
    {
      receivers,
      messagesMost: 10,
      waitMs: 1000,
      reader: { namespace: 'bench', bulkSizeBytes: 5 * 1024 * 1024, bulksInFlight: 1 },
    },
    {
      queue: queue.receiving,
      reader: {
        elasticsearch,
        fetchClaim: async () => new Uint8Array(),
        putAside: async (letter) => {
          throw new Error(letter.reason);
        },
        clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
        log: silentLogger,
      },
      clock: {
        now: Date.now,
        sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
        random: Math.random,
      },
    },
  );
}

/** @throws Error where the reader says that something else became of an event */
export async function untilIndexed(reader: Reader, events: number): Promise<void> {
  for (;;) {
    const { counters } = reader.status();
    if (counters.rejected + counters.diverted + counters.deadLetters + counters.alreadyIndexed > 0) {
      throw new Error(`not all new: ${JSON.stringify(counters)}`);
    }
    if (counters.indexed >= events) return;
    await sleep(5);
  }
}

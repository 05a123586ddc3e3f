import type { FileHandle } from 'node:fs/promises';
import type { Generation } from '../contracts/identity.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Delivery } from './delivery.ts';
import { FileSource } from './file-source.ts';
import { readAt } from './files/reading.ts';
import type { ResolvedInput } from './input.ts';
import type { Clock } from './ports.ts';
import type { ShipperCounters } from './report.ts';
import type { ShipperState } from './state/state.ts';

/** What following and backfilling both work with. */
export interface ShippingContext {
  readonly host: string;
  readonly namespace: string;
  readonly state: ShipperState;
  readonly delivery: Delivery;
  readonly counters: ShipperCounters;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
}

/**
 * Opens the way from a file to the queue. Save the registry before the first byte is read through it.
 * @param handle where the bytes before `offset` can be read; absent when the file is compressed
 */
export async function openSource(
  context: ShippingContext,
  generation: Generation,
  path: string,
  input: ResolvedInput,
  offset: number,
  handle: FileHandle | undefined,
): Promise<FileSource> {
  const { state, delivery, counters, namespace } = context;
  const before = Math.min(offset, 1024);
  return new FileSource({
    generation,
    path,
    input,
    namespace,
    offset,
    history: handle && before > 0 ? await readAt(handle, offset - before, before) : Buffer.alloc(0),
    journalled: state.journalled.get(generation) ?? [],
    delivery,
    counters,
  });
}

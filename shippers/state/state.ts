import { chmod, mkdir } from 'node:fs/promises';
import type { Generation } from '../../contracts/identity.ts';
import type { Logger } from '../../contracts/logger.ts';
import { Checkpoints } from './checkpoints.ts';
import { Journal, type JournalledSegment } from './journal.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { Registry } from './registry.ts';

/** All that a shipper remembers, under its lock. */
export interface ShipperState {
  readonly registry: Registry;
  readonly checkpoints: Checkpoints;
  readonly journal: Journal;
  /** What the last run was about to send, by generation. */
  readonly journalled: ReadonlyMap<Generation, readonly JournalledSegment[]>;
  /** Closes the files and releases the lock. */
  close(): Promise<void>;
}

/**
 * Opens the state in a folder, which is made when it is missing.
 * @throws MillraceError `state_locked`, `bad_state`
 */
export async function openState(
  folder: string,
  machineId: string,
  random: (count: number) => Uint8Array,
  logger: Logger,
): Promise<ShipperState> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const lock = await lockFolder(folder, random);
  try {
    return await openUnderLock(folder, machineId, logger, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openUnderLock(
  folder: string,
  machineId: string,
  logger: Logger,
  lock: FolderLock,
): Promise<ShipperState> {
  await Registry.setAsideOfOtherMachine(folder, machineId, logger);
  const registry = await Registry.open(folder, machineId, logger);
  const checkpoints = await Checkpoints.open(folder, logger);
  const { journal, segments } = await Journal.open(folder, logger);
  const journalled = Map.groupBy(segments, ({ generation }) => generation);
  return {
    registry,
    checkpoints,
    journal,
    journalled,
    async close() {
      await journal.close();
      await checkpoints.close();
      await registry.close();
      await lock.release();
    },
  };
}

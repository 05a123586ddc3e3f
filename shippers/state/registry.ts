import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Generation, isGeneration } from '../../contracts/identity.ts';
import type { Logger } from '../../contracts/logger.ts';
import { RecordLog } from './record-log.ts';

const generation = z.string().refine(isGeneration);

/** A hash of some bytes at a known place of a file. With `bytes` 0 it says nothing. */
export const byteHashSchema = z.object({ bytes: z.number().int().min(0), hash: z.string() });
export type ByteHash = z.output<typeof byteHashSchema>;

const fileIdentity = z.object({
  generation,
  kind: z.enum(['live', 'backfill']),
  /** Decimal, since inode numbers may pass 2^53. */
  dev: z.string(),
  ino: z.string(),
  /** Of the first bytes, up to 1024; grows with the file. Decompressed ones where the file is compressed. */
  fingerprint: byteHashSchema,
  path: z.string(),
  /** Of a backfilled file: its whole (decompressed) content, and how it was cut. */
  content: z.object({ bytes: z.number().int().min(0), hash: z.string(), cut: z.string() }).optional(),
});

/** What is known of the file behind a generation. */
export type FileIdentity = z.output<typeof fileIdentity>;

const registryRecord = z.union([z.object({ machine: z.string() }), fileIdentity]);

/**
 * Which generation is which file. Kept apart from the offsets, so that a lost offset costs a second reading and not a second
 * identity; bound to the machine, since two machines that share a registry would give one identity to different lines.
 */
export class Registry {
  readonly #log: RecordLog;
  readonly #machineId: string;
  readonly #identities: Map<Generation, FileIdentity>;
  readonly #byInode = new Map<string, Set<Generation>>();
  readonly #backfilled = new Map<Generation, FileIdentity>();

  private constructor(log: RecordLog, machineId: string, identities: Map<Generation, FileIdentity>) {
    this.#log = log;
    this.#machineId = machineId;
    this.#identities = identities;
    for (const identity of identities.values()) this.#index(identity);
  }

  /** @throws MillraceError `bad_state` */
  static async open(folder: string, machineId: string, logger: Logger): Promise<Registry> {
    const path = join(folder, 'registry');
    const { log, records, tornBytes } = await RecordLog.open(path, 'registry');
    if (tornBytes > 0) logger.warn({ path, tornBytes }, 'The end of the registry was damaged and has been cut off.');
    const identities = new Map<Generation, FileIdentity>();
    let machine: string | undefined;
    for (const record of records) {
      const parsed = registryRecord.safeParse(record);
      if (!parsed.success) logger.warn({ path }, 'A record of the registry makes no sense and was left out.');
      else if ('machine' in parsed.data) machine = parsed.data.machine;
      else identities.set(parsed.data.generation, parsed.data);
    }
    const registry = new Registry(log, machineId, identities);
    if (machine === undefined && identities.size === 0) {
      const lost = await hasCheckpoints(folder);
      if (lost)
        logger.error(
          { path },
          'The registry is gone, though files were shipped before: those that are still there are shipped again under new identities, and will be in the index twice.',
        );
      log.append({ machine: machineId });
      await log.flush(true);
    } else if (records.length > identities.size * 2 + 100) {
      await registry.#compact();
    }
    return registry;
  }

  /**
   * Puts the state of another machine aside.
   * @returns false when there is none, or it is this machine's
   */
  static async setAsideOfOtherMachine(folder: string, machineId: string, logger: Logger): Promise<boolean> {
    const { log, records } = await RecordLog.open(join(folder, 'registry'), 'registry');
    await log.close();
    const machines = records.flatMap((record) => {
      const parsed = registryRecord.safeParse(record);
      return parsed.success && 'machine' in parsed.data ? [parsed.data.machine] : [];
    });
    const owner = machines.at(-1);
    if (records.length === 0 || owner === machineId) return false;
    const suffix = `of-${(owner ?? 'unknown').replaceAll(/\W/g, '_').slice(0, 40)}`;
    for (const name of ['registry', 'checkpoints', 'journal']) {
      await rename(join(folder, name), join(folder, `${name}.${suffix}`)).catch(ignoreMissing);
    }
    logger.error(
      { folder, owner, machineId },
      'The state belongs to another machine, so its identities are not used. It was put aside; every file is met as new.',
    );
    return true;
  }

  get(name: Generation): FileIdentity | undefined {
    return this.#identities.get(name);
  }

  /** Newest first. */
  all(): FileIdentity[] {
    return [...this.#identities.values()].reverse();
  }

  /** Newest first. */
  ofInode(dev: string, ino: string): FileIdentity[] {
    const names = [...(this.#byInode.get(`${dev}:${ino}`) ?? [])].reverse();
    return names.flatMap((name) => {
      const identity = this.#identities.get(name);
      return identity && identity.dev === dev && identity.ino === ino ? [identity] : [];
    });
  }

  /** Those of backfilled files, newest first. */
  backfilled(): FileIdentity[] {
    return [...this.#backfilled.values()].reverse();
  }

  /** Takes a new or changed identity; `save` makes it durable, and nothing of the file may be sent before. */
  put(identity: FileIdentity): void {
    this.#identities.delete(identity.generation);
    this.#identities.set(identity.generation, identity);
    this.#index(identity);
    this.#log.append(identity);
  }

  async save(): Promise<void> {
    if (!this.#log.isDurable) await this.#log.flush(true);
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  #index(identity: FileIdentity): void {
    const { dev, ino, generation } = identity;
    this.#backfilled.delete(generation);
    if (identity.content) this.#backfilled.set(generation, identity);
    const key = `${dev}:${ino}`;
    const names = this.#byInode.get(key);
    if (names) names.add(generation);
    else this.#byInode.set(key, new Set([generation]));
  }

  #compact(): Promise<void> {
    return this.#log.replace(() => [{ machine: this.#machineId }, ...this.#identities.values()]);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** True when something was shipped from this state before. */
async function hasCheckpoints(folder: string): Promise<boolean> {
  return stat(join(folder, 'checkpoints')).then(
    ({ size }) => size > 0,
    () => false,
  );
}

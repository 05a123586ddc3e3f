import { join } from 'node:path';
import { z } from 'zod';
import type { Generation } from '../../contracts/identity.ts';
import type { Logger } from '../../contracts/logger.ts';
import { RecordLog } from './record-log.ts';
import { type ByteHash, byteHashSchema } from './registry.ts';

const checkpointRecord = z.object({ g: z.string(), o: z.number().int().min(0), guard: byteHashSchema });

export interface Checkpoint {
  /** Everything before it was taken by the queue. Bytes, decompressed. */
  readonly offset: number;
  /** Of the bytes just before `offset`: they tell whether the file is still the one that was read. */
  readonly guard: ByteHash;
}

const compactAboveBytes = 1024 * 1024;

/** How far each generation has come. Written in proportion to what moved, not to how many files there are. */
export class Checkpoints {
  readonly #log: RecordLog;
  readonly #saved: Map<Generation, Checkpoint>;
  readonly #moved = new Map<Generation, Checkpoint>();

  private constructor(log: RecordLog, saved: Map<Generation, Checkpoint>) {
    this.#log = log;
    this.#saved = saved;
  }

  /** @throws MillraceError `bad_state` */
  static async open(folder: string, logger: Logger): Promise<Checkpoints> {
    const path = join(folder, 'checkpoints');
    const { log, records, tornBytes } = await RecordLog.open(path, 'checkpoints');
    if (tornBytes > 0) logger.warn({ path, tornBytes }, 'The end of the checkpoints was damaged and has been cut off.');
    const saved = new Map<Generation, Checkpoint>();
    for (const record of records) {
      const parsed = checkpointRecord.safeParse(record);
      if (parsed.success) saved.set(parsed.data.g, { offset: parsed.data.o, guard: parsed.data.guard });
    }
    return new Checkpoints(log, saved);
  }

  get(generation: Generation): Checkpoint | undefined {
    return this.#moved.get(generation) ?? this.#saved.get(generation);
  }

  /** What survives a loss of power: what `save` last wrote. */
  savedOffset(generation: Generation): number {
    return this.#saved.get(generation)?.offset ?? 0;
  }

  set(generation: Generation, checkpoint: Checkpoint): void {
    this.#moved.set(generation, checkpoint);
  }

  get unsaved(): boolean {
    return this.#moved.size > 0;
  }

  /** @throws the system's error when the disk does not take it; then nothing is forgotten */
  async save(): Promise<void> {
    const moved = [...this.#moved];
    if (this.#log.sizeBytes > compactAboveBytes && this.#log.sizeBytes > this.#saved.size * 1000) {
      await this.#log.replace(() => Array.from(new Map([...this.#saved, ...moved]), recordOf));
    } else {
      for (const entry of moved) this.#log.append(recordOf(entry));
      await this.#log.flush(true);
    }
    for (const [generation, checkpoint] of moved) {
      this.#saved.set(generation, checkpoint);
      if (this.#moved.get(generation) === checkpoint) this.#moved.delete(generation);
    }
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}

function recordOf([generation, { offset, guard }]: [Generation, Checkpoint]): z.output<typeof checkpointRecord> {
  return { g: generation, o: offset, guard };
}

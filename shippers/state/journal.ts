import { join } from 'node:path';
import { z } from 'zod';
import { type Generation, isGeneration } from '../../contracts/identity.ts';
import type { Logger } from '../../contracts/logger.ts';
import { type Cut, decodeCuts } from '../packing/cuts.ts';
import type { PackedMessage } from '../packing/message.ts';
import { RecordLog } from './record-log.ts';
import { byteHashSchema } from './registry.ts';

const segmentRecord = z.object({
  generation: z.string().refine(isGeneration),
  path: z.string(),
  type: z.string(),
  dataset: z.string(),
  namespace: z.string(),
  timezone: z.string(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  filtered: z.number().int().min(0),
  guard: byteHashSchema,
  cuts: z.string(),
});
const journalRecord = z.union([
  z.object({ message: z.number().int(), firstSentMs: z.number(), segments: z.array(segmentRecord) }),
  z.object({ accepted: z.array(z.number().int()) }),
]);

/** A stretch that was about to be sent once: sent again, it is cut the same way. */
export interface JournalledSegment extends Omit<z.output<typeof segmentRecord>, 'cuts'> {
  readonly events: readonly Cut[];
  readonly firstSentMs: number;
  /** The queue has taken it; only the checkpoint had not come so far. */
  readonly accepted: boolean;
}

interface SegmentEnd {
  readonly generation: Generation;
  readonly to: number;
  /** About what it takes in the file. */
  readonly bytes: number;
}

const compactAboveBytes = 4 * 1024 * 1024;

/**
 * What is about to be sent, event by event, on disk before its first sending. Where an event ends may depend on a time-out or on
 * a configuration that changes; an identity that named other text after a restart would lose it.
 */
export class Journal {
  readonly #log: RecordLog;
  readonly #live = new Map<number, unknown>();
  readonly #ends = new Map<number, readonly SegmentEnd[]>();
  readonly #accepted = new Set<number>();
  #liveBytes = 0;
  #next = 1;

  private constructor(log: RecordLog) {
    this.#log = log;
  }

  /** @throws MillraceError `bad_state` */
  static async open(
    folder: string,
    logger: Logger,
  ): Promise<{ journal: Journal; segments: readonly JournalledSegment[] }> {
    const path = join(folder, 'journal');
    const { log, records, tornBytes } = await RecordLog.open(path, 'journal');
    if (tornBytes > 0) {
      logger.warn(
        { path, tornBytes },
        'The end of the journal was damaged and has been cut off; it had not been sent.',
      );
    }
    const journal = new Journal(log);
    const read: { id: number; segment: JournalledSegment }[] = [];
    for (const record of records) {
      const parsed = journalRecord.safeParse(record);
      if (!parsed.success) {
        logger.error({ path }, 'A record of the journal makes no sense and was left out.');
      } else if ('accepted' in parsed.data) {
        for (const id of parsed.data.accepted) journal.#accepted.add(id);
      } else {
        const { message: id, firstSentMs, segments } = parsed.data;
        journal.#keep(id, parsed.data, segments);
        for (const { cuts, ...rest } of segments) {
          const events = decodeCuts(cuts, rest.from);
          if (events) read.push({ id, segment: { ...rest, events, firstSentMs, accepted: false } });
        }
      }
    }
    const segments = read.map(({ id, segment }) => ({ ...segment, accepted: journal.#accepted.has(id) }));
    return { journal, segments };
  }

  /** Takes a message; nothing of it may be sent before `commit` has answered. @returns its number, for `accept` */
  record(message: PackedMessage): number {
    const id = this.#next;
    const segments = message.segments.map(({ meta, from, to, filtered, guard, cuts }) => {
      return { ...meta, from, to, filtered, guard, cuts };
    });
    const record = { message: id, firstSentMs: message.firstSentMs, segments };
    this.#keep(id, record, segments);
    this.#log.append(record);
    return id;
  }

  /** Makes durable all that was recorded before: one write for many messages. @throws the system's error (full disk) */
  commit(): Promise<void> {
    return this.#log.flush(true);
  }

  /** Notes that the queue has it. Not durable by itself: forgetting it costs a second sending. */
  accept(id: number): void {
    this.#accepted.add(id);
    this.#log.append({ accepted: [id] });
  }

  /**
   * Forgets what the checkpoints have passed.
   * @param savedOffset the durable checkpoint of a generation
   */
  async retire(savedOffset: (generation: Generation) => number): Promise<void> {
    for (const [id, ends] of this.#ends) {
      if (!ends.every(({ generation, to }) => savedOffset(generation) >= to)) continue;
      this.#live.delete(id);
      this.#liveBytes -= ends.reduce((sum, { bytes }) => sum + bytes, 0);
      this.#ends.delete(id);
      this.#accepted.delete(id);
    }
    // Rewritten when most of it is dead, so that a byte of journal is copied about once.
    if (this.#log.sizeBytes > compactAboveBytes + this.#liveBytes * 3) await this.#compact();
  }

  /** Leaves only what is still to be sent; with everything accepted, an empty file. */
  #compact(): Promise<void> {
    return this.#log.replace(() => [
      ...this.#live.values(),
      ...(this.#accepted.size > 0 ? [{ accepted: [...this.#accepted] }] : []),
    ]);
  }

  /** Compacts and closes. */
  async close(): Promise<void> {
    await this.#compact().catch(() => {});
    await this.#log.close();
  }

  #keep(id: number, record: unknown, segments: readonly { generation: Generation; to: number; cuts: string }[]): void {
    const ends = segments.map(({ generation, to, cuts }) => ({ generation, to, bytes: cuts.length + 400 }));
    this.#live.set(id, record);
    this.#ends.set(id, ends);
    this.#liveBytes += ends.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#next = Math.max(this.#next, id + 1);
  }
}

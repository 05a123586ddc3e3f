import type { EventRecord } from '../contracts/envelope/envelope.ts';
import type { Generation } from '../contracts/identity.ts';
import { Cutter } from './cutting/cutter.ts';
import { type EventFilter, eventFilter } from './cutting/filter.ts';
import { lineJoiner } from './cutting/multiline.ts';
import type { Delivery } from './delivery.ts';
import type { ResolvedInput } from './input.ts';
import type { OpenSegment, SegmentMeta, Window } from './packing/message.ts';
import type { Feed } from './packing/packer.ts';
import type { ShipperCounters } from './report.ts';
import type { JournalledSegment } from './state/journal.ts';

export interface FileSourceOptions {
  readonly generation: Generation;
  readonly path: string;
  readonly input: ResolvedInput;
  readonly namespace: string;
  /** Where to go on: everything before it was taken by the queue. */
  readonly offset: number;
  /** The bytes just before `offset`, where they are at hand. */
  readonly history: Buffer;
  /** What was journalled of this generation and not passed by the checkpoint. */
  readonly journalled: readonly JournalledSegment[];
  readonly delivery: Delivery;
  readonly counters: ShipperCounters;
}

/**
 * The bytes of one generation on their way to events. What had been journalled before a restart is cut as it was then; behind it
 * the configuration of today cuts.
 */
export class FileSource implements Feed {
  readonly generation: Generation;
  readonly path: string;
  packedTo: number;
  segment: OpenSegment | undefined;
  meta: SegmentMeta;
  readonly #delivery: Delivery;
  readonly #counters: ShipperCounters;
  #input: ResolvedInput;
  #filter: EventFilter | undefined;
  #cutter: Cutter;
  #journalled: JournalledSegment[];
  /** Bytes of the journalled segment that is being read. */
  #again: Uint8Array[] = [];
  #againBytes = 0;

  constructor(options: FileSourceOptions) {
    this.generation = options.generation;
    this.path = options.path;
    this.#delivery = options.delivery;
    this.#counters = options.counters;
    this.#input = options.input;
    this.#filter = eventFilter(options.input);
    this.meta = metaOf(options.generation, options.path, options.input, options.namespace);
    this.packedTo = options.offset;
    this.#journalled = planResend(options.journalled, options.offset);
    this.#cutter = this.#newCutter(options.offset, options.history);
  }

  /** The next byte that is wanted. */
  get position(): number {
    return this.#cutter.position + this.#againBytes;
  }

  /** Everything before it is in an event. */
  get cutOffset(): number {
    return this.#cutter.uncut;
  }

  get resends(): boolean {
    return this.#journalled.length > 0;
  }

  get holdsLines(): boolean {
    return this.#cutter.holdsLines;
  }

  /** How long whole lines wait for lines that belong to them. */
  get groupTimeoutMs(): number | undefined {
    return this.#input.multiline?.timeout;
  }

  get input(): ResolvedInput {
    return this.#input;
  }

  /** Bytes just before `position`, as they were read. */
  history(): Buffer {
    return this.#againBytes > 0 ? Buffer.concat(this.#again).subarray(-1024) : this.#cutter.history();
  }

  /** Gives back memory until more comes. */
  rest(): void {
    this.#cutter.rest();
  }

  /** Room to read into without a copy. Only while nothing is to be sent again. */
  reserve(bytes: number): Buffer {
    return this.#cutter.reserve(bytes);
  }

  commit(bytes: number): void {
    this.#counters.readBytes += bytes;
    this.#cutter.commit(bytes);
  }

  /** Takes the next bytes of the file. */
  push(bytes: Uint8Array): void {
    this.#counters.readBytes += bytes.length;
    let rest = bytes;
    for (let next = this.#journalled[0]; next && rest.length > 0; next = this.#journalled[0]) {
      if (this.position < next.from) {
        const gap = rest.subarray(0, next.from - this.position);
        this.#cutter.push(gap);
        rest = rest.subarray(gap.length);
        // Where the journalled cut begins, an event ended.
        if (this.position === next.from) this.#cutter.end();
        continue;
      }
      const piece = rest.subarray(0, next.to - this.position);
      this.#again.push(piece);
      this.#againBytes += piece.length;
      rest = rest.subarray(piece.length);
      if (this.position === next.to) this.#sendAgain(next);
    }
    if (rest.length > 0) this.#cutter.push(rest);
  }

  endGroup(): void {
    this.#cutter.endGroup();
  }

  /** Nothing will follow. */
  end(): void {
    this.#cutter.end();
  }

  /** Cuts by another configuration from the first byte on that is in no event yet. */
  reconfigure(input: ResolvedInput, namespace: string): void {
    if (JSON.stringify(input) === JSON.stringify(this.#input)) return;
    this.#input = input;
    this.#filter = eventFilter(input);
    this.meta = metaOf(this.generation, this.path, input, namespace);
    // The open stretch keeps what it was begun with.
    this.segment = undefined;
    const uncut = this.#cutter.uncutBytes();
    // In the middle of an overlong line only its beginning is at hand: it ends as it began.
    if (!uncut || this.#againBytes > 0) return;
    this.#cutter = this.#newCutter(this.#cutter.uncut, Buffer.from(uncut.history));
    this.#cutter.push(uncut.bytes);
  }

  #newCutter(from: number, history: Buffer): Cutter {
    const { line_limit, multiline } = this.#input;
    const options = { lineLimitBytes: line_limit, multiline: multiline && lineJoiner(multiline) };
    return new Cutter(options, from, history, (event, window) => this.#take(event, window), this.#counters);
  }

  #take(event: EventRecord, window: Window): void {
    if (this.#filter && !this.#filter(event.text)) {
      this.#counters.filtered += 1;
      this.#delivery.packer.skip(this, event.to, window);
      return;
    }
    this.#counters.events += 1;
    this.#delivery.packer.add(this, event, window);
  }

  #sendAgain(segment: JournalledSegment): void {
    const bytes = Buffer.concat(this.#again);
    this.#again = [];
    this.#againBytes = 0;
    this.#journalled.shift();
    this.segment = undefined;
    if (segment.accepted) {
      this.#delivery.passAccepted(segment);
      this.packedTo = segment.to;
    } else {
      const events = segment.events.map(({ from, to, textBytes, flags }) => {
        const start = from - segment.from;
        return { from, to, text: bytes.subarray(start, start + textBytes), flags };
      });
      this.#counters.resentEvents += events.length;
      this.#delivery.packer.addAgain(this, segment, events);
    }
    this.#cutter = this.#newCutter(segment.to, Buffer.from(bytes.subarray(-1024)));
  }
}

function metaOf(generation: Generation, path: string, input: ResolvedInput, namespace: string): SegmentMeta {
  const { type, dataset, timezone, tags, fields } = input;
  return { generation, path, type, dataset, namespace, timezone, tags, fields };
}

/**
 * What is sent again from `offset` on, without gaps inside and without overlaps: a stretch may have been journalled twice, when
 * a resend was interrupted too, then perhaps in other portions but with the same cuts.
 */
export function planResend(segments: readonly JournalledSegment[], offset: number): JournalledSegment[] {
  const plan: JournalledSegment[] = [];
  const sorted = segments.toSorted((a, b) => a.from - b.from || Number(b.accepted) - Number(a.accepted));
  let position = offset;
  for (const segment of sorted) {
    if (segment.to <= position) continue;
    if (segment.from >= position) plan.push(segment);
    else {
      const events = segment.events.filter(({ from }) => from >= position);
      plan.push({ ...segment, from: position, filtered: 0, events });
    }
    position = segment.to;
  }
  return plan;
}

import { type FileHandle, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { Alarm } from './alarm.ts';
import { openSource, type ShippingContext } from './context.ts';
import { discover, foldersOf, inodesOf } from './files/discovery.ts';
import { FolderWatch } from './files/folder-watch.ts';
import {
  type FileStat,
  fileStatOf,
  fingerprintBytes,
  fingerprintOf,
  hasBytes,
  openToRead,
  statHandle,
  unreadable,
} from './files/reading.ts';
import type { ResolvedInput } from './input.ts';
import { type Recognised, recognise, registerNew } from './recognise.ts';
import type { FileStatus } from './report.ts';
import { findRotated, sayUnrecoverable } from './rotated.ts';
import { Tail } from './tail.ts';

/** All in milliseconds. */
export interface FollowTiming {
  /** The globs are looked at so often. */
  readonly discoverEveryMs: number;
  /** A file is looked at so often, less often the longer it rests. */
  readonly lookEveryMs: number;
  readonly lookAtMostEveryMs: number;
  /** The least between two rounds: what comes close together is read together. */
  readonly roundMs: number;
  /** A renamed or deleted file is let go when nothing was written to it for so long. */
  readonly quietMs: number;
  /** The descriptor of a resting file is closed after so long. */
  readonly closeIdleMs: number;
}

export const followTiming: FollowTiming = {
  discoverEveryMs: 5000,
  lookEveryMs: 1000,
  lookAtMostEveryMs: 10_000,
  roundMs: 20,
  quietMs: 60_000,
  closeIdleMs: 60_000,
};

const handlesMax = 512;
const readsPerTurn = 4;
/** Of ten thousand resting files, each is looked at once a minute; what the system tells of them is heard at once all the same. */
const restingLookCostMs = 6;

/** Follows the files that the inputs name, through rotation, truncation and restarts, until it is stopped. */
export class Follower {
  readonly #context: ShippingContext;
  readonly #timing: FollowTiming;
  readonly #watch: FolderWatch;
  #inputs: readonly ResolvedInput[];
  #tails: Tail[] = [];
  /** The tail that a path leads to. */
  readonly #byPath = new Map<string, Tail>();
  readonly #byInode = new Map<string, Tail>();
  #openCount = 0;
  /** What was said once about a path or a pattern. */
  readonly #said = new Map<string, string>();
  #discovered = false;
  #waitsForChange = false;
  #nextDiscoveryMs = 0;
  #stopped = false;
  readonly #alarm: Alarm;
  #reconfiguration: { readonly inputs: readonly ResolvedInput[]; readonly done: () => void } | undefined;

  constructor(context: ShippingContext, inputs: readonly ResolvedInput[], timing: FollowTiming) {
    this.#context = context;
    this.#inputs = inputs;
    this.#timing = timing;
    this.#alarm = new Alarm(context.clock);
    this.#watch = new FolderWatch((path) => this.#touched(path));
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm.ring();
  }

  status(): FileStatus[] {
    const { checkpoints } = this.#context.state;
    return this.#tails.map((tail) => tail.status(checkpoints.get(tail.source.generation)?.offset ?? 0));
  }

  /** Other inputs from the next round on. Settles when they are in force. */
  reconfigure(inputs: readonly ResolvedInput[]): Promise<void> {
    this.#reconfiguration?.done();
    return new Promise((done) => {
      this.#reconfiguration = { inputs, done };
      this.#alarm.ring();
    });
  }

  async #applyReconfiguration(): Promise<void> {
    const { inputs, done } = this.#reconfiguration ?? {};
    if (!inputs) return;
    this.#reconfiguration = undefined;
    this.#inputs = inputs;
    this.#said.clear();
    const { files } = await discover(inputs);
    for (const tail of [...this.#tails]) {
      const input = files.get(tail.path);
      if (input) tail.source.reconfigure(input, this.#context.namespace);
      else if (!tail.rotated) await this.#drop(tail);
    }
    this.#nextDiscoveryMs = 0;
    done?.();
  }

  async run(): Promise<void> {
    const { clock } = this.#context;
    while (!this.#stopped) {
      await this.#applyReconfiguration();
      const startMs = clock.monotonicMs();
      await this.#round(startMs);
      const earliestMs = startMs + this.#timing.roundMs;
      const full = !this.#context.delivery.hasRoom;
      // Files are found and opened also while there is no room: renamed meanwhile, they are read later by their descriptors.
      if (full) this.#ringWhenChanged();
      const goOn = !full && this.#tails.some((tail) => tail.dirty);
      if (!this.#stopped) await this.#alarm.sleep(goOn ? 0 : this.#nextMs(startMs), goOn || full ? 0 : earliestMs);
    }
    this.#reconfiguration?.done();
    this.#watch.close();
    for (const tail of this.#tails) await tail.close();
  }

  #ringWhenChanged(): void {
    if (this.#waitsForChange) return;
    this.#waitsForChange = true;
    void this.#context.delivery.changed().then(() => {
      this.#waitsForChange = false;
      this.#alarm.ring();
    });
  }

  async #round(nowMs: number): Promise<void> {
    if (nowMs >= this.#nextDiscoveryMs) await this.#discover(nowMs);
    this.#openCount = this.#tails.reduce((sum, { isOpen }) => sum + (isOpen ? 1 : 0), 0);
    for (const tail of [...this.#tails]) {
      if (this.#stopped) return;
      if (tail.dirty || nowMs >= tail.lookMs || this.#needsCare(tail, nowMs)) await this.#attend(tail, nowMs);
    }
  }

  async #attend(tail: Tail, nowMs: number): Promise<void> {
    try {
      if (nowMs >= tail.lookMs) await this.#look(tail, nowMs);
      if (tail.dirty) await this.#readTurn(tail);
      if (this.#needsCare(tail, nowMs)) await this.#care(tail, nowMs);
    } catch (error) {
      tail.dirty = false;
      this.#sayOnce(tail.path, unreadable(tail.path, error));
    }
  }

  // — finding files

  async #discover(nowMs: number): Promise<void> {
    this.#nextDiscoveryMs = nowMs + this.#timing.discoverEveryMs;
    const { clock } = this.#context;
    const { files, empty } = await discover(this.#inputs);
    // Looking at a great many files takes its time; it may take a fiftieth of all time.
    const tookMs = clock.monotonicMs() - nowMs;
    this.#nextDiscoveryMs = Math.max(this.#nextDiscoveryMs, nowMs + Math.min(50 * tookMs, 60_000));
    for (const pattern of empty) {
      if (this.#said.get(pattern) === 'empty') continue;
      this.#said.set(pattern, 'empty');
      this.#context.logger.warn({ pattern }, 'No file matches yet. It is looked for again every few seconds.');
    }
    this.#watch.watch(foldersOf(files.keys(), this.#inputs));
    for (const [path, input] of files) {
      if (this.#stopped) return;
      if (this.#byPath.has(path)) continue;
      await this.#meet(path, input, nowMs);
      const tail = this.#byPath.get(path);
      if (tail && this.#openCount++ > handlesMax) await this.#attend(tail, nowMs);
    }
    if (!this.#discovered) await this.#finishRotated(nowMs);
    this.#discovered = true;
  }

  async #meet(path: string, input: ResolvedInput, nowMs: number): Promise<void> {
    let handle: FileHandle | undefined;
    try {
      handle = await openToRead(path);
      const kept = await this.#begin(handle, path, input, nowMs);
      if (kept) handle = undefined;
    } catch (error) {
      const named = error instanceof MillraceError ? error : unreadable(path, error);
      if (this.#sayOnce(path, named) && named.code === 'file_unreadable') this.#context.counters.filesUnreadable += 1;
    } finally {
      await handle?.close();
    }
  }

  /** @returns true when the descriptor is in use now */
  async #begin(handle: FileHandle, path: string, input: ResolvedInput, nowMs: number): Promise<boolean> {
    const stats = await statHandle(handle);
    // Without a byte there is nothing to tell it by, and nothing to ship.
    if (stats.sizeBytes === 0) return false;
    const twin = this.#byInode.get(`${stats.dev}:${stats.ino}`);
    if (twin) return this.#adopt(twin, path);
    const known = await recognise(this.#context, handle, stats, path);
    if (known) {
      await this.#follow(handle, stats, path, input, known, nowMs);
      return true;
    }
    const { ignore_older, start } = input;
    if (ignore_older > 0 && this.#context.clock.nowMs() - stats.modifiedMs > ignore_older) return false;
    const offset = start === 'end' && !this.#discovered ? stats.sizeBytes : 0;
    const made = await registerNew(this.#context, handle, stats, path, offset);
    await this.#follow(handle, stats, path, input, made, nowMs);
    return true;
  }

  /** A file that is followed already is found under another name. */
  #adopt(tail: Tail, path: string): boolean {
    if (tail.rotated && !this.#byPath.has(path)) {
      tail.path = path;
      tail.rotated = false;
      this.#byPath.set(path, tail);
    }
    return false;
  }

  async #follow(
    handle: FileHandle,
    stats: FileStat,
    path: string,
    input: ResolvedInput,
    { generation, offset, fingerprintBytes: fingerprinted }: Recognised,
    nowMs: number,
  ): Promise<Tail> {
    const source = await openSource(this.#context, generation, path, input, offset, handle);
    const tail = new Tail(source, handle, stats, fingerprinted, nowMs);
    this.#tails.push(tail);
    this.#byPath.set(path, tail);
    this.#byInode.set(`${tail.dev}:${tail.ino}`, tail);
    this.#said.delete(path);
    this.#context.counters.filesSeen += 1;
    this.#context.logger.debug({ path, generation, offset }, 'Following a file.');
    return tail;
  }

  /** After a start: files that were renamed while nobody looked are finished under their old identity. */
  async #finishRotated(nowMs: number): Promise<void> {
    const followed = new Set(this.#tails.map(({ source }) => source.generation));
    for (const rotated of await findRotated(this.#context, this.#inputs, followed)) {
      const { handle, stats, path, original, input, recognised } = rotated;
      if (followed.has(recognised.generation) || this.#byPath.has(path)) {
        await handle.close();
        continue;
      }
      followed.add(recognised.generation);
      const current = this.#byPath.get(original);
      const tail = await this.#follow(handle, stats, original, input, recognised, nowMs);
      tail.rotated = true;
      tail.path = path;
      this.#byPath.delete(original);
      if (current) this.#byPath.set(original, current);
    }
    sayUnrecoverable(this.#context, followed);
  }

  // — reading files

  /** Looks where a path leads by now, and whether there is something new. */
  async #look(tail: Tail, nowMs: number): Promise<void> {
    const rested = nowMs - tail.grownMs;
    const { lookEveryMs, lookAtMostEveryMs } = this.#timing;
    const { length } = this.#tails;
    const least = Math.max(lookEveryMs, length);
    const most = Math.max(lookAtMostEveryMs, length * restingLookCostMs);
    tail.lookEveryMs = Math.min(most, Math.max(least, rested / 4));
    tail.lookMs = nowMs + tail.lookEveryMs;
    if (tail.rotated) {
      const handle = await tail.handle().catch(() => undefined);
      if (!handle) return this.#drop(tail);
      const { sizeBytes } = await statHandle(handle);
      if (sizeBytes !== tail.source.position) tail.dirty = true;
      else tail.sizeBytes = sizeBytes;
      return;
    }
    const now = await stat(tail.path, { bigint: true }).then(fileStatOf, (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (now?.dev === tail.dev && now.ino === tail.ino) {
      if (now.sizeBytes !== tail.source.position || now.sizeBytes !== tail.sizeBytes) tail.dirty = true;
      return;
    }
    await this.#rotate(tail, nowMs);
  }

  /** The path leads elsewhere: the file is read to its end by its descriptor, what is there now is met. */
  async #rotate(tail: Tail, nowMs: number): Promise<void> {
    this.#byPath.delete(tail.path);
    tail.rotated = true;
    tail.dirty = true;
    // Its writer may go on for a while before it opens the new one, also where nothing had been written for long.
    tail.grownMs = nowMs;
    tail.lookEveryMs = this.#timing.lookEveryMs;
    this.#nextDiscoveryMs = nowMs;
    if (tail.isOpen) return;
    const found = (await inodesOf(dirname(tail.path))).get(`${tail.dev}:${tail.ino}`);
    if (found) tail.path = found.path;
    else await this.#drop(tail);
  }

  async #readTurn(tail: Tail): Promise<void> {
    const { delivery, clock, state } = this.#context;
    // Nothing of a file may be sent before its identity is on disk.
    await state.registry.save();
    for (let i = 0; i < readsPerTurn; i++) {
      if (this.#stopped || !delivery.hasRoom) return;
      const handle = await tail.handle();
      if (!handle) return this.#look(tail, clock.monotonicMs());
      const before = tail.source.position;
      const outcome = await tail.read(handle);
      if (tail.source.position > before) {
        tail.grownMs = clock.monotonicMs();
        tail.lookEveryMs = 0;
      }
      if (outcome === 'replaced') return this.#restart(tail, handle);
      if (outcome === 'end') {
        tail.dirty = false;
        return;
      }
    }
  }

  /** The file was truncated, or written anew: what is in it now is another generation. */
  async #restart(tail: Tail, handle: FileHandle): Promise<void> {
    const { clock, logger } = this.#context;
    logger.info({ path: tail.path }, 'The file was truncated or replaced; it is read from its beginning.');
    tail.source.end();
    tail.release();
    this.#remove(tail);
    const stats = await statHandle(handle);
    if (stats.sizeBytes === 0) {
      await handle.close();
      this.#nextDiscoveryMs = 0;
      return;
    }
    const made = await registerNew(this.#context, handle, stats, tail.path, 0);
    const next = await this.#follow(handle, stats, tail.path, tail.source.input, made, clock.monotonicMs());
    if (tail.rotated) {
      next.rotated = true;
      this.#byPath.delete(next.path);
    }
  }

  #needsCare(tail: Tail, nowMs: number): boolean {
    if (tail.dirty) return false;
    const { source, rotated, isOpen, fingerprintBytes: known } = tail;
    const young = known < fingerprintBytes && source.position > known;
    return source.holdsLines || rotated || young || (isOpen && this.#mayClose(nowMs - tail.grownMs));
  }

  #mayClose(restedMs: number): boolean {
    return restedMs >= this.#timing.closeIdleMs || this.#openCount > handlesMax;
  }

  /** What has to happen to a file at its end, sooner or later. */
  async #care(tail: Tail, nowMs: number): Promise<void> {
    const restedMs = nowMs - tail.grownMs;
    const { source } = tail;
    if (source.holdsLines && restedMs >= (source.groupTimeoutMs ?? 0)) source.endGroup();
    if (tail.fingerprintBytes < fingerprintBytes && source.position > tail.fingerprintBytes)
      await this.#growFingerprint(tail);
    if (tail.rotated && restedMs >= this.#timing.quietMs) return this.#drop(tail);
    if (tail.rotated || !tail.isOpen || !this.#mayClose(restedMs)) return;
    await tail.close();
    this.#openCount -= 1;
  }

  async #growFingerprint(tail: Tail): Promise<void> {
    const { registry } = this.#context.state;
    const identity = registry.get(tail.source.generation);
    const handle = await tail.handle();
    if (!identity || !handle || !(await hasBytes(handle, 0, identity.fingerprint))) return;
    const fingerprint = await fingerprintOf(handle);
    tail.fingerprintBytes = fingerprint.bytes;
    registry.put({ ...identity, fingerprint });
    await registry.save();
  }

  /** Lets a renamed or deleted file go. */
  async #drop(tail: Tail): Promise<void> {
    tail.source.end();
    this.#remove(tail);
    await tail.close();
  }

  #remove(tail: Tail): void {
    this.#tails = this.#tails.filter((other) => other !== tail);
    if (this.#byPath.get(tail.path) === tail) this.#byPath.delete(tail.path);
    const inode = `${tail.dev}:${tail.ino}`;
    if (this.#byInode.get(inode) === tail) this.#byInode.delete(inode);
  }

  // — waking up

  #touched(path: string): void {
    const nowMs = this.#context.clock.monotonicMs();
    const tail = this.#byPath.get(path);
    if (tail) tail.lookMs = nowMs;
    else {
      for (const other of this.#tails) if (other.rotated) other.lookMs = nowMs;
      this.#nextDiscoveryMs = Math.min(this.#nextDiscoveryMs, nowMs + 5 * this.#timing.roundMs);
    }
    this.#alarm.ring();
  }

  #nextMs(roundMs: number): number {
    let next = this.#nextDiscoveryMs;
    let look = Number.POSITIVE_INFINITY;
    for (const { lookMs, source, grownMs, rotated } of this.#tails) {
      look = Math.min(look, lookMs);
      if (source.holdsLines) next = Math.min(next, grownMs + (source.groupTimeoutMs ?? 0));
      if (rotated) next = Math.min(next, grownMs + this.#timing.quietMs);
    }
    // Looks that only make sure are gathered: each round goes over all files.
    return Math.min(next, Math.max(look, roundMs + this.#timing.roundMs + this.#tails.length / 10));
  }

  #sayOnce(about: string, error: MillraceError): boolean {
    if (this.#said.get(about) === error.code) return false;
    this.#said.set(about, error.code);
    this.#context.logger.warn({ code: error.code, subject: error.subject }, `${messageOf(error)}. ${error.hint}`);
    return true;
  }
}

import { type FileHandle, open } from 'node:fs/promises';
import type { FileSource } from './file-source.ts';
import { type FileStat, statHandle } from './files/reading.ts';
import type { FileStatus } from './report.ts';

/** What a look at a file told. */
export type ReadOutcome = 'more' | 'end' | 'replaced';

const readMaxBytes = 1024 * 1024;
const readMinBytes = 4096;

/** One file that is followed, and the descriptor that keeps it readable when it is renamed or deleted. */
export class Tail {
  readonly source: FileSource;
  path: string;
  readonly dev: string;
  readonly ino: string;
  sizeBytes: number;
  /** How much of the beginning the registered fingerprint covers. */
  fingerprintBytes: number;
  /** The path leads elsewhere, or nowhere. */
  rotated = false;
  /** There may be something to read. */
  dirty = true;
  /** Clock times, monotonic: of the last growth, and of the next look. */
  grownMs: number;
  lookMs: number;
  lookEveryMs: number;
  #handle: FileHandle | undefined;

  constructor(source: FileSource, handle: FileHandle, stat: FileStat, fingerprintBytes: number, nowMs: number) {
    this.source = source;
    this.path = source.path;
    this.dev = stat.dev;
    this.ino = stat.ino;
    this.sizeBytes = stat.sizeBytes;
    this.fingerprintBytes = fingerprintBytes;
    this.grownMs = nowMs;
    this.lookMs = nowMs;
    this.lookEveryMs = 0;
    this.#handle = handle;
  }

  /** @param offset everything before it was taken by the queue */
  status(offset: number): FileStatus {
    const { path, rotated, sizeBytes, source } = this;
    const { generation, cutOffset, input } = source;
    const { type, dataset } = input;
    const lagBytes = Math.max(0, sizeBytes - offset);
    return { path, generation, type, dataset, offset, cutOffset, size: sizeBytes, lagBytes, rotated };
  }

  get isOpen(): boolean {
    return this.#handle !== undefined;
  }

  /** @returns the descriptor, opened again when it had been closed; undefined when the path leads to another file by now */
  async handle(): Promise<FileHandle | undefined> {
    if (this.#handle) return this.#handle;
    const handle = await open(this.path, 'r');
    const { dev, ino } = await statHandle(handle);
    if (dev === this.dev && ino === this.ino) {
      this.#handle = handle;
      return handle;
    }
    await handle.close();
    return undefined;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    this.source.rest();
    await handle?.close().catch(() => {});
  }

  /** Gives the descriptor to another tail of the same file. */
  release(): FileHandle | undefined {
    const handle = this.#handle;
    this.#handle = undefined;
    return handle;
  }

  /**
   * Reads on, up to 1 MiB. The bytes before are read along in the same call: when they are not those that were read before, the
   * content was replaced, even when it has already grown past the old place.
   */
  async read(handle: FileHandle): Promise<ReadOutcome> {
    const { source } = this;
    const { position } = source;
    const { sizeBytes } = await statHandle(handle);
    this.sizeBytes = sizeBytes;
    if (sizeBytes < position) return 'replaced';
    const known = Buffer.from(source.history());
    const before = Buffer.allocUnsafe(known.length);
    const wanted = Math.max(readMinBytes, Math.min(readMaxBytes, sizeBytes - position));
    const target = source.resends ? Buffer.allocUnsafe(wanted) : source.reserve(wanted);
    const { bytesRead } = await handle.readv([before, target], position - known.length);
    const fresh = bytesRead - known.length;
    if (fresh < 0 || !before.equals(known)) return 'replaced';
    if (fresh === 0) return 'end';
    if (source.resends) source.push(target.subarray(0, fresh));
    else source.commit(fresh);
    return fresh === wanted ? 'more' : 'end';
  }
}

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { MillraceError } from '../../contracts/errors.ts';

const version = 1;
const frameBytes = 8;
/** No record of ours comes near; a length beyond it is damage, not a reason to allocate. */
const recordLimitBytes = 256 * 1024 * 1024;

export interface OpenedLog {
  readonly log: RecordLog;
  readonly records: readonly unknown[];
  /** Bytes at the end that were no whole record, cut off: what a crash in the middle of a write leaves. */
  readonly tornBytes: number;
}

/**
 * A file that only grows: one line that names kind and version, then records, each `u32 length · u32 CRC-32 · JSON`. What was
 * not written whole is found by its checksum and cut off when the file is opened.
 */
export class RecordLog {
  readonly path: string;
  readonly #kind: string;
  #handle: FileHandle;
  #endBytes: number;
  #pending: Buffer[] = [];
  #writing: Promise<void> = Promise.resolve();
  #unsynced = false;

  private constructor(path: string, kind: string, handle: FileHandle, endBytes: number) {
    this.path = path;
    this.#kind = kind;
    this.#handle = handle;
    this.#endBytes = endBytes;
  }

  /** @throws MillraceError `bad_state` for a file of a newer version or of another kind */
  static async open(path: string, kind: string): Promise<OpenedLog> {
    const handle = await open(path, 'a+', 0o600).then(async (made) => {
      await made.close();
      return open(path, 'r+');
    });
    try {
      const bytes = await handle.readFile();
      const head = headOf(kind);
      if (bytes.length < head.length && head.subarray(0, bytes.length).equals(bytes)) {
        const log = new RecordLog(path, kind, handle, 0);
        await log.#writeHead();
        return { log, records: [], tornBytes: bytes.length };
      }
      checkHead(bytes, kind, path);
      const { records, endBytes } = readRecords(bytes, bytes.indexOf(10) + 1);
      if (endBytes < bytes.length) await handle.truncate(endBytes);
      return { log: new RecordLog(path, kind, handle, endBytes), records, tornBytes: bytes.length - endBytes };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes of the file, and of what waits to be written. */
  get sizeBytes(): number {
    return this.#endBytes + this.#pending.reduce((sum, frame) => sum + frame.length, 0);
  }

  /** Everything appended is on the disk itself. */
  get isDurable(): boolean {
    return this.#pending.length === 0 && !this.#unsynced;
  }

  /** Takes a record; `flush` writes it. */
  append(record: unknown): void {
    this.#pending.push(frameOf(record));
  }

  /**
   * Writes what was appended; with `durable`, to the disk itself. What could not be written (a full disk) is kept and written by the next flush.
   */
  flush(durable: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const frames = this.#pending;
      if (frames.length > 0) {
        const bytes = Buffer.concat(frames);
        // At a position, not appended: a write that failed half way is overwritten by the next.
        await writeAll(this.#handle, bytes, this.#endBytes);
        this.#endBytes += bytes.length;
        this.#pending = this.#pending.slice(frames.length);
        this.#unsynced = true;
      }
      if (durable && this.#unsynced) {
        await this.#handle.datasync();
        this.#unsynced = false;
      }
    });
  }

  /**
   * Puts records in the place of all that the file holds, in one step.
   * @param records everything that matters at the moment it is called, also what was appended and not yet flushed
   */
  replace(records: () => Iterable<unknown>): Promise<void> {
    return this.#inTurn(async () => {
      const bytes = Buffer.concat([headOf(this.#kind), ...Array.from(records(), frameOf)]);
      const waiting = this.#pending.length;
      const temporary = `${this.path}.new`;
      const handle = await open(temporary, 'w+', 0o600);
      try {
        await writeAll(handle, bytes, 0);
        await handle.datasync();
        await rename(temporary, this.path);
      } catch (error) {
        await handle.close();
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(dirname(this.path));
      await this.#handle.close();
      this.#handle = handle;
      this.#endBytes = bytes.length;
      this.#pending = this.#pending.slice(waiting);
    });
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#handle.close();
  }

  async #writeHead(): Promise<void> {
    const head = headOf(this.#kind);
    await this.#handle.truncate(0);
    await writeAll(this.#handle, head, 0);
    await this.#handle.datasync();
    await syncFolder(dirname(this.path));
    this.#endBytes = head.length;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.catch(() => {}).then(work);
    this.#writing = turn;
    // The caller gets the failure; the chain must not raise it a second time.
    turn.catch(() => {});
    return turn;
  }
}

function headOf(kind: string): Buffer {
  return Buffer.from(`millrace ${kind} ${version}\n`);
}

function checkHead(bytes: Buffer, kind: string, path: string): void {
  const match = /^millrace (\w+) (\d+)\n/.exec(bytes.toString('latin1', 0, 64));
  if (match?.[1] === kind && Number(match[2]) === version) return;
  const newer = match?.[1] === kind && Number(match[2]) > version;
  throw new MillraceError(
    'bad_state',
    newer
      ? `${path} was written by a newer version (format ${match[2]}, this one knows ${version})`
      : `${path} is not a ${kind} of Millrace`,
    {
      subject: path,
      hint: newer
        ? 'Start the newer version again, or give this one a state folder of its own.'
        : 'Move the file away. Files are then met as new; what was shipped before may arrive twice.',
    },
  );
}

function frameOf(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  const frame = Buffer.allocUnsafe(frameBytes + json.length);
  frame.writeUInt32LE(json.length, 0);
  frame.writeUInt32LE(crc32(json), 4);
  json.copy(frame, frameBytes);
  return frame;
}

function readRecords(bytes: Buffer, start: number): { records: unknown[]; endBytes: number } {
  const records: unknown[] = [];
  let at = start;
  while (at + frameBytes <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    const end = at + frameBytes + length;
    if (length > recordLimitBytes || end > bytes.length) break;
    const json = bytes.subarray(at + frameBytes, end);
    if (crc32(json) !== bytes.readUInt32LE(at + 4)) break;
    records.push(JSON.parse(json.toString()));
    at = end;
  }
  return { records, endBytes: at };
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

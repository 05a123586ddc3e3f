import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { readAt, readBytes } from './reading.ts';

/** Why the content of a compressed file ended before its time. */
export type ContentEnd = 'whole' | 'cut short' | 'damaged' | 'followed by garbage';

/** Told while a file is read. */
export interface ContentProgress {
  /** Bytes of the file itself, compressed or not. */
  fileBytes: number;
  end: ContentEnd;
}

const gzipPieceBytes = 16 * 1024;
/** What the inflater says of bytes that are no header: behind a whole member they are garbage, not damage. */
const headerErrors = ['incorrect header check', 'unknown compression method', 'unknown header flags set'];

/**
 * The bytes of a file from a position on, decompressed where it is compressed.
 * @param from position in the (decompressed) content
 * @param to end of a plain file; what is written behind it meanwhile is left for the next time
 */
export function contentOf(
  handle: FileHandle,
  kind: 'gzip' | 'plain',
  from: number,
  to: number,
  progress: ContentProgress,
): AsyncGenerator<Buffer> {
  return kind === 'gzip' ? gunzipped(handle, from, progress) : plain(handle, from, to, progress);
}

async function* plain(handle: FileHandle, from: number, to: number, progress: ContentProgress): AsyncGenerator<Buffer> {
  progress.fileBytes = from;
  for (let position = from; position < to; ) {
    const bytes = await readAt(handle, position, Math.min(readBytes, to - position));
    if (bytes.length === 0) return;
    position += bytes.length;
    progress.fileBytes = position;
    yield bytes;
  }
}

async function* gunzipped(handle: FileHandle, from: number, progress: ContentProgress): AsyncGenerator<Buffer> {
  let skip = from;
  for await (const bytes of members(handle, progress)) {
    const rest = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

/**
 * All members one after the other. Everything that can be decoded comes out before the end is named: a pipeline of streams would
 * throw away what it holds when the error comes, and the inflater what it made of the piece in which the error lies. So that
 * piece is given to it once more, byte by byte.
 */
async function* members(handle: FileHandle, progress: ContentProgress): AsyncGenerator<Buffer> {
  const first = { failedAt: undefined, doneBytes: 0 };
  const failedAt = yield* attempt(handle, progress, first);
  if (failedAt !== undefined) yield* attempt(handle, progress, { failedAt, doneBytes: first.doneBytes });
}

interface Attempt {
  /** Where the piece begins that is fed byte by byte. */
  readonly failedAt: number | undefined;
  /** Bytes of content that have come out already; counted on by the attempt. */
  doneBytes: number;
}

/** @returns where the piece begins that could not be decoded */
async function* attempt(
  handle: FileHandle,
  progress: ContentProgress,
  state: Attempt,
): AsyncGenerator<Buffer, number | undefined> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const out: Buffer[] = [];
  let failure: Error | undefined;
  let skip = state.failedAt === undefined ? 0 : state.doneBytes;
  gunzip.on('data', (bytes: Buffer) => {
    const rest = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - rest.length;
    if (rest.length > 0) out.push(rest);
  });
  gunzip.on('error', (error) => {
    failure = error;
  });
  try {
    for (let position = 0; ; ) {
      const fine = state.failedAt !== undefined && position >= state.failedAt;
      const piece = await readAt(handle, position, fine ? 1 : gzipPieceBytes);
      if (piece.length === 0) break;
      await inflate(gunzip, piece);
      if (failure && !fine) return position;
      if (failure) break;
      position += piece.length;
      progress.fileBytes = Math.max(progress.fileBytes, position);
      for (const bytes of out.splice(0)) {
        state.doneBytes += bytes.length;
        yield bytes;
      }
    }
    if (!failure) await finish(gunzip);
    yield* out.splice(0);
    progress.end = endOf(failure);
    return undefined;
  } finally {
    gunzip.destroy();
  }
}

function inflate(gunzip: Gunzip, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzip.off('close', done);
      resolve();
    };
    gunzip.once('close', done);
    gunzip.write(piece, done);
  });
}

async function finish(gunzip: Gunzip): Promise<void> {
  gunzip.end();
  await Promise.race([once(gunzip, 'end'), once(gunzip, 'close')]).catch(() => {});
}

function endOf(failure: Error | undefined): ContentEnd {
  if (!failure) return 'whole';
  if (headerErrors.includes(failure.message)) return 'followed by garbage';
  return failure.message === 'unexpected end of file' ? 'cut short' : 'damaged';
}

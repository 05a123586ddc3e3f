import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import { hashOfBytes } from '../packing/message.ts';
import type { ByteHash } from '../state/registry.ts';

export const fingerprintBytes = 1024;
export const readBytes = 1024 * 1024;

/** What the system says of a file. */
export interface FileStat {
  readonly dev: string;
  readonly ino: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly links: number;
}

export function fileStatOf(stats: BigIntStats): FileStat {
  return {
    dev: String(stats.dev),
    ino: String(stats.ino),
    sizeBytes: Number(stats.size),
    modifiedMs: Number(stats.mtimeMs),
    links: Number(stats.nlink),
  };
}

export async function statHandle(handle: FileHandle): Promise<FileStat> {
  return fileStatOf(await handle.stat({ bigint: true }));
}

/** @throws MillraceError `file_unreadable` */
export async function openToRead(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): MillraceError {
  return new MillraceError('file_unreadable', `${path} cannot be read: ${messageOf(error)}`, {
    subject: path,
    hint: 'Give the user of the shipper the right to read it (its group, or an ACL).',
    retryable: true,
    cause: error,
  });
}

/** @returns the bytes from `position` on, fewer than asked for at the end of the file */
export async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes);
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await handle.read(buffer, done, bytes - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Of the first bytes, as many as there are, up to 1024. */
export async function fingerprintOf(handle: FileHandle): Promise<ByteHash> {
  const bytes = await readAt(handle, 0, fingerprintBytes);
  return { bytes: bytes.length, hash: hashOfBytes(bytes) };
}

/** @returns whether the file has these bytes there; true when nothing is known of them */
export async function hasBytes(handle: FileHandle, from: number, expected: ByteHash): Promise<boolean> {
  if (expected.bytes === 0) return true;
  if (from < 0) return false;
  const bytes = await readAt(handle, from, expected.bytes);
  return bytes.length === expected.bytes && hashOfBytes(bytes) === expected.hash;
}

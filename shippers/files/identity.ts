import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Checkpoints } from '../state/checkpoints.ts';
import type { FileIdentity, Registry } from '../state/registry.ts';
import { type FileStat, hasBytes, readAt, readBytes } from './reading.ts';

/** Shorter beginnings may be alike by accident. */
const inheritAboveBytes = 1024;

/** A file that is known, and how far it has come. */
export interface KnownFile {
  readonly identity: FileIdentity;
  readonly offset: number;
}

/**
 * Finds a file again: device and inode, the bytes at its beginning and the bytes just before the checkpoint all have to agree.
 * Inodes are used again, files begin alike, and a file that was truncated may have grown past the old offset: none of the three
 * is enough alone.
 */
export async function findKnown(
  handle: FileHandle,
  stat: FileStat,
  registry: Registry,
  checkpoints: Checkpoints,
): Promise<KnownFile | undefined> {
  for (const identity of registry.ofInode(stat.dev, stat.ino)) {
    const { fingerprint, generation } = identity;
    if (fingerprint.bytes === 0 || fingerprint.bytes > stat.sizeBytes) continue;
    if (!(await hasBytes(handle, 0, fingerprint))) continue;
    const checkpoint = checkpoints.get(generation);
    if (!checkpoint) return { identity, offset: 0 };
    const { offset, guard } = checkpoint;
    if (stat.sizeBytes < offset || !(await hasBytes(handle, offset - guard.bytes, guard))) continue;
    return { identity, offset };
  }
  return undefined;
}

export function withoutGz(path: string): string {
  return path.replace(/\.gz$/, '');
}

/** @returns whether a longer file may go on under the generation of a shorter one that it begins with */
export function mayInherit(identity: FileIdentity, path: string): boolean {
  const bytes = identity.content?.bytes ?? 0;
  return bytes >= inheritAboveBytes || withoutGz(identity.path) === withoutGz(path);
}

/** A file met for the first time that begins with what was backfilled before goes on behind it. */
export async function findBackfilledBeginning(
  handle: FileHandle,
  stat: FileStat,
  path: string,
  registry: Registry,
  checkpoints: Checkpoints,
): Promise<KnownFile | undefined> {
  const candidates = registry
    .backfilled()
    .filter(({ content }) => content && content.bytes > 0 && content.bytes <= stat.sizeBytes)
    .filter((identity) => mayInherit(identity, path) && isWhole(identity, checkpoints))
    .sort((a, b) => (b.content?.bytes ?? 0) - (a.content?.bytes ?? 0));
  for (const identity of candidates) {
    const { content, fingerprint } = identity;
    if (!content || !(await hasBytes(handle, 0, fingerprint))) continue;
    if ((await hashOfBeginning(handle, content.bytes)) === content.hash) return { identity, offset: content.bytes };
  }
  return undefined;
}

/** All of the backfilled content was taken by the queue. */
function isWhole({ generation, content }: FileIdentity, checkpoints: Checkpoints): boolean {
  return (checkpoints.get(generation)?.offset ?? 0) >= (content?.bytes ?? Infinity);
}

async function hashOfBeginning(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  for (let position = 0; position < bytes; ) {
    const piece = await readAt(handle, position, Math.min(readBytes, bytes - position));
    if (piece.length === 0) break;
    hash.update(piece);
    position += piece.length;
  }
  return hash.digest('hex');
}

import type { FileHandle } from 'node:fs/promises';
import { MillraceError } from '../contracts/errors.ts';
import { type Generation, generationFrom } from '../contracts/identity.ts';
import type { ShippingContext } from './context.ts';
import { binaryFile, contentKindOf, sniffBytes } from './files/content-kind.ts';
import { findBackfilledBeginning, findKnown } from './files/identity.ts';
import { type FileStat, fingerprintBytes, fingerprintOf, readAt } from './files/reading.ts';
import { guardAt } from './packing/message.ts';

/** Which file it is, and where to go on in it. */
export interface Recognised {
  readonly generation: Generation;
  readonly offset: number;
  /** How much of its beginning the registered fingerprint covers. */
  readonly fingerprintBytes: number;
}

/**
 * Says of a file that is met under a path which one it is, when it was met before: under any name, or as a backfill that it
 * begins with.
 * @throws MillraceError `file_binary` for what cannot be followed
 */
export async function recognise(
  { state: { registry, checkpoints } }: ShippingContext,
  handle: FileHandle,
  stats: FileStat,
  path: string,
): Promise<Recognised | undefined> {
  const kind = contentKindOf(await readAt(handle, 0, sniffBytes));
  if (kind === 'binary') throw binaryFile(path);
  if (kind === 'gzip') {
    throw new MillraceError('file_binary', `${path} is compressed`, {
      subject: path,
      hint: 'A compressed file does not grow: ship it with millrace ship --once.',
    });
  }
  const known =
    (await findKnown(handle, stats, registry, checkpoints)) ??
    (await findBackfilledBeginning(handle, stats, path, registry, checkpoints));
  if (!known) return undefined;
  const identity = { ...known.identity, path, dev: stats.dev, ino: stats.ino };
  if (JSON.stringify(identity) !== JSON.stringify(known.identity)) registry.put(identity);
  const { generation, fingerprint } = identity;
  return { generation, offset: known.offset, fingerprintBytes: fingerprint.bytes };
}

/** Gives a file an identity of its own. @param offset where to begin in it */
export async function registerNew(
  { state: { registry, checkpoints }, random }: ShippingContext,
  handle: FileHandle,
  stats: FileStat,
  path: string,
  offset: number,
): Promise<Recognised> {
  const generation = generationFrom(random(10));
  const fingerprint = await fingerprintOf(handle);
  registry.put({ generation, kind: 'live', dev: stats.dev, ino: stats.ino, fingerprint, path });
  if (offset > 0) {
    const base = Math.max(0, offset - fingerprintBytes);
    const window = { bytes: await readAt(handle, base, offset - base), base };
    checkpoints.set(generation, { offset, guard: guardAt(window, offset) });
    // Or a crash would have it read from its beginning.
    await checkpoints.save();
  }
  return { generation, offset, fingerprintBytes: fingerprint.bytes };
}

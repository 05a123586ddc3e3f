import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Generation } from '../contracts/identity.ts';
import type { ShippingContext } from './context.ts';
import { inodesOf, inputNaming } from './files/discovery.ts';
import { findKnown } from './files/identity.ts';
import { type FileStat, statHandle } from './files/reading.ts';
import type { ResolvedInput } from './input.ts';
import type { Recognised } from './recognise.ts';

/** A file that was renamed while nobody looked, with bytes that were not shipped. */
export interface RotatedFile {
  readonly handle: FileHandle;
  readonly stats: FileStat;
  /** Where it lies now, and the path under which it was followed. */
  readonly path: string;
  readonly original: string;
  readonly input: ResolvedInput;
  readonly recognised: Recognised;
}

/**
 * Looks among the siblings of registered files for those that were renamed. The caller closes the descriptors.
 * @param followed generations that were found under a path of theirs
 */
export async function findRotated(
  context: ShippingContext,
  inputs: readonly ResolvedInput[],
  followed: ReadonlySet<Generation>,
): Promise<RotatedFile[]> {
  const folders = new Map<string, Awaited<ReturnType<typeof inodesOf>>>();
  const rotated: RotatedFile[] = [];
  for (const identity of context.state.registry.all()) {
    const input = inputNaming(identity.path, inputs);
    if (followed.has(identity.generation) || !input) continue;
    const folder = dirname(identity.path);
    const inodes = folders.get(folder) ?? (await inodesOf(folder));
    folders.set(folder, inodes);
    const found = inodes.get(`${identity.dev}:${identity.ino}`);
    if (!found) continue;
    const unfinished = await openUnfinished(context, found.path, identity.generation);
    if (unfinished) rotated.push({ ...unfinished, path: found.path, original: identity.path, input });
  }
  return rotated;
}

async function openUnfinished(
  { state: { registry, checkpoints } }: ShippingContext,
  path: string,
  generation: Generation,
): Promise<Pick<RotatedFile, 'handle' | 'stats' | 'recognised'> | undefined> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return undefined;
  const stats = await statHandle(handle);
  const known = await findKnown(handle, stats, registry, checkpoints);
  if (known?.identity.generation !== generation || known.offset >= stats.sizeBytes) {
    await handle.close();
    return undefined;
  }
  const { bytes } = known.identity.fingerprint;
  return { handle, stats, recognised: { generation, offset: known.offset, fingerprintBytes: bytes } };
}

/** Says what was journalled, may not have arrived, and cannot be read again. */
export function sayUnrecoverable(context: ShippingContext, followed: ReadonlySet<Generation>): void {
  const { state, counters, logger } = context;
  for (const [generation, segments] of state.journalled) {
    const left = segments.filter(({ accepted }) => !accepted);
    const events = left.reduce((sum, segment) => sum + segment.events.length, 0);
    if (followed.has(generation) || events === 0) continue;
    counters.unrecoverable += events;
    logger.error(
      { path: left[0]?.path, generation, events },
      'Events may not have arrived, and their file is not to be found. They stay in the journal.',
    );
  }
}

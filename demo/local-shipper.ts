import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '../cli/logger.ts';
import { resolveInputs } from '../cli/resolve-inputs.ts';
import { shipperOptions } from '../cli/ship.ts';
import type { Terminal } from '../cli/terminal.ts';
import { loadConfiguration } from '../contracts/configuration/load.ts';
import { builtIn } from '../parsers/catalogue.ts';
import type { ShipperOptions } from '../shippers/shipper.ts';
import type { TypedFile } from './log-files.ts';
import type { Road } from './road.ts';

const stateFolder = 'shipper';
const handedOverMark = 'handed-over';

/** The configuration that a user would write for these files, read as a user's is. */
export function localShipperOptions(
  files: readonly TypedFile[],
  mode: 'once' | 'follow',
  road: Road,
  dataFolder: string,
  terminal: Terminal,
): ShipperOptions {
  const text = JSON.stringify({
    cluster: 'local',
    state: join(dataFolder, stateFolder),
    inputs: files.map(({ path, type }) => ({ type, paths: [escapeGlob(path)] })),
    output: { queue: road.deployment.queueUrl, bucket: road.deployment.bucket, region: road.aws.region },
  });
  const types = builtIn.types.map(({ type }) => type);
  const configuration = loadConfiguration(text, 'demonstration', {}, types);
  // The sample logs are written in UTC.
  const inputs = resolveInputs(configuration, builtIn.sourceOf, 'UTC');
  return shipperOptions(configuration, inputs, mode, createLogger(terminal), {
    ...terminal.environment,
    ...road.aws.environment,
  });
}

/** A file of that very name, also when it has characters that mean something to a glob. */
function escapeGlob(path: string): string {
  return path.replace(/[*?[\]{}()!]/g, '[$&]');
}

/**
 * The local queue lives no longer than the stack. Where a run ended before its messages had been read, the shipper believes
 * sent what nobody has: the offsets are forgotten then, everything is sent again, and the same ids make no duplicates.
 * @returns true when offsets were forgotten
 */
export async function forgetWhatTheQueueLost(road: Road, dataFolder: string): Promise<boolean> {
  const folder = join(dataFolder, stateFolder);
  const mark = join(dataFolder, handedOverMark);
  if (!road.aws.startedEmpty || !existsSync(folder) || existsSync(mark)) {
    await rm(mark, { force: true });
    return false;
  }
  const names = await readdir(folder);
  for (const name of names.filter((name) => name.startsWith('checkpoints'))) await rm(join(folder, name));
  return true;
}

/** Notes that everything sent had been read when the stack stopped. */
export async function noteHandedOver(dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  await writeFile(join(dataFolder, handedOverMark), '');
}

/** Empties what runs leave behind, but for the stack's own folder, which the stack empties. */
export async function forgetShipper(dataFolder: string): Promise<void> {
  for (const name of [stateFolder, handedOverMark, 'live', 'samples']) {
    await rm(join(dataFolder, name), { recursive: true, force: true });
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MillraceError } from '../contracts/errors.ts';

/** The folder that is kept between runs and shared by all checkouts of a user: `$MILLRACE_CACHE`, or by the XDG rule. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const { MILLRACE_CACHE, XDG_CACHE_HOME } = environment;
  return MILLRACE_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'millrace');
}

/**
 * Answers `folder/name`, made by `make` in a draft folder beside it when it is not there yet. It appears by one rename, complete or not
 * at all, so processes that make it at the same time may waste work but never see each other's halves.
 */
export async function cached(
  folder: string,
  name: string,
  make: (draftPath: string) => Promise<void>,
): Promise<string> {
  const path = join(folder, name);
  if (await exists(path)) return path;
  await mkdir(folder, { recursive: true });
  const draftFolder = await mkdtemp(join(folder, '.draft-'));
  try {
    const draftPath = join(draftFolder, name);
    await make(draftPath);
    await publish(draftPath, path);
  } finally {
    await rm(draftFolder, { recursive: true, force: true });
  }
  return path;
}

/**
 * Compares a file with the checksum that stack/versions.ts pins.
 * @throws MillraceError `component_missing`: the file is not what was reviewed, and must not run.
 */
export async function verifyChecksum(file: string, sha512: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('hex');
  if (actual === sha512) return;
  throw new MillraceError(
    'component_missing',
    `the checksum is wrong: expected sha512 ${sha512.slice(0, 16)}…, got ${actual.slice(0, 16)}…`,
    {
      subject: file,
      hint: `a mirror or proxy answered something else, or the download broke: remove ${dirname(file)} and try again; never change the checksum to make it pass`,
    },
  );
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

// rename() replaces a file but not a folder that has content; then somebody else was first, and theirs is as good.
async function publish(draftPath: string, path: string): Promise<void> {
  try {
    await rename(draftPath, path);
  } catch (error) {
    if (!(await exists(path))) throw error;
  }
}

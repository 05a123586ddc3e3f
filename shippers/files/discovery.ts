import { glob, readdir, stat } from 'node:fs/promises';
import { dirname, join, matchesGlob } from 'node:path';
import type { ResolvedInput } from '../input.ts';
import { type FileStat, fileStatOf } from './reading.ts';

const magicPattern = /[*?[\]{}!]/;

export interface Discovery {
  /** In a settled order. A file that several inputs name belongs to the first of them. */
  readonly files: ReadonlyMap<string, ResolvedInput>;
  /** Patterns that nothing matches. */
  readonly empty: readonly string[];
}

/** Finds the files that the inputs name. */
export async function discover(inputs: readonly ResolvedInput[]): Promise<Discovery> {
  const files = new Map<string, ResolvedInput>();
  const empty: string[] = [];
  for (const input of inputs) {
    for (const pattern of input.paths) {
      const found = (await matching(pattern)).filter((path) => !isExcluded(path, input));
      if (found.length === 0) empty.push(pattern);
      for (const path of found) if (!files.has(path)) files.set(path, input);
    }
  }
  return { files, empty };
}

/** @returns the first input that names a path, whether there is a file or not */
export function inputNaming(path: string, inputs: readonly ResolvedInput[]): ResolvedInput | undefined {
  return inputs.find((input) => {
    return input.paths.some((pattern) => pattern === path || matchesGlob(path, pattern)) && !isExcluded(path, input);
  });
}

function isExcluded(path: string, input: ResolvedInput): boolean {
  return input.exclude_paths.some((pattern) => pattern === path || matchesGlob(path, pattern));
}

async function matching(pattern: string): Promise<string[]> {
  if (!magicPattern.test(pattern) || (await exists(pattern))) return (await exists(pattern)) ? [pattern] : [];
  const found: string[] = [];
  for await (const entry of glob(pattern, { withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) found.push(path);
  }
  return found.sort();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    // Not a named pipe, which would block whoever opens it until somebody writes.
    (stats) => stats.isFile(),
    // A file that is there and may not be looked at is found, and then refused with its reason.
    (error: NodeJS.ErrnoException) => error.code === 'EACCES',
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** The folders in which files of these inputs may appear, as far as they can be told without looking. */
export function foldersOf(paths: Iterable<string>, inputs: readonly ResolvedInput[]): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) folders.add(dirname(path));
  for (const { paths: patterns } of inputs) {
    for (const pattern of patterns) {
      const folder = dirname(pattern);
      if (!magicPattern.test(folder)) folders.add(folder);
    }
  }
  return folders;
}

/** Every file of a folder by device and inode: where a renamed file is looked for. */
export async function inodesOf(folder: string): Promise<Map<string, { path: string; stat: FileStat }>> {
  const found = new Map<string, { path: string; stat: FileStat }>();
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const stats = await stat(path, { bigint: true }).catch(() => undefined);
    if (stats?.isFile()) {
      const known = fileStatOf(stats);
      found.set(`${known.dev}:${known.ino}`, { path, stat: known });
    }
  }
  return found;
}

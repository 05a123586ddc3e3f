import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { discover } from '../../../shippers/files/discovery.ts';
import { inputOf } from '../workshop.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-discovery-'));
  await mkdir(join(folder, 'sub.log'));
  for (const name of ['b.log', 'a.log', 'a.log.1', 'x[1].log', 'sub.log/c.log'])
    await writeFile(join(folder, name), 'x');
  await symlink(join(folder, 'a.log'), join(folder, 'link.log'));
  await symlink(join(folder, 'sub.log'), join(folder, 'folder.log'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function found(paths: readonly string[], changes = {}): Promise<string[]> {
  const { files } = await discover([
    inputOf(
      paths.map((path) => join(folder, path)),
      changes,
    ),
  ]);
  return [...files.keys()].map((path) => path.slice(folder.length + 1));
}

test('globs find files and links to files, in a settled order, no folders', async () => {
  expect(await found(['*.log'])).toEqual(['a.log', 'b.log', 'link.log', 'x[1].log']);
  expect(await found(['**/c.log'])).toContain('sub.log/c.log');
});

test('a path that is a file is that file, whatever characters it has', async () => {
  expect(await found(['x[1].log'])).toEqual(['x[1].log']);
});

test('what is excluded is not found', async () => {
  expect(await found(['*.log'], { exclude_paths: [join(folder, '[ab].*')] })).toEqual(['link.log', 'x[1].log']);
});

test('a file belongs to the first input that names it; patterns that match nothing are named', async () => {
  const first = inputOf([join(folder, 'a.*')], { type: 'first' });
  const second = inputOf([join(folder, '*.log'), join(folder, '*.none')], { type: 'second' });
  const { files, empty } = await discover([first, second]);
  expect(files.get(join(folder, 'a.log'))?.type).toBe('first');
  expect(files.get(join(folder, 'b.log'))?.type).toBe('second');
  expect(empty).toEqual([join(folder, '*.none')]);
});

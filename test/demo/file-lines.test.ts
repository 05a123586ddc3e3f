import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileLines } from '../../demo/file-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function linesOf(content: Buffer | string): Promise<{ starts: readonly number[]; sizeBytes: number }> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const { starts, sizeBytes } = await readFileLines(path);
  return { starts, sizeBytes };
}

test('a last line without a line ending counts', async () => {
  expect(await linesOf('a\n\nbc')).toEqual({ starts: [0, 2, 3], sizeBytes: 5 });
  expect(await linesOf('a\n\nbc\n')).toEqual({ starts: [0, 2, 3], sizeBytes: 6 });
  expect(await linesOf('')).toEqual({ starts: [], sizeBytes: 0 });
});

test('a line longer than what is read at once is one line', async () => {
  const long = 'x'.repeat(3_000_000);
  expect((await linesOf(`${long}\n${long}`)).starts).toEqual([0, 3_000_001]);
});

test('gzip counts decompressed bytes, whatever the name', async () => {
  expect(await linesOf(gzipSync('a\nb\n'))).toEqual({ starts: [0, 2], sizeBytes: 4 });
});

test('a gzip file cut short is read as far as it goes', async () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`).join('');
  const whole = gzipSync(text);
  const cut = await linesOf(whole.subarray(0, whole.length / 2));
  expect(cut.starts.length).toBeGreaterThan(1000);
  expect(cut.starts.length).toBeLessThan(100_000);
});

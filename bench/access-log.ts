import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Random } from '../demo/random.ts';
import { sampleLogs } from '../demo/sample-logs.ts';

/** Lines of an access log: of a file, repeated as often as needed, or the project's own samples. */
export function accessLines(count: number, file: string | undefined): string[] {
  if (file === undefined) {
    const random = new Random(1);
    const [web] = sampleLogs;
    return Array.from({ length: count }, (_, i) => web.event(random, new Date(Date.UTC(2026, 0, 1) + i * 40)));
  }
  const content = readFileSync(file);
  const text = (content[0] === 0x1f ? gunzipSync(content) : content).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return Array.from({ length: count }, (_, i) => `${lines[i % lines.length]}\n`);
}

/** The lines of a file, plain or gzipped, without their endings. */
export function readLines(path: string): string[] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.trimEnd().split('\n');
}

/** @returns bytes written */
export async function writeLines(path: string, lines: readonly string[]): Promise<number> {
  const content = Buffer.from(lines.join(''));
  await writeFile(path, content);
  return content.length;
}

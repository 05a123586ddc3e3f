import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { sourceOf } from '../parsers/catalogue.ts';
import { recognise } from '../parsers/recognise.ts';
import { toTheLastByte } from './file-lines.ts';
import { Random } from './random.ts';
import { sampleLogs } from './sample-logs.ts';

/** A file to ship, and what kind of log it is. */
export interface TypedFile {
  readonly path: string;
  readonly type: string;
  /** How the type was found, for people. */
  readonly because: string;
}

const sampleBytes = 256 * 1024;
const sampleEvents = 3000;
const sampleSeed = 20260101;

/**
 * Says what kind of log a file holds, from its content and never from its name.
 * @throws MillraceError `file_unreadable`, `file_binary`
 */
export async function typeOfFile(path: string): Promise<TypedFile> {
  const head = await headOf(path);
  const recognition = recognise(head.toString('utf8').split('\n'));
  if (recognition === undefined) return { path, type: 'plain', because: 'it is empty' };
  if (recognition.type === 'binary') {
    throw new MillraceError('file_binary', 'this is not a text file', {
      subject: path,
      hint: 'Leave it out, or say with --type what it is if it is a log all the same.',
    });
  }
  const { type, matched, of } = recognition;
  const because = type === 'plain' ? 'no source explains it' : `${matched} of ${of} lines fit`;
  return { path, type, because };
}

/** @throws MillraceError `bad_configuration` with the nearest name where there is no such type */
export function checkedType(type: string): string {
  return sourceOf(type).type;
}

/** The first decompressed bytes; what a gzip file cut short still gives counts. */
async function headOf(path: string): Promise<Buffer> {
  const raw: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: sampleBytes - 1 })) raw.push(chunk as Buffer);
  } catch (error) {
    throw new MillraceError('file_unreadable', messageOf(error), {
      subject: path,
      hint: 'Check that it exists and that this user may read it.',
      cause: error,
    });
  }
  const start = Buffer.concat(raw);
  if (start[0] !== 0x1f || start[1] !== 0x8b) return start;
  const content: Buffer[] = [];
  let bytes = 0;
  const gunzip = createGunzip(toTheLastByte);
  // Damaged data after the first bytes is the shipper's to complain about.
  gunzip.on('error', () => undefined);
  gunzip.end(start);
  try {
    for await (const chunk of gunzip) {
      content.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes >= sampleBytes) break;
    }
  } catch {
    // As far as it went.
  }
  return Buffer.concat(content);
}

/** Writes the samples: the same on every machine, so that a second run meets the files of the first. */
export async function writeSamples(folder: string): Promise<string[]> {
  const random = new Random(sampleSeed);
  const paths: string[] = [];
  for (const log of sampleLogs) {
    let text = '';
    const events = sampleEvents * log.weight;
    for (let i = 0; i < events; i++)
      text += log.event(random, new Date(Date.UTC(2026, 0, 1) + (i * 86_400_000) / events));
    const path = join(folder, log.file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    paths.push(path);
  }
  return paths;
}

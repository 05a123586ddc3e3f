import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Where the lines of a file begin, by our own reading of it: the accounting must not ask the shipper. */
export interface FileLines {
  readonly path: string;
  /** Bytes after decompression. */
  readonly sizeBytes: number;
  /** Offset of each line; a last line without a line ending counts. */
  readonly starts: readonly number[];
  /** False when a gzip file ended too early. */
  readonly complete: boolean;
}

/** Reads a plain or gzipped file (by its first bytes) and notes where its lines begin. */
export async function readFileLines(path: string): Promise<FileLines> {
  const starts: number[] = [];
  let sizeBytes = 0;
  let atLineStart = true;
  const take = (chunk: Buffer): void => {
    let at = 0;
    while (at < chunk.length) {
      if (atLineStart) starts.push(sizeBytes + at);
      const end = chunk.indexOf(0x0a, at);
      atLineStart = end !== -1;
      at = end === -1 ? chunk.length : end + 1;
    }
    sizeBytes += chunk.length;
  };
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 });
  if (!(await isGzip(path))) {
    for await (const chunk of stream) take(chunk as Buffer);
    return { path, sizeBytes, starts, complete: true };
  }
  const gunzip = createGunzip();
  gunzip.on('data', take);
  try {
    await pipeline(stream, gunzip);
    return { path, sizeBytes, starts, complete: true };
  } catch {
    return { path, sizeBytes, starts, complete: false };
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

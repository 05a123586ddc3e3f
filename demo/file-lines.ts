import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';

/** Where the lines of a file begin, by our own reading of it: the accounting must not ask the shipper. */
export interface FileLines {
  readonly path: string;
  /** Bytes after decompression. */
  readonly sizeBytes: number;
  /** Offset of each line; a last line without a line ending counts. */
  readonly starts: readonly number[];
}

/** A file that was cut short gives all that is there, and no error at its end. */
export const toTheLastByte = { finishFlush: constants.Z_SYNC_FLUSH };

/** Reads a plain or gzipped file (by its first bytes), damaged or not, as far as it goes, and notes where its lines begin. */
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
  const takeAll = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) take(chunk);
  };
  // What is damaged is told by the shipper; here it counts what can be read.
  if (await isGzip(path)) await pipeline(stream, createGunzip(toTheLastByte), takeAll).catch(() => undefined);
  else await pipeline(stream, takeAll);
  return { path, sizeBytes, starts };
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

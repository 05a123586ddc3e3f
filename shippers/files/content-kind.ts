import { MillraceError } from '../../contracts/errors.ts';

export type ContentKind = 'text' | 'gzip' | 'binary' | 'utf-16';

/** Enough to tell by. */
export const sniffBytes = 8192;
/** A stale writer may leave a hole of NUL bytes in a log; a binary file has them everywhere. */
const nulShare = 0.1;

/** @param head the first bytes of a file, up to 8 KiB */
export function contentKindOf(head: Buffer): ContentKind {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'utf-16';
  let nuls = 0;
  let runs = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    nuls += 1;
    if (i === 0 || head[i - 1] !== 0) runs += 1;
  }
  // One hole is one run; the NULs of binary numbers lie scattered.
  return nuls > head.length * nulShare && runs > 4 ? 'binary' : 'text';
}

export function binaryFile(path: string): MillraceError {
  return new MillraceError('file_binary', `${path} is not text`, {
    subject: path,
    hint: 'Leave it out with exclude_paths. Compressed logs are read when they are gzip.',
  });
}

import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MillraceError, messageOf } from '../contracts/errors.ts';

/** Where lines come from: given, a file, or `-` for stdin. */
export type TextSource = { readonly lines: readonly string[] } | { readonly file: string };

export interface TextBatch {
  readonly texts: readonly string[];
  /** Of the file, in bytes; undefined where the end is not known. */
  readonly progress: { readonly doneBytes: number; readonly totalBytes: number } | undefined;
}

const batchLines = 1000;

/**
 * Lines, a thousand at a time, in memory never more than those.
 * @throws MillraceError `file_unreadable`
 */
export async function* readTexts(source: TextSource, folder: string): AsyncGenerator<TextBatch> {
  if ('lines' in source) {
    yield { texts: source.lines, progress: undefined };
    return;
  }
  const path = source.file === '-' ? undefined : resolve(folder, source.file);
  try {
    const totalBytes = path === undefined ? undefined : statSync(path).size;
    const stream = path === undefined ? process.stdin : createReadStream(path);
    const progress = () =>
      totalBytes === undefined || !('bytesRead' in stream) ? undefined : { doneBytes: stream.bytesRead, totalBytes };
    let texts: string[] = [];
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      texts.push(line);
      if (texts.length < batchLines) continue;
      yield { texts, progress: progress() };
      texts = [];
    }
    if (texts.length > 0) yield { texts, progress: progress() };
  } catch (error) {
    throw new MillraceError('file_unreadable', `${source.file}: ${messageOf(error)}`, {
      subject: source.file,
      hint: 'name a file of lines with --file, or pipe the lines in',
      cause: error,
    });
  }
}

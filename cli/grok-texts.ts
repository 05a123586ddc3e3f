import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MillraceError, messageOf } from '../contracts/errors.ts';

/** Where lines come from: given, a file, or `-` for stdin. */
export type TextSource = { readonly lines: readonly string[] } | { readonly file: string };

export interface TextBatch {
  readonly texts: readonly string[];
  /** Of the file, in bytes; undefined where the end is not known. */
  readonly progress: { readonly doneBytes: number; readonly totalBytes: number } | undefined;
}

const batchLines = 1000;
/** Longer lines are cut, as the shipper cuts them. */
const lineCharactersMost = 1024 * 1024;

/**
 * Lines, some thousand at a time, in memory never more than those.
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
    for await (const lines of cutLines(stream)) {
      texts.push(...lines);
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

/**
 * Cuts where the shipper cuts: at newlines, with or without a carriage return before them. Node's `readline` also cuts at carriage returns
 * alone and at U+2028, which stand within lines.
 */
async function* cutLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of stream) {
    const text = decoder.decode(Buffer.from(chunk), { stream: true });
    const [first = '', ...others] = text.split('\n');
    // Of a line that is too long only the beginning is kept, or it would fill the memory.
    rest += first.slice(0, Math.max(0, lineCharactersMost + 1 - rest.length));
    const last = others.pop();
    if (last === undefined) continue;
    yield [rest, ...others].map(trimmed);
    rest = last;
  }
  rest += decoder.decode();
  if (rest !== '') yield [trimmed(rest)];
}

function trimmed(line: string): string {
  return (line.endsWith('\r') ? line.slice(0, -1) : line).slice(0, lineCharactersMost);
}

import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import { MillraceError } from '../contracts/errors.ts';
import { generationFrom } from '../contracts/identity.ts';
import { openSource, type ShippingContext } from './context.ts';
import { type ContentProgress, contentOf } from './files/content.ts';
import { binaryFile, contentKindOf, sniffBytes } from './files/content-kind.ts';
import { discover } from './files/discovery.ts';
import { findKnown, mayInherit } from './files/identity.ts';
import { type FileStat, fingerprintBytes, openToRead, readAt, statHandle, unreadable } from './files/reading.ts';
import type { ResolvedInput } from './input.ts';
import { hashOfBytes } from './packing/message.ts';
import type { FileFailure, FileReport, ShipProgress, ShipReport } from './report.ts';
import type { ByteHash, FileIdentity } from './state/registry.ts';

const progressEveryMs = 100;

/** A file between its two passes. */
interface Identified {
  readonly path: string;
  readonly input: ResolvedInput;
  readonly handle: FileHandle;
  readonly kind: 'gzip' | 'plain';
  readonly sizeOnDiskBytes: number;
  readonly identity: FileIdentity;
  readonly offset: number;
  /** Of the content, decompressed. */
  readonly bytes: number;
  readonly end: ContentProgress['end'];
}

/** What the first pass learns of a content. */
interface ContentHashes {
  readonly bytes: number;
  readonly hash: string;
  readonly fingerprint: ByteHash;
  /** The registered contents that this one begins with, the longest last. */
  readonly beginnings: readonly FileIdentity[];
  readonly end: ContentProgress['end'];
}

/**
 * Ships files that are there already, each in two passes: the first tells by its content which file it is, the second ships what
 * was not shipped before. The content makes the identity, so that a second time ships nothing and indexes nothing.
 */
export class Backfill {
  readonly #context: ShippingContext;
  readonly #onProgress: (progress: ShipProgress) => void;
  readonly #files: FileReport[] = [];
  readonly #failures: FileFailure[] = [];
  #stopped = false;
  #toldMs = Number.NEGATIVE_INFINITY;
  #doneBytes = 0;
  #totalBytes = 0;

  constructor(context: ShippingContext, onProgress: (progress: ShipProgress) => void) {
    this.#context = context;
    this.#onProgress = onProgress;
  }

  stop(): void {
    this.#stopped = true;
  }

  async run(inputs: readonly ResolvedInput[]): Promise<ShipReport> {
    const { delivery, counters, logger } = this.#context;
    const { files, empty } = await discover(inputs);
    for (const pattern of empty) {
      const error = new MillraceError('file_unreadable', `${pattern} matches no file`, {
        subject: pattern,
        hint: 'Look at the path; globs are taken as they stand, relative ones from the current folder.',
      });
      logger.warn({ pattern }, error.message);
      this.#failures.push({ path: pattern, error });
    }
    for (const path of files.keys()) this.#totalBytes += 2 * (await sizeOf(path));
    for (const [path, input] of files) {
      if (this.#stopped || delivery.gaveUp) break;
      await this.#shipFile(path, input);
    }
    await delivery.drained();
    const failed = delivery.gaveUp;
    return {
      counters,
      files: this.#files,
      failures: this.#failures,
      ...(failed === undefined ? {} : { queueError: failed }),
    };
  }

  async #shipFile(path: string, input: ResolvedInput): Promise<void> {
    const { counters, logger } = this.#context;
    counters.filesSeen += 1;
    let handle: FileHandle | undefined;
    try {
      handle = await openToRead(path);
      const file = await this.#identify(handle, path, input);
      if (this.#stopped) return;
      this.#doneBytes += file.sizeOnDiskBytes;
      await this.#ship(file);
      this.#sayEnd(file);
    } catch (error) {
      const named = error instanceof MillraceError ? error : unreadable(path, error);
      if (named.code === 'file_unreadable') counters.filesUnreadable += 1;
      logger.error({ code: named.code, path }, `${named.message}. ${named.hint}`);
      this.#failures.push({ path, error: named });
    } finally {
      await handle?.close();
    }
  }

  async #identify(handle: FileHandle, path: string, input: ResolvedInput): Promise<Identified> {
    const { state } = this.#context;
    const stats = await statHandle(handle);
    const head = contentKindOf(await readAt(handle, 0, sniffBytes));
    if (head === 'binary') throw binaryFile(path);
    if (head === 'utf-16') this.#context.logger.warn({ path }, 'The file is UTF-16, which is shipped as it stands.');
    const kind = head === 'gzip' ? 'gzip' : 'plain';
    const base = { path, input, handle, kind, sizeOnDiskBytes: stats.sizeBytes } as const;
    if (kind === 'plain') {
      const known = await findKnown(handle, stats, state.registry, state.checkpoints);
      if (known?.identity.kind === 'live') return { ...base, ...known, bytes: stats.sizeBytes, end: 'whole' };
    }
    const hashes = await this.#hash(base, path);
    const identity = this.#settleIdentity(hashes, stats, path, input);
    const offset = state.checkpoints.get(identity.generation)?.offset ?? 0;
    return { ...base, identity, offset, bytes: hashes.bytes, end: hashes.end };
  }

  async #hash(file: Pick<Identified, 'handle' | 'kind' | 'sizeOnDiskBytes'>, path: string): Promise<ContentHashes> {
    const { registry } = this.#context.state;
    const marks = registry
      .backfilled()
      .filter((identity) => (identity.content?.bytes ?? 0) > 0 && mayInherit(identity, path))
      .sort((a, b) => (a.content?.bytes ?? 0) - (b.content?.bytes ?? 0));
    const progress: ContentProgress = { fileBytes: 0, end: 'whole' };
    const hash = createHash('sha256');
    let head = Buffer.alloc(0);
    let bytes = 0;
    const beginnings: FileIdentity[] = [];
    for await (const piece of contentOf(file.handle, file.kind, 0, file.sizeOnDiskBytes, progress)) {
      if (head.length < fingerprintBytes) head = Buffer.concat([head, piece]).subarray(0, fingerprintBytes);
      let rest = piece;
      for (let mark = marks[0]; mark?.content && mark.content.bytes <= bytes + rest.length; mark = marks[0]) {
        const part = rest.subarray(0, mark.content.bytes - bytes);
        hash.update(part);
        bytes += part.length;
        rest = rest.subarray(part.length);
        if (digestSoFar(hash) === mark.content.hash) beginnings.push(mark);
        marks.shift();
      }
      hash.update(rest);
      bytes += rest.length;
      this.#tell('identify', path, progress.fileBytes);
      if (this.#stopped) break;
    }
    const fingerprint = { bytes: head.length, hash: hashOfBytes(head) };
    return { bytes, hash: hash.digest('hex'), fingerprint, beginnings, end: progress.end };
  }

  /** The generation of the content: the one it had, the one of what it begins with, or the one that it makes. */
  #settleIdentity(
    { bytes, hash, fingerprint, beginnings }: ContentHashes,
    { dev, ino }: FileStat,
    path: string,
    input: ResolvedInput,
  ): FileIdentity {
    const { state, host } = this.#context;
    const cut = cutIdentity(input);
    const inherited = beginnings.findLast((beginning) => this.#mayGoOn(beginning, cut));
    const own = createHash('sha256')
      .update(JSON.stringify([host, cut, hash]))
      .digest();
    const identity: FileIdentity = {
      generation: inherited?.generation ?? generationFrom(own),
      kind: 'backfill',
      dev,
      ino,
      fingerprint,
      path,
      content: { bytes, hash, cut: inherited?.content?.cut ?? cut },
    };
    const same = JSON.stringify(state.registry.get(identity.generation)) === JSON.stringify(identity);
    if (bytes > 0 && !same) state.registry.put(identity);
    return identity;
  }

  /**
   * Cut otherwise, the same offsets would name other text. With a checkpoint that cannot happen: what lies behind it was never
   * sent, or is in the journal with its cuts.
   */
  #mayGoOn({ generation, content }: FileIdentity, cut: string): boolean {
    return content?.cut === cut || this.#context.state.checkpoints.get(generation) !== undefined;
  }

  async #ship(file: Identified): Promise<void> {
    const { delivery, counters } = this.#context;
    const { path, input, handle, kind, identity, offset, bytes } = file;
    const before = { ...counters };
    await this.#context.state.registry.save();
    if (offset < bytes) {
      const source = await openSource(
        this.#context,
        identity.generation,
        path,
        input,
        offset,
        kind === 'plain' ? handle : undefined,
      );
      const progress: ContentProgress = { fileBytes: 0, end: 'whole' };
      let left = bytes - offset;
      for await (const piece of contentOf(handle, kind, offset, bytes, progress)) {
        source.push(piece.subarray(0, left));
        left -= Math.min(left, piece.length);
        this.#tell('ship', path, progress.fileBytes);
        await delivery.room();
        if (left === 0 || this.#stopped || delivery.gaveUp) break;
      }
      if (left === 0) source.end();
    }
    this.#doneBytes += file.sizeOnDiskBytes;
    this.#files.push({
      path,
      generation: identity.generation,
      type: input.type,
      dataset: input.dataset,
      from: Math.min(offset, bytes),
      to: bytes,
      lines: counters.lines - before.lines,
      events: counters.events + counters.resentEvents - before.events - before.resentEvents,
      filtered: counters.filtered - before.filtered,
    });
  }

  #sayEnd({ path, end, bytes }: Identified): void {
    if (end === 'whole') return;
    if (end === 'followed by garbage') {
      this.#context.logger.warn(
        { path },
        'Behind the compressed content there are bytes that are none; they were left.',
      );
      return;
    }
    throw new MillraceError('file_truncated', `${path} is ${end} after ${bytes} bytes of content`, {
      subject: path,
      hint: 'What could be read was shipped. Get the whole file and ship it again: it goes on where this one ended.',
    });
  }

  #tell(phase: ShipProgress['phase'], path: string, fileBytes: number): void {
    const nowMs = this.#context.clock.monotonicMs();
    if (nowMs - this.#toldMs < progressEveryMs) return;
    this.#toldMs = nowMs;
    const { lines } = this.#context.counters;
    const doneBytes = this.#doneBytes + fileBytes;
    this.#onProgress({ phase, path, doneBytes, totalBytes: this.#totalBytes, lines });
  }
}

function digestSoFar(hash: Hash): string {
  return hash.copy().digest('hex');
}

/** All that decides where events end. */
function cutIdentity({ multiline, line_limit }: ResolvedInput): string {
  const { start, continuation, max_lines } = multiline ?? {};
  return JSON.stringify([line_limit, start ?? null, continuation ?? null, max_lines ?? null]);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

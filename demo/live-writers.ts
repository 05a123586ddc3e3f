import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from './random.ts';
import { type SampleLog, sampleLogs } from './sample-logs.ts';

/** Writes the sample logs as a shop's hosts would: a few events at a time, each file by its share. */
export class LiveWriters {
  readonly paths: readonly string[];
  /** Physical lines written so far. */
  lines = 0;
  readonly #random: Random;
  readonly #files: readonly { readonly log: SampleLog; readonly descriptor: number }[];
  #owed = 0;

  constructor(folder: string, random: Random) {
    this.#random = random;
    this.paths = sampleLogs.map(({ file }) => join(folder, file));
    this.#files = sampleLogs.map((log, i) => {
      const path = this.paths[i] ?? '';
      mkdirSync(dirname(path), { recursive: true });
      return { log, descriptor: openSync(path, 'a') };
    });
  }

  /** Writes what is due. @param events may have a fraction; it is carried over */
  write(events: number, at: Date): void {
    this.#owed += events;
    const [first, ...rest] = this.#files.map((file) => [file, file.log.weight] as const);
    if (first === undefined) return;
    for (; this.#owed >= 1; this.#owed--) {
      const { log, descriptor } = this.#random.weighted([first, ...rest]);
      const text = log.event(this.#random, at);
      this.lines += text.split('\n').length - 1;
      writeSync(descriptor, text);
    }
  }

  close(): void {
    for (const { descriptor } of this.#files) closeSync(descriptor);
  }
}

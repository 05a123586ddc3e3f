import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** Hears of changes in folders. It makes things quick, never right: what it misses, the next look finds. */
export class FolderWatch {
  readonly #onTouched: (path: string) => void;
  readonly #watchers = new Map<string, FSWatcher>();

  /** @param onTouched told the path of what was written, made, renamed or deleted */
  constructor(onTouched: (path: string) => void) {
    this.#onTouched = onTouched;
  }

  /** Watches these folders and no others. Those that cannot be watched are left to the looks. */
  watch(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#begin(folder);
  }

  close(): void {
    this.watch(new Set());
  }

  #begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name !== null) this.#onTouched(join(folder, name));
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // No such folder yet, or no watches left.
    }
  }
}

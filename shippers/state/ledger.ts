import type { Checkpoint } from './checkpoints.ts';
import type { ByteHash } from './registry.ts';

/** A stretch that was packed and not yet passed by the checkpoint. */
export interface LedgerEntry {
  readonly to: number;
  readonly guard: ByteHash;
  accepted: boolean;
}

/** What of one generation is on its way. Acceptance comes in any order; the checkpoint moves over what is whole. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #head = 0;

  /** Takes the stretch that follows the last one. */
  open(to: number, guard: ByteHash): LedgerEntry {
    const entry = { to, guard, accepted: false };
    this.#entries.push(entry);
    return entry;
  }

  /** @returns the checkpoint, when it moved */
  accept(entry: LedgerEntry): Checkpoint | undefined {
    entry.accepted = true;
    let last: LedgerEntry | undefined;
    for (let next = this.#entries[this.#head]; next?.accepted; next = this.#entries[this.#head]) {
      last = next;
      this.#head += 1;
    }
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return last && { offset: last.to, guard: last.guard };
  }

  get isEmpty(): boolean {
    return this.#head === this.#entries.length;
  }
}

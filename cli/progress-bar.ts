import { formatBytes } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly lines: number;
  /** What is being worked on. */
  readonly label: string;
}

/**
 * A bar that is written over itself on a terminal. Where nobody looks it says nothing: the closing report is enough for a log.
 */
export class ProgressBar {
  readonly #terminal: Terminal;
  readonly #startMs: number;
  readonly #now: () => number;
  #drawnMs = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds that only go forward */
  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#startMs = now();
  }

  update(progress: Progress): void {
    const nowMs = this.#now();
    if (!this.#terminal.interactive || nowMs - this.#drawnMs < 100) return;
    this.#drawnMs = nowMs;
    this.#terminal.draw(`\r\u001b[2K${renderProgress(progress, nowMs - this.#startMs, this.#terminal.columns)}`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#terminal.interactive && Number.isFinite(this.#drawnMs)) this.#terminal.draw('\r\u001b[2K');
  }
}

/** @returns one line of at most `columns` characters */
export function renderProgress(progress: Progress, elapsedMs: number, columns: number): string {
  const { doneBytes, totalBytes, lines, label } = progress;
  const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
  const filled = Math.round(share * 24);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
  const rate = Math.round((lines / Math.max(elapsedMs, 1)) * 1000);
  const leftS = share > 0 ? Math.round((elapsedMs / share - elapsedMs) / 1000) : 0;
  const numbers = `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}, ${rate.toLocaleString('en-US')} lines/s, ${leftS} s left`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} % ${numbers}  ${label}`.slice(
    0,
    Math.max(columns - 1, 20),
  );
}

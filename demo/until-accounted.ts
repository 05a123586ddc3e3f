import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from '../cli/terminal.ts';
import { type Account, account, type ShippedFile } from './accounting.ts';
import { type DeadLetters, lookAtDeadLetters } from './dead-letters.ts';
import type { Road } from './road.ts';

/** With nothing new in Elasticsearch for so long, what is not there is called missing. Longer than the queue hides a message. */
const stallMs = 180_000;
/** After so long a person wants to know where to look. */
const worryMs = 15_000;
/** Counts of a queue are approximate: empty has to be seen for so long before it is believed. */
const settledMs = 3_000;
const askEveryMs = 250;

export interface Found {
  readonly account: Account;
  readonly deadLetters: DeadLetters;
  /** When the answer that settled it was asked for, by `performance.now()`. */
  readonly settledAtMs: number;
}

/**
 * Asks until the queue is empty and every line is found, or it is empty and stays so, or nothing moves any more, or somebody
 * will not wait.
 */
export async function untilAccounted(
  files: readonly ShippedFile[],
  road: Road,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<Found> {
  const { queueUrl, deadLetterQueueUrl } = road.deployment;
  let movedMs = performance.now();
  let emptySinceMs: number | undefined;
  let missing = -1;
  let worried = false;
  for (;;) {
    const settledAtMs = performance.now();
    // In this order: what left the queue before it was counted is searchable after the refresh, delivery records included.
    const depth = await road.queueDepth(queueUrl);
    await road.refresh();
    const deadLetters = await lookAtDeadLetters(road.sqs, deadLetterQueueUrl);
    const found = { account: await account(files, deadLetters.stretches, road.search), deadLetters, settledAtMs };
    const nowMs = performance.now();
    if (found.account.missing !== missing) movedMs = nowMs;
    missing = found.account.missing;
    const empty = depth.waiting + depth.inFlight === 0;
    emptySinceMs = empty ? (emptySinceMs ?? nowMs) : undefined;
    const settled = emptySinceMs !== undefined && (missing === 0 || nowMs - emptySinceMs >= settledMs);
    if (settled || stop.aborted || nowMs - movedMs > stallMs) {
      if (terminal.interactive) terminal.draw('\r\u001b[2K');
      return found;
    }
    if (!worried && nowMs - movedMs > worryMs) {
      worried = true;
      terminal.note(
        `\n  nothing was indexed for ${worryMs / 1000} s: what the reader says stands in ${road.logFolder}; a message that failed is read again after about a minute`,
      );
    }
    showWaiting(terminal, missing, depth.waiting, depth.inFlight);
    await sleep(askEveryMs);
  }
}

function showWaiting(terminal: Terminal, missing: number, waiting: number, inFlight: number): void {
  if (!terminal.interactive) return;
  const lines = missing.toLocaleString('en-US');
  terminal.draw(`\r\u001b[2K  ${lines} lines on their way, ${waiting} messages waiting, ${inFlight} being read`);
}

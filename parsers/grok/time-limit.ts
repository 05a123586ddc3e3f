import vm from 'node:vm';

/**
 * Stock grok definitions can backtrack exponentially, and nothing in JavaScript interrupts a regular expression but V8's own
 * watchdog, which is reached through `vm`. Setting it up for each line would cost more than the parse, so it guards a batch,
 * and the line that was being worked on when time ran out is known from the count.
 */

const run = new vm.Script('task()', { filename: 'time-limit' });
const sandbox: { task: () => void } = vm.createContext({ task: () => {} }) as { task: () => void };

/**
 * Runs synchronous work; cuts it off where it takes longer. What it changed before it was cut off stays changed.
 * @returns false where it was cut off
 */
export function runWithin(limitMs: number, work: () => void): boolean {
  // Put back afterwards, or the last batch would stay in memory until the next one comes.
  const outer = sandbox.task;
  sandbox.task = work;
  try {
    run.runInContext(sandbox, { timeout: limitMs });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    sandbox.task = outer;
  }
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

export interface TimeLimits {
  /** Of one item, alone. An item that takes longer is given up. */
  readonly itemMs: number;
  /** Of a run over many items; then the item in hand is tried alone, and the run goes on behind it. */
  readonly batchMs: number;
}

export const defaultTimeLimits: TimeLimits = { itemMs: 500, batchMs: 250 };

/**
 * Maps items one by one under a time limit: what one of them costs, the others do not pay.
 * @param map synchronous; called again for the item that was in hand when the batch ran out of time
 * @param givenUp stands in for the result of an item that alone takes longer than `itemMs`
 * @returns the results in order of the items
 * @throws what `map` throws
 */
export function mapWithin<T, R>(
  items: readonly T[],
  map: (item: T) => R,
  givenUp: (item: T) => R,
  limits: TimeLimits = defaultTimeLimits,
): R[] {
  const results: R[] = [];
  const step = (end: number) => {
    for (let i = results.length; i < end; i++) results.push(map(items[i] as T));
  };
  while (results.length < items.length) {
    if (runWithin(limits.batchMs, () => step(items.length))) break;
    const inHand = results.length;
    if (inHand >= items.length) break;
    if (!runWithin(limits.itemMs, () => step(inHand + 1)) && results.length === inHand)
      results.push(givenUp(items[inHand] as T));
  }
  return results;
}

import { setTimeout as delay } from 'node:timers/promises';
import { MillraceError } from '../contracts/errors.ts';
import { type Supervised, tailOf } from './supervised.ts';

const pollMs = 100;

/**
 * Asks until the probe answers something, the component ends, or the time is over.
 * @throws MillraceError `component_failed` with the end of the component's log; the component is stopped then.
 */
export async function untilReady<T>(
  name: string,
  component: Supervised,
  timeoutMs: number,
  probe: () => Promise<T | undefined>,
): Promise<T> {
  let ended = false;
  void component.exited.then(() => {
    ended = true;
  });
  const deadline = performance.now() + timeoutMs;
  while (!ended && performance.now() < deadline) {
    const answer = await probe().catch(() => undefined);
    if (answer !== undefined) return answer;
    await delay(pollMs);
  }
  const exit = await component.stop();
  const why = ended
    ? `ended while starting${exit.error ? ` (${exit.error})` : ''}`
    : `did not answer within ${timeoutMs / 1000} s`;
  throw new MillraceError('component_failed', `${name} ${why}:\n${tailOf(component.logFile)}`, {
    subject: component.logFile,
    hint: 'read that log; when memory is short, lower MILLRACE_ES_HEAP (for example 512m)',
  });
}

/** The body of a successful GET; undefined for everything else. */
export async function getText(url: string, timeoutMs = 2_000): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return response.ok ? text : undefined;
  } catch {
    return undefined;
  }
}

import { performance } from 'node:perf_hooks';
import type { Clock } from './ports.ts';

/** The real clock, for the edge. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, then) {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};

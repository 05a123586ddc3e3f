import { beforeEach, expect, test } from '@jest/globals';
import { type OutageBreaker, outageBreaker } from '../../receivers/outage-breaker.ts';

let nowMs: number;
let breaker: OutageBreaker;
const never = new AbortController().signal;

beforeEach(() => {
  nowMs = 0;
  // Each sleep moves the clock and lets others run: time passes only where somebody waits.
  const sleep = async (ms: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    nowMs += ms;
  };
  breaker = outageBreaker({ now: () => nowMs, sleep, random: () => 0.5 });
});

test('while all is well nobody waits', async () => {
  await breaker.pass(never);
  expect(nowMs).toBe(0);
});

test('pauses double, up to half a minute', async () => {
  const pauses: number[] = [];
  breaker.trip();
  for (let i = 0; i < 8; i++) {
    const sinceMs = nowMs;
    await breaker.pass(never);
    pauses.push(nowMs - sinceMs);
    breaker.trip();
  }
  expect(pauses).toEqual([750, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500]);
  expect(breaker.openSinceMs).toBe(0);
});

test('one tries, the others wait until it got through', async () => {
  breaker.trip();
  const passed: string[] = [];
  const all = ['a', 'b', 'c'].map(async (name) => {
    await breaker.pass(never);
    passed.push(name);
  });
  await Promise.race(all);
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(passed).toHaveLength(1);
  breaker.close();
  await Promise.all(all);
  expect(passed).toHaveLength(3);
});

test('those that were under way when it opened do not lengthen the pause', async () => {
  breaker.trip();
  breaker.trip();
  breaker.trip();
  await breaker.pass(never);
  expect(nowMs).toBe(750);
});

test('a stop ends every wait', async () => {
  breaker.trip();
  const stop = AbortSignal.abort();
  await breaker.pass(stop);
  await breaker.untilClosed(stop);
  expect(breaker.openSinceMs).toBe(0);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs, fractionOf } from '../../../shippers/sqs/backoff.ts';

test('a pause lies between nothing and what the attempt allows, and never above the cap', () => {
  const random = fc.uint8Array({ minLength: 4, maxLength: 4 }).map(fractionOf);
  fc.assert(
    fc.property(fc.nat(10_000), random, (attempt, fraction) => {
      const pause = backoffMs(attempt, 100, 20_000, fraction);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(Math.min(20_000, 100 * 2 ** attempt));
    }),
  );
});

test('late attempts wait longer on the whole', () => {
  expect(backoffMs(1, 100, 20_000, 0.5)).toBe(100);
  expect(backoffMs(5, 100, 20_000, 0.5)).toBe(1600);
  expect(backoffMs(50, 100, 20_000, 0.5)).toBe(10_000);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holes, type Interval, union } from '../../demo/intervals.ts';

const interval = fc
  .tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]): Interval => ({ from, to: from + length }));

const inside = (intervals: readonly Interval[], byte: number): boolean =>
  intervals.some(({ from, to }) => from <= byte && byte < to);

test('a byte is in the union when it is in one of the parts, and in a hole when it is in none', () => {
  fc.assert(
    fc.property(fc.array(interval), interval, (parts, whole) => {
      const joined = union(parts);
      const missing = holes(whole, joined);
      for (let byte = 0; byte < 100; byte++) {
        expect(inside(joined, byte)).toBe(inside(parts, byte));
        expect(inside(missing, byte)).toBe(inside([whole], byte) && !inside(parts, byte));
      }
    }),
  );
});

test('a union is sorted and has neither overlaps nor neighbours that touch', () => {
  fc.assert(
    fc.property(fc.array(interval), (parts) => {
      const joined = union(parts);
      for (let i = 1; i < joined.length; i++) expect(joined[i]?.from).toBeGreaterThan(joined[i - 1]?.to ?? 0);
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventId, generationFrom, isGeneration } from '../../contracts/identity.ts';

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('a generation is sixteen characters, and different bytes make a different one', () => {
  fc.assert(
    fc.property(tenBytes, tenBytes, (a, b) => {
      expect(isGeneration(generationFrom(a))).toBe(true);
      expect(generationFrom(a) === generationFrom(b)).toBe(Buffer.compare(a, b) === 0);
    }),
  );
});

test('too few bytes are refused', () => {
  expect(() => generationFrom(new Uint8Array(9))).toThrow(RangeError);
});

test('ids of one file sort by position, and no two positions share one', () => {
  const offset = fc.nat({ max: 2 ** 39 });
  fc.assert(
    fc.property(tenBytes.map(generationFrom), offset, offset, (generation, a, b) => {
      expect(Math.sign(eventId(generation, a).localeCompare(eventId(generation, b)))).toBe(Math.sign(a - b));
    }),
  );
  expect(eventId('0123456789abcdef', 10 ** 13)).not.toBe(eventId('0123456789abcdef', 10 ** 12));
});

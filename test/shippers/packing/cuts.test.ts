import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCuts, encodeCuts } from '../../../shippers/packing/cuts.ts';

const events = fc.array(fc.record({ gap: fc.nat(), textBytes: fc.nat(), rest: fc.nat(1e9), flags: fc.nat(3) }), {
  maxLength: 50,
});

test('cuts come back as they were', () => {
  fc.assert(
    fc.property(fc.nat(), events, (start, parts) => {
      let position = start;
      const cuts = parts.map(({ gap, textBytes, rest, flags }) => {
        const from = position + gap;
        position = from + textBytes + rest;
        return { from, to: position, textBytes, flags };
      });
      const encoded = encodeCuts(
        cuts.map(({ textBytes, ...cut }) => ({ ...cut, text: { length: textBytes } })),
        start,
      );
      expect(decodeCuts(encoded, start)).toEqual(cuts);
    }),
  );
});

test('half a cut is none', () => {
  const encoded = Buffer.from(encodeCuts([{ from: 0, to: 300, text: { length: 299 }, flags: 0 }], 0), 'base64');
  expect(decodeCuts(encoded.subarray(0, -1).toString('base64'), 0)).toBeUndefined();
});

import { expect, test } from '@jest/globals';
import { costOf, oneEventPerMessage } from '../../bench/cost.ts';

const packed = {
  bytesPerLine: 30,
  overheadBytes: 500,
  messageBytesMost: 256 * 1024,
  linesPerMessageMost: Number.POSITIVE_INFINITY,
  lingerSeconds: 1,
};

test('a quiet host pays for one send, one receive and one delete a second', () => {
  const cost = costOf({ linesPerSecond: 1, lineBytes: 237 }, packed);
  expect(cost.requestsPerMillionLines).toBeCloseTo(3_000_000, -1);
  expect(cost.dollarsPerMonth).toBeCloseTo(3 * 2_629_800 * 0.4e-6, 2);
});

test('lingering longer makes a quiet host cheaper in proportion', () => {
  const stream = { linesPerSecond: 1, lineBytes: 237 };
  const patient = costOf(stream, { ...packed, lingerSeconds: 10 });
  expect(costOf(stream, packed).dollarsPerMonth / patient.dollarsPerMonth).toBeCloseTo(10, 5);
});

test('a busy host pays by the compressed byte', () => {
  const cost = costOf({ linesPerSecond: 10_000, lineBytes: 237 }, packed);
  // 30 bytes a line: 30 MB a million lines, in steps of 64 KiB, sent and received.
  expect(cost.requestsPerMillionLines).toBeGreaterThan((2 * 30e6) / 65_536);
  expect(cost.requestsPerMillionLines).toBeLessThan(1.5 * ((2 * 30e6) / 65_536));
});

test('one event a message needs ten lines a batch at the best', () => {
  const cost = costOf({ linesPerSecond: 10_000, lineBytes: 237 }, oneEventPerMessage(237));
  expect(cost.messagesPerMillionLines).toBe(1_000_000);
  expect(cost.requestsPerMillionLines).toBeCloseTo(300_000, 0);
});

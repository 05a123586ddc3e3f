import { execFileSync } from 'node:child_process';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventFilter } from '../../shippers/cutting/filter.ts';
import { sentEvents } from '../simulated-queue.ts';
import { inputOf, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
let log: string;
beforeEach(async () => {
  workshop = await openWorkshop();
  log = workshop.path('app.log');
});
afterEach(() => workshop.close());

const texts = () => sentEvents(workshop.queue).map(({ text }) => text);
const arrived = (...expected: string[]) =>
  until(`${expected} after ${texts().slice(0, 10)}`, () => expected.every((text) => texts().includes(text)));

/** More than a buffer of 1 MiB holds. */
const manyLines = () =>
  Array.from({ length: 60_000 }, (_, i) => `first ${i} ${Math.random()} ${Math.random()}\n`).join('');

test('a file that rested for long is renamed, and its writer goes on for a moment', async () => {
  await writeFile(log, 'one\n');
  await workshop.follow([inputOf([log])]);
  await arrived('one');
  const writer = await open(log, 'a');
  await sleep(900); // longer than the quiet time after which a renamed file is let go
  await rename(log, `${log}.1`);
  await sleep(250);
  await writer.write('late\n');
  await writer.close();
  await writeFile(log, 'new\n');
  await arrived('late', 'new');
  expect(texts().toSorted()).toEqual(['late', 'new', 'one']);
}, 20_000);

test('while the queue is away and the buffer full, files are met, and read after they were renamed', async () => {
  await writeFile(log, manyLines());
  workshop.queue.behave(() => ({ kind: 'reset' }));
  const shipper = await workshop.follow([inputOf([log])], {}, { buffer: 1024 * 1024 });
  await until('back-pressure', () => shipper.status().queue.backPressure);
  await sleep(300);
  await rename(log, `${log}.1`);
  await writeFile(log, 'middle 1\nmiddle 2\n');
  await sleep(1500);
  await rename(`${log}.1`, `${log}.2`);
  await rename(log, `${log}.1`);
  await writeFile(log, 'third\n');
  await sleep(500);
  workshop.queue.behave(() => ({ kind: 'accept' }));
  await until('all lines', () => new Set(texts()).size >= 60_003);
  expect(texts().filter((text) => text.startsWith('middle'))).toEqual(['middle 1', 'middle 2']);
}, 60_000);

test('a configuration is reloaded also while the queue is away and the buffer full', async () => {
  await writeFile(log, manyLines());
  workshop.queue.behave(() => ({ kind: 'reset' }));
  const shipper = await workshop.follow([inputOf([log])], {}, { buffer: 1024 * 1024 });
  await until('back-pressure', () => shipper.status().queue.backPressure);
  await shipper.reconfigure([inputOf([log], { tags: ['x'] })]);
}, 20_000);

test('a named pipe is not waited for', async () => {
  const pipe = workshop.path('a.fifo');
  execFileSync('mkfifo', [pipe]);
  await writeFile(log, 'one\n');
  await workshop.follow([inputOf([pipe]), inputOf([log])]);
  await arrived('one');
}, 20_000);

test('a lost registry is said aloud', async () => {
  await writeFile(log, 'one\n');
  const shipper = await workshop.follow([inputOf([log])]);
  await arrived('one');
  await shipper.stop(1000);
  await rm(`${workshop.stateFolder}/registry`);
  await workshop.follow([inputOf([log])]);
  const errors = workshop.said.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors.join()).toContain('The registry is gone');
}, 20_000);

test('an event on which a filter gives up is shipped', () => {
  const wanted = eventFilter({ include: [], exclude: ['"([^"\\\\]|\\\\.)*" secret'] });
  expect(wanted?.(Buffer.from(`two "${'a'.repeat(8_000_000)}`))).toBe(true);
  expect(wanted?.(Buffer.from('"x" secret'))).toBe(false);
});

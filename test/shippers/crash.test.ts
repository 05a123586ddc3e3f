import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Behaviour, sentEvents } from '../simulated-queue.ts';
import { credentials, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
const children: ChildProcess[] = [];

beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await workshop.close();
});

function start(paths: readonly string[]): ChildProcess {
  const settings = JSON.stringify({ stateFolder: workshop.stateFolder, paths, queue: workshop.queue.url });
  const child = spawn(process.execPath, [resolve('test/shippers/shipper-process.ts'), settings], {
    env: { ...credentials, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** Repeatable: a test that failed once can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function weather(roll: (sides: number) => number): Behaviour {
  switch (roll(8)) {
    case 0:
      return { kind: 'reset' };
    case 1:
      return { kind: 'silent after accept' };
    case 2:
      return { kind: 'refuse', type: 'com.amazonaws.sqs#RequestThrottled' };
    case 3:
      return { kind: 'refuse entries', at: [0, 2], code: 'InternalError', senderFault: false };
    default:
      return { kind: 'accept' };
  }
}

test('killed again and again while lines are written, files rotate and the queue fails: nothing lost, nothing invented', async () => {
  const roll = dice(20260721);
  const log = workshop.path('app.log');
  /** Every event as it was written, with the file's content so far in front of it. */
  const written: string[] = [];
  let rotations = 0;
  let number = 0;
  const write = async (): Promise<void> => {
    let text = '';
    for (let i = roll(30); i >= 0; i--) {
      const event = `event ${number++} ${'x'.repeat(roll(200))}${roll(4) === 0 ? `\n  at ${number}\n  at end` : ''}`;
      written.push(event);
      text += `${event}\n`;
    }
    await appendFile(log, text);
  };
  const rotate = async (): Promise<void> => {
    rotations += 1;
    await rename(log, `${log}.${rotations}`);
    await writeFile(log, '');
  };
  workshop.queue.behave(() => weather(roll));

  await write();
  for (let kills = 0; kills < 8; kills++) {
    // With the renamed ones: of a file that came and was renamed between a kill and a start, one name tells nothing.
    const sent = sentEvents(workshop.queue).length;
    const child = start([`${log}*`]);
    await until('it has begun', () => child.exitCode === null && child.pid !== undefined);
    const pieces = 5 + roll(15);
    for (let i = 0; i < pieces; i++) {
      await write();
      if (roll(12) === 0) await rotate();
      await new Promise((resolve) => setTimeout(resolve, roll(80)));
    }
    // On a busy machine it may not have come to that yet, and a kill before costs nothing.
    await until('it has sent something', () => sentEvents(workshop.queue).length > sent);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await write();
  }
  workshop.queue.behave(() => ({ kind: 'accept' }));
  const last = start([`${log}*`]);
  let output = '';
  last.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const texts = () => new Set(sentEvents(workshop.queue).map(({ text }) => text));
  await until('all has arrived', () => written.every((event) => texts().has(event)), 30_000);
  last.kill('SIGTERM');
  const [code] = await once(last, 'exit');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ drained: true, eventsLeft: 0 });

  // The kills did cost something, or this would prove nothing.
  expect(sentEvents(workshop.queue).length).toBeGreaterThan(written.length);
  const byId = new Map<string, string>();
  for (const { id, text, from, to } of sentEvents(workshop.queue)) {
    // One identity, one text, whoever sent it.
    expect(byId.get(id) ?? text).toBe(text);
    expect(to - from).toBe(Buffer.byteLength(text) + 1);
    byId.set(id, text);
  }
  expect([...byId.values()].toSorted()).toEqual(written.toSorted());
}, 120_000);

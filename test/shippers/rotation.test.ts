import { appendFile, copyFile, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sentEvents } from '../simulated-queue.ts';
import { inputOf, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
let log: string;

beforeEach(async () => {
  workshop = await openWorkshop();
  log = workshop.path('app.log');
});
afterEach(() => workshop.close());

function texts(): string[] {
  return sentEvents(workshop.queue).map(({ text }) => text);
}

function ids(): string[] {
  return sentEvents(workshop.queue).map(({ id }) => id);
}

function arrived(...expected: string[]): Promise<void> {
  return until(`${expected.join(', ')} after ${texts().join(', ')}`, () =>
    expected.every((text) => texts().includes(text)),
  );
}

/** Each line once, each under an identity of its own. */
function expectExactly(...expected: string[]): void {
  expect(texts().toSorted()).toEqual(expected.toSorted());
  expect(new Set(ids()).size).toBe(expected.length);
}

describe('while it runs', () => {
  test('lines are shipped as they are written; half a line waits for its other half', async () => {
    await writeFile(log, 'one\ntwo\n');
    await workshop.follow([inputOf([log])]);
    await arrived('one', 'two');
    await appendFile(log, 'thr');
    await appendFile(log, 'ee\n');
    await arrived('three');
    expectExactly('one', 'two', 'three');
  });

  test('a file that is not there yet is picked up, and said once before', async () => {
    await workshop.follow([inputOf([workshop.path('*.log')])]);
    await until('the warning', () => workshop.said.some(({ message }) => message.startsWith('No file matches')));
    await writeFile(log, 'one\n');
    await arrived('one');
    expect(workshop.said.filter(({ message }) => message.startsWith('No file matches'))).toHaveLength(1);
  });

  test('a line appended to the renamed file is shipped once, and so are those of the new file', async () => {
    await writeFile(log, 'one\n');
    await workshop.follow([inputOf([log])]);
    await arrived('one');
    await rename(log, `${log}.1`);
    await appendFile(`${log}.1`, 'late\n');
    await writeFile(log, 'new\n');
    await arrived('late', 'new');
    expectExactly('one', 'late', 'new');
  });

  test('a renamed file that the glob still finds is the same file', async () => {
    await writeFile(log, 'one\n');
    const shipper = await workshop.follow([inputOf([workshop.path('app.log*')])]);
    await arrived('one');
    await rename(log, `${log}.1`);
    await writeFile(log, 'new\n');
    await arrived('new');
    await until('both are followed', () => shipper.status().files.every(({ rotated }) => !rotated));
    await appendFile(`${log}.1`, 'late\n');
    await arrived('late');
    expectExactly('one', 'new', 'late');
  });

  test('a deleted file is read to its end, also the line that nothing ends', async () => {
    await writeFile(log, 'one\n');
    const shipper = await workshop.follow([inputOf([log])]);
    await arrived('one');
    await appendFile(log, 'two\nhalf');
    await rm(log);
    await arrived('two', 'half');
    await until('it is let go', () => shipper.status().files.length === 0);
    expectExactly('one', 'two', 'half');
  });

  test('copytruncate: the file goes on from its beginning under a new identity', async () => {
    await writeFile(log, 'one\ntwo\n');
    await workshop.follow([inputOf([log])]);
    await arrived('one', 'two');
    await copyFile(log, `${log}.1`);
    await truncate(log);
    await appendFile(log, 'three\n');
    await arrived('three');
    expectExactly('one', 'two', 'three');
  });

  test('a truncated file that has grown past the old place at once is found out', async () => {
    await writeFile(log, 'one\ntwo\n');
    await workshop.follow([inputOf([log])]);
    await arrived('one', 'two');
    // In one step, so that no look can fall in between: the file is never seen shorter.
    const handle = await open(log, 'r+');
    await handle.write('other\nlines\nthat are longer\n', 0);
    await handle.close();
    await arrived('other', 'lines', 'that are longer');
    expectExactly('one', 'two', 'other', 'lines', 'that are longer');
  });

  test('a file replaced by another of the same length is read', async () => {
    await writeFile(log, 'one\ntwo\n');
    await workshop.follow([inputOf([log])]);
    await arrived('one', 'two');
    await writeFile(`${log}.new`, 'six\nten\n');
    await rename(`${log}.new`, log);
    await arrived('six', 'ten');
    expectExactly('one', 'two', 'six', 'ten');
  });

  test('start: end leaves what was there, and takes what comes, also in files that appear later', async () => {
    await writeFile(log, 'old\n');
    const shipper = await workshop.follow([inputOf([workshop.path('*.log')], { start: 'end' })]);
    await until('it is followed', () => shipper.status().files.length === 1);
    await appendFile(log, 'new\n');
    await writeFile(workshop.path('later.log'), 'first\n');
    await arrived('new', 'first');
    expectExactly('new', 'first');
  });
});

describe('across a restart', () => {
  test('start: end holds, though nothing was shipped before', async () => {
    await writeFile(log, 'old\n');
    const input = inputOf([log], { start: 'end' });
    const first = await workshop.follow([input]);
    await until('it is followed', () => first.status().files.length === 1);
    await first.stop(0);
    await appendFile(log, 'new\n');
    await workshop.follow([input]);
    await arrived('new');
    expectExactly('new');
  });

  async function shipAndStop(...expected: string[]): Promise<void> {
    const shipper = await workshop.follow([inputOf([log])]);
    await arrived(...expected);
    expect(await shipper.stop(5000)).toMatchObject({ drained: true, eventsLeft: 0 });
  }

  test('a partial last line is completed', async () => {
    await writeFile(log, 'one\ntw');
    await shipAndStop('one');
    await appendFile(log, 'o\n');
    await shipAndStop('two');
    expectExactly('one', 'two');
  });

  test('a file renamed and written to meanwhile is finished under its old identity', async () => {
    await writeFile(log, 'one\n');
    await shipAndStop('one');
    const [id] = ids();
    await appendFile(log, 'two\n');
    await rename(log, `${log}.1`);
    await writeFile(log, 'new\n');
    await shipAndStop('two', 'new');
    expectExactly('one', 'two', 'new');
    const two = sentEvents(workshop.queue).find(({ text }) => text === 'two');
    expect(two?.id.split('-')[0]).toBe(id?.split('-')[0]);
    expect(two?.path).toBe(log);
  });

  test('a file truncated meanwhile and grown past the old place is another', async () => {
    await writeFile(log, 'one\n');
    await shipAndStop('one');
    await writeFile(log, 'one, but not the same\n');
    await shipAndStop('one, but not the same');
    expectExactly('one', 'one, but not the same');
  });

  test('an inode used again, by a file that begins alike, is another file', async () => {
    const begin = `${'begins alike '.repeat(100)}\n`;
    await writeFile(log, `${begin}one\n`);
    await shipAndStop('one');
    // The same inode, as the file system would give it to a new file.
    await writeFile(log, `${begin}two\nthree\n`);
    await shipAndStop('two', 'three');
    expect(texts().filter((text) => text.startsWith('begins'))).toHaveLength(2);
    expect(new Set(ids()).size).toBe(5);
  });

  test('without the checkpoints it is read again under the same identities', async () => {
    await writeFile(log, 'one\ntwo\n');
    await shipAndStop('one', 'two');
    await rm(`${workshop.stateFolder}/checkpoints`);
    const before = ids();
    const shipper = await workshop.follow([inputOf([log])]);
    await until('all again', () => ids().length === 4);
    await shipper.stop(5000);
    expect(ids().slice(2)).toEqual(before);
  });

  test('the state of another machine is not used, and that is said', async () => {
    await writeFile(log, 'one\n');
    await shipAndStop('one');
    const shipper = await workshop.follow([inputOf([log])], { machineId: 'machine-2' });
    await until('it is shipped anew', () => ids().length === 2);
    await shipper.stop(5000);
    expect(new Set(ids()).size).toBe(2);
    expect(workshop.said.find(({ level }) => level === 'error')?.message).toMatch(/another machine/);
  });

  test('identities and offsets lie in a folder for nobody else, and the journal is empty after a clean stop', async () => {
    await writeFile(log, 'one\n');
    await shipAndStop('one');
    const { mode } = await import('node:fs/promises').then(({ stat }) => stat(workshop.stateFolder));
    expect(mode & 0o777).toBe(0o700);
    expect(await readFile(`${workshop.stateFolder}/journal`, 'latin1')).toBe('millrace journal 1\n');
  });
});

test('two shippers on one state are refused', async () => {
  await workshop.follow([inputOf([log])]);
  await expect(workshop.follow([inputOf([log])])).rejects.toMatchObject({ code: 'state_locked' });
});

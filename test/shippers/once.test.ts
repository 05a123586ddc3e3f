import { appendFile, chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ShipProgress } from '../../shippers/report.ts';
import { sentEvents } from '../simulated-queue.ts';
import { inputOf, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
let log: string;

beforeEach(async () => {
  workshop = await openWorkshop();
  log = workshop.path('app.log');
});
afterEach(() => workshop.close());

function ids(): string[] {
  return sentEvents(workshop.queue).map(({ id }) => id);
}

function texts(): string[] {
  return sentEvents(workshop.queue).map(({ text }) => text);
}

function forget(): Promise<void> {
  return rm(workshop.stateFolder, { recursive: true });
}

/** Longer than what may be inherited by a file of any name. */
const lines = Array.from({ length: 200 }, (_, i) => `line ${i} of a file\n`).join('');

describe('the same content', () => {
  test('a second time ships nothing', async () => {
    await writeFile(log, lines);
    await workshop.once([inputOf([log])]);
    const report = await workshop.once([inputOf([log])]);
    expect(report).toMatchObject({ failures: [], counters: { events: 0 } });
    expect(report.files).toMatchObject([{ from: lines.length, to: lines.length, events: 0 }]);
    expect(ids()).toHaveLength(200);
  });

  test('with the checkpoints deleted, or all state, has the same identities', async () => {
    await writeFile(log, lines);
    await workshop.once([inputOf([log])]);
    const first = ids();
    await rm(`${workshop.stateFolder}/checkpoints`);
    await workshop.once([inputOf([log])]);
    expect(ids().slice(200)).toEqual(first);
    await forget();
    await workshop.once([inputOf([log])]);
    expect(ids().slice(400)).toEqual(first);
  });

  test('compressed, in another place, or grown by a line: only that line is new', async () => {
    await writeFile(log, lines);
    await workshop.once([inputOf([log])]);
    const compressed = workshop.path('other.gz');
    await writeFile(compressed, gzipSync(lines));
    await workshop.once([inputOf([compressed])]);
    expect(ids()).toHaveLength(200);
    await writeFile(compressed, gzipSync(`${lines}new\n`));
    await workshop.once([inputOf([compressed])]);
    await appendFile(log, 'new\n');
    await workshop.once([inputOf([log])]);
    expect(texts().slice(200)).toEqual(['new']);
    expect(ids()[200]?.split('-')[0]).toBe(ids()[0]?.split('-')[0]);
  });

  test('cut otherwise, with all state lost, has other identities: none may name other text', async () => {
    await writeFile(log, lines);
    await workshop.once([inputOf([log])]);
    await forget();
    await workshop.once([inputOf([log], { multiline: { start: '0 of', timeout: 100, max_lines: 100 } })]);
    expect(new Set(ids()).size).toBe(ids().length);
  });

  test('a short beginning in common is an accident, under the same name it is growth', async () => {
    await writeFile(log, 'one\n');
    await writeFile(workshop.path('other.log'), 'one\ntwo\n');
    await workshop.once([inputOf([log])]);
    await workshop.once([inputOf([workshop.path('other.log')])]);
    expect(texts()).toEqual(['one', 'one', 'two']);
    await appendFile(log, 'three\n');
    await workshop.once([inputOf([log])]);
    expect(texts().slice(3)).toEqual(['three']);
  });
});

describe('between once and follow', () => {
  test('a file that is followed and then shipped once goes on where it was', async () => {
    await writeFile(log, 'one\n');
    const shipper = await workshop.follow([inputOf([log])]);
    await until('one', () => texts().length === 1);
    await shipper.stop(5000);
    await appendFile(log, 'two\n');
    await workshop.once([inputOf([log])]);
    expect(texts()).toEqual(['one', 'two']);
    expect(new Set(ids().map((id) => id.split('-')[0])).size).toBe(1);
  });

  test('a backfilled file that is followed then goes on behind it, also as a copy', async () => {
    await writeFile(log, lines);
    await workshop.once([inputOf([log])]);
    const copy = workshop.path('copy.log');
    await copyFile(log, copy);
    await appendFile(copy, 'two\n');
    const shipper = await workshop.follow([inputOf([copy])]);
    await until('two', () => texts().includes('two'));
    await shipper.stop(5000);
    expect(ids()).toHaveLength(201);
  });
});

describe('compressed files', () => {
  test('the corpus arrives whole, byte for byte', async () => {
    const path = '/work/shared/corpora/apache_access_10k.log.gz';
    const content = await readFile(path).catch(() => gzipSync(lines));
    const compressed = workshop.path('access.log.gz');
    await writeFile(compressed, content);
    const report = await workshop.once([inputOf([compressed])]);
    expect(`${texts().join('\n')}\n`).toBe(gunzipSync(content).toString());
    expect(report.counters.lines).toBe(texts().length);
  });

  test('several members are one file', async () => {
    await writeFile(log, Buffer.concat([gzipSync('one\ntw'), gzipSync('o\nthree\n')]));
    expect((await workshop.once([inputOf([log])])).failures).toEqual([]);
    expect(texts()).toEqual(['one', 'two', 'three']);
  });

  test('cut short: what can be read is shipped, then it is an error; the whole file goes on from there', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `${i} ${Math.imul(i, 2654435761)}\n`).join('');
    const whole = gzipSync(text);
    await writeFile(log, whole.subarray(0, whole.length >> 1));
    const report = await workshop.once([inputOf([log])]);
    expect(report.failures).toMatchObject([{ path: log, error: { code: 'file_truncated', subject: log } }]);
    const shipped = texts();
    expect(shipped.length).toBeGreaterThan(5000);
    expect(text.startsWith(shipped.slice(0, -1).join('\n'))).toBe(true);
    await writeFile(log, whole);
    expect((await workshop.once([inputOf([log])])).failures).toEqual([]);
    const bytes = sentEvents(workshop.queue).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(bytes).toBe(text.length);
  });

  test('garbage behind it is left and said', async () => {
    await writeFile(log, Buffer.concat([gzipSync('one\n'), Buffer.from('this is no gzip at all')]));
    expect((await workshop.once([inputOf([log])])).failures).toEqual([]);
    expect(texts()).toEqual(['one']);
    expect(workshop.said.map(({ message }) => message).join()).toMatch(/Behind the compressed content/);
  });

  test('zeros behind it are padding', async () => {
    await writeFile(log, Buffer.concat([gzipSync('one\n'), Buffer.alloc(1000)]));
    expect((await workshop.once([inputOf([log])])).failures).toEqual([]);
    expect(texts()).toEqual(['one']);
  });
});

describe('what cannot be shipped', () => {
  test('a binary file is refused, the others go on', async () => {
    const binary = workshop.path('a.log');
    await writeFile(binary, Buffer.from(Array.from({ length: 4096 }, (_, i) => (i % 3 === 0 ? 0 : i & 0xff))));
    await writeFile(log, 'one\n');
    const report = await workshop.once([inputOf([binary, log])]);
    expect(report.failures).toMatchObject([{ path: binary, error: { code: 'file_binary' } }]);
    expect(texts()).toEqual(['one']);
  });

  test('a hole of NUL bytes in a log is no binary file', async () => {
    await writeFile(log, Buffer.concat([Buffer.alloc(5000), Buffer.from('\none\n')]));
    expect((await workshop.once([inputOf([log])])).failures).toEqual([]);
    expect(texts().at(-1)).toBe('one');
  });

  test('a file without permission is named, the others go on', async () => {
    const hidden = workshop.path('a.log');
    await writeFile(hidden, 'secret\n');
    await chmod(hidden, 0);
    await writeFile(log, 'one\n');
    const report = await workshop.once([inputOf([hidden, log])]);
    // To root nothing is forbidden.
    if (process.getuid?.() !== 0) {
      expect(report.failures).toMatchObject([{ path: hidden, error: { code: 'file_unreadable' } }]);
      expect(report.counters.filesUnreadable).toBe(1);
    }
    expect(texts()).toContain('one');
  });

  test('a glob that matches nothing is a failure that names it', async () => {
    const report = await workshop.once([inputOf([workshop.path('*.none')])]);
    expect(report.failures).toMatchObject([{ path: workshop.path('*.none'), error: { code: 'file_unreadable' } }]);
  });

  test('invalid UTF-8 arrives as it is', async () => {
    await writeFile(log, Buffer.from([0x61, 0xff, 0xfe, 0x0a]));
    await workshop.once([inputOf([log])]);
    expect(Buffer.from(sentEvents(workshop.queue)[0]?.raw ?? [])).toEqual(Buffer.from([0x61, 0xff, 0xfe]));
  });
});

describe('filters', () => {
  test('what is left out is counted, and lies in the gaps', async () => {
    await writeFile(log, 'DEBUG a\nERROR b\nDEBUG c\nERROR d ignore\nDEBUG e\n');
    await workshop.once([inputOf([log], { include: ['^ERROR'], exclude: ['ignore'] })]);
    const [envelope] = workshop.queue.envelopes();
    expect(envelope?.segments).toMatchObject([{ from: 0, to: 47, filtered: 4, events: [{ from: 8, to: 16 }] }]);
  });

  test('a stretch without any event is reported too', async () => {
    await writeFile(log, 'DEBUG a\nDEBUG b\n');
    await workshop.once([inputOf([log], { include: ['^ERROR'] })]);
    expect(workshop.queue.envelopes()[0]?.segments).toMatchObject([{ from: 0, to: 16, filtered: 2, events: [] }]);
    await workshop.once([inputOf([log], { include: ['^ERROR'] })]);
    expect(workshop.queue.bodies).toHaveLength(1);
  });
});

test('progress grows to its total', async () => {
  await writeFile(log, lines.repeat(2000));
  const told: ShipProgress[] = [];
  await workshop.once([inputOf([log])], { onProgress: (progress) => told.push(progress) });
  const last = told.at(-1);
  expect(told.every(({ doneBytes }, i) => doneBytes >= (told[i - 1]?.doneBytes ?? 0))).toBe(true);
  expect(last?.totalBytes).toBe(lines.length * 2000 * 2);
});

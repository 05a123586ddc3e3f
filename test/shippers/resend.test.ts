import { appendFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planResend } from '../../shippers/file-source.ts';
import type { JournalledSegment } from '../../shippers/state/journal.ts';
import { sentEvents } from '../simulated-queue.ts';
import { inputOf, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
let log: string;

beforeEach(async () => {
  workshop = await openWorkshop();
  log = workshop.path('app.log');
});
afterEach(() => workshop.close());

const indented = { continuation: '^\\s', timeout: 200, max_lines: 100 };
const eachLine = { start: '', timeout: 200, max_lines: 100 };

function cuts() {
  return sentEvents(workshop.queue).map(({ id, to, text, flags }) => ({ id, to, text, flags }));
}

describe('what was about to be sent when the shipper ended', () => {
  test('is cut again as it was, though the configuration has changed; what follows is cut by the new one', async () => {
    await writeFile(log, 'one\n a\n b\ntwo\n c\n');
    workshop.queue.behave(() => ({ kind: 'silent after accept' }));
    const first = await workshop.follow([inputOf([log], { multiline: indented })]);
    await until('it was sent', () => workshop.queue.bodies.length > 0 && cuts().length === 2);
    expect(await first.stop(0)).toMatchObject({ drained: false });
    const before = cuts();
    const sentMs = workshop.queue.envelopes().map(({ firstSentMs }) => firstSentMs);
    workshop.queue.behave(() => ({ kind: 'accept' }));
    await appendFile(log, 'three\n d\n');

    const second = await workshop.follow([inputOf([log], { multiline: eachLine, type: 'app' })]);
    await until('the rest', () => cuts().some(({ text }) => text === ' d'));
    await second.stop(5000);
    const again = cuts().slice(before.length);
    expect(again.slice(0, before.length)).toEqual(before);
    expect(again.slice(before.length).map(({ text }) => text)).toEqual(['three', ' d']);
    const envelopes = workshop.queue.envelopes().slice(sentMs.length);
    expect(envelopes.slice(0, sentMs.length).map(({ firstSentMs }) => firstSentMs)).toEqual(sentMs);
    expect(envelopes[0]?.segments[0]?.type).toBe('plain');
    expect(envelopes.at(-1)?.segments[0]?.type).toBe('app');
  });

  test('in a compressed file too', async () => {
    const { gzipSync } = await import('node:zlib');
    await writeFile(log, gzipSync('one\n a\ntwo\n b\n'));
    workshop.queue.behave(() => ({ kind: 'reset' }));
    const input = inputOf([log], { multiline: indented });
    await workshop.once([input], { patience: { mend: 1, weather: 1 } });
    workshop.queue.behave(() => ({ kind: 'accept' }));
    const report = await workshop.once([input]);
    expect(report.counters).toMatchObject({ events: 0, resentEvents: 2 });
    expect(cuts().map(({ text }) => text)).toEqual(['one\n a', 'two\n b']);
  });

  test('is not sent again where the queue had taken it, and only the checkpoint hung back', async () => {
    const noise = (n: number) => `${Array.from({ length: 300 }, (_, i) => (i * 7919 * n) % 65_521).join(' ')}\n`;
    await writeFile(log, Array.from({ length: 40 }, (_, i) => noise(i + 1)).join(''));
    // The first entry fails for good, so the checkpoint stays before it.
    workshop.queue.behave((request) => {
      return request === 1
        ? { kind: 'refuse entries', at: [0], code: 'Simulated', senderFault: true }
        : { kind: 'accept' };
    });
    await workshop.once([inputOf([log])], {}, { message_size: 4096 });
    const taken = cuts().length;
    expect(taken).toBeGreaterThan(20);
    expect(taken).toBeLessThan(40);
    await workshop.once([inputOf([log])], {}, { message_size: 4096 });
    expect(cuts()).toHaveLength(40);
    expect(new Set(cuts().map(({ id }) => id)).size).toBe(40);
  });
});

describe('while it runs', () => {
  test('the last event of several lines is sent after its time-out', async () => {
    await writeFile(log, 'one\n a\n');
    await workshop.follow([inputOf([log], { multiline: indented })]);
    await until('it is sent', () => cuts().length === 1);
    expect(cuts()).toMatchObject([{ text: 'one\n a', flags: 2 }]);
  });

  test('other inputs apply from the next uncut byte; offsets stay', async () => {
    await writeFile(log, 'one\n a\n');
    const slow = { ...indented, timeout: 60_000 };
    const shipper = await workshop.follow([inputOf([log], { multiline: slow })]);
    await until('it was read', () => shipper.status().counters.readBytes === 7);
    await shipper.reconfigure([inputOf([log], { tags: ['new'], exclude: ['skipped'] })]);
    await appendFile(log, 'two\nskipped\n');
    await until('all is sent', () => cuts().length === 3);
    expect(cuts().map(({ text }) => text)).toEqual(['one', ' a', 'two']);
    expect(workshop.queue.envelopes().at(-1)?.segments[0]?.tags).toEqual(['new']);
    expect(shipper.status().counters.filtered).toBe(1);
  });

  test('an input that is gone is read no more, a new one is', async () => {
    const other = workshop.path('other.log');
    await writeFile(log, 'one\n');
    await writeFile(other, 'two\n');
    const shipper = await workshop.follow([inputOf([log])]);
    await until('one', () => cuts().length === 1);
    await shipper.reconfigure([inputOf([other])]);
    await until('two', () => cuts().some(({ text }) => text === 'two'));
    await until('one is let go', () => shipper.status().files.every(({ path }) => path === other));
    await appendFile(log, 'unheard\n');
    await appendFile(other, 'three\n');
    await until('three', () => cuts().some(({ text }) => text === 'three'));
    expect(cuts().map(({ text }) => text)).not.toContain('unheard');
  });
});

describe('the plan of a resend', () => {
  const segment = (from: number, to: number, accepted: boolean): JournalledSegment => ({
    generation: '0000000000000000',
    path: '',
    type: 'plain',
    dataset: 'plain',
    namespace: 'default',
    timezone: 'UTC',
    tags: [],
    fields: {},
    filtered: 0,
    guard: { bytes: 0, hash: '' },
    from,
    to,
    events: Array.from({ length: to - from }, (_, i) => ({ from: from + i, to: from + i + 1, textBytes: 1, flags: 0 })),
    firstSentMs: 1,
    accepted,
  });

  test('covers everything journalled behind the offset exactly once, in order', () => {
    const stretches = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(stretches, fc.nat(20), (parts, offset) => {
        const plan = planResend(
          parts.map(([from, length, accepted]) => segment(from, from + length, accepted)),
          offset,
        );
        const wanted = new Set(
          parts.flatMap(([from, length]) => Array.from({ length }, (_, i) => from + i)).filter((at) => at >= offset),
        );
        const planned = plan.flatMap(({ events }) => events.map(({ from }) => from));
        expect(planned).toEqual([...wanted].sort((a, b) => a - b));
        for (const [i, { from, to }] of plan.entries()) {
          expect(from).toBeGreaterThanOrEqual(i === 0 ? offset : (plan[i - 1]?.to ?? 0));
          expect(to).toBeGreaterThan(from);
        }
      }),
    );
  });
});

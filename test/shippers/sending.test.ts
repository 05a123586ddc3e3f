import { randomBytes } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Behaviour, sentEvents } from '../simulated-queue.ts';
import { inputOf, openWorkshop, until, type Workshop } from './workshop.ts';

let workshop: Workshop;
let log: string;

beforeEach(async () => {
  workshop = await openWorkshop();
  log = workshop.path('app.log');
});
afterEach(() => workshop.close());

const accept: Behaviour = { kind: 'accept' };

/** Lines that hardly compress, so that there are many messages. */
function noise(count: number, bytes = 700): string {
  return Array.from({ length: count }, () => `${randomBytes(bytes / 2).toString('hex')}\n`).join('');
}

function distinct(): Set<string> {
  return new Set(sentEvents(workshop.queue).map(({ id }) => id));
}

const small = { message_size: 8 * 1024 };

describe('what the queue does not take', () => {
  test('only the entries that failed are sent again, the same bodies', async () => {
    await writeFile(log, noise(200));
    const failing = new Set([1, 3]);
    workshop.queue.behave((request, entries) =>
      failing.has(request) && entries > 1
        ? { kind: 'refuse entries', at: [0, entries - 1], code: 'InternalError', senderFault: false }
        : accept,
    );
    const report = await workshop.once([inputOf([log])], {}, small);
    expect(report.queueError).toBeUndefined();
    expect(distinct().size).toBe(200);
    expect(sentEvents(workshop.queue)).toHaveLength(200);
    expect(new Set(workshop.queue.bodies).size).toBe(workshop.queue.bodies.length);
    expect(report.counters.entriesRetried).toBeGreaterThanOrEqual(2);
  });

  test('throttling and lost connections cost time, nothing else', async () => {
    await writeFile(log, noise(200));
    workshop.queue.behave((request) => {
      if (request % 3 === 1) return { kind: 'refuse', type: 'com.amazonaws.sqs#RequestThrottled' };
      return request % 3 === 2 ? { kind: 'reset' } : accept;
    });
    await workshop.once([inputOf([log])], {}, small);
    expect(sentEvents(workshop.queue)).toHaveLength(200);
  });

  test('a request that is taken and not answered is sent again under the same identities', async () => {
    await writeFile(log, 'one\ntwo\n');
    workshop.queue.behave((request) => (request === 1 ? { kind: 'silent after accept' } : accept));
    await workshop.once([inputOf([log])]);
    expect(sentEvents(workshop.queue)).toHaveLength(4);
    expect(distinct().size).toBe(2);
    expect(workshop.queue.bodies[1]).toBe(workshop.queue.bodies[0]);
  });

  test('a missing queue: following says so and goes on trying; what was written arrives once it is there', async () => {
    await writeFile(log, 'one\n');
    workshop.queue.behave(() => ({ kind: 'refuse', type: 'com.amazonaws.sqs#QueueDoesNotExist' }));
    const shipper = await workshop.follow([inputOf([log])]);
    await until('the error', () => shipper.status().lastError?.code === 'queue_missing');
    expect(shipper.status().lastError?.hint).toMatch(/output\.queue/);
    expect(shipper.status().files).toMatchObject([{ offset: 0 }]);
    workshop.queue.behave(() => accept);
    await until('it arrives', () => distinct().size === 1, 20_000);
    await until('the error is gone', () => shipper.status().lastError === undefined);
  });

  test('a missing queue: once gives up after a while; the next run ships everything', async () => {
    await writeFile(log, 'one\ntwo\n');
    workshop.queue.behave(() => ({ kind: 'refuse', type: 'com.amazonaws.sqs#QueueDoesNotExist' }));
    const report = await workshop.once([inputOf([log])], { patience: { mend: 2, weather: 5 } });
    expect(report.queueError).toMatchObject({ code: 'queue_missing' });
    workshop.queue.behave(() => accept);
    expect((await workshop.once([inputOf([log])])).queueError).toBeUndefined();
    expect(sentEvents(workshop.queue).map(({ text }) => text)).toEqual(['one', 'two']);
  }, 60_000);

  test('an entry at fault is held and said, the others go on, and nothing is checkpointed over it', async () => {
    await writeFile(log, noise(100));
    workshop.queue.behave((request) =>
      request === 1 ? { kind: 'refuse entries', at: [0], code: 'KmsAccessDenied', senderFault: true } : accept,
    );
    const report = await workshop.once([inputOf([log])], {}, small);
    expect(report.queueError).toMatchObject({ code: 'queue_refused', subject: 'KmsAccessDenied' });
    expect(report.counters.held).toBe(1);
    const before = distinct().size;
    expect(before).toBeLessThan(100);
    workshop.queue.behave(() => accept);
    await workshop.once([inputOf([log])], {}, small);
    expect(sentEvents(workshop.queue)).toHaveLength(100);
    expect(distinct().size).toBe(100);
  });
});

describe('what is too large', () => {
  test('goes to the bucket, with a pointer on the queue', async () => {
    await writeFile(log, noise(1, 3_000_000));
    const input = inputOf([log], { line_limit: 8 * 1024 * 1024 });
    const report = await workshop.once([input], {}, { bucket: 'claims-bucket' });
    expect(report).toMatchObject({ failures: [], counters: { claimChecks: 1, events: 1 } });
    expect(workshop.queue.bodies[0]).toMatch(/^millrace:1:s3:/);
    expect([...workshop.queue.objects.keys()][0]).toMatch(/^\/claims-bucket\/claims\/test\/web-1\/[0-9a-f]{64}$/);
    expect(sentEvents(workshop.queue)[0]?.text.length).toBe(3_000_000);
  });

  test('without a bucket it is held and said, and goes once there is one', async () => {
    await writeFile(log, `before\n${noise(1, 3_000_000)}after\n`);
    const input = inputOf([log], { line_limit: 8 * 1024 * 1024 });
    const report = await workshop.once([input]);
    expect(report.queueError).toMatchObject({ code: 'queue_refused', subject: 'output.bucket' });
    expect(sentEvents(workshop.queue).map(({ text }) => text)).toEqual(['before', 'after']);
    await workshop.once([input], {}, { bucket: 'claims-bucket' });
    expect(sentEvents(workshop.queue)).toHaveLength(3);
  });

  test('many events are divided, however the estimate was wrong', async () => {
    await writeFile(log, `${'easy '.repeat(2000)}\n`.repeat(500) + noise(8000, 1000));
    const report = await workshop.once([inputOf([log])], {}, { message_size: 1024 * 1024 });
    expect(report.counters.claimChecks).toBe(0);
    expect(distinct().size).toBe(8500);
    expect(Math.max(...workshop.queue.bodies.map(({ length }) => length))).toBeLessThanOrEqual(1024 * 1024);
  });

  test('a line of one repeated byte, which expands more than a reader allows, arrives', async () => {
    await writeFile(log, `${'0'.repeat(8 * 1024 * 1024)}\n`);
    await workshop.once([inputOf([log], { line_limit: 8 * 1024 * 1024 })]);
    expect(sentEvents(workshop.queue)[0]?.text.length).toBe(8 * 1024 * 1024);
  });
});

describe('packing', () => {
  test('events of several files share a message', async () => {
    await writeFile(log, 'one\n');
    await writeFile(workshop.path('b.log'), 'two\n');
    await workshop.once([inputOf([workshop.path('*.log')])]);
    expect(workshop.queue.envelopes()).toHaveLength(1);
    expect(workshop.queue.envelopes()[0]?.segments).toHaveLength(2);
  });

  test('messages come close to the size that was asked for', async () => {
    await writeFile(log, noise(4000, 500));
    const report = await workshop.once([inputOf([log])], {}, { message_size: 64 * 1024 });
    const { bodyBytes, messagesAccepted } = report.counters;
    // The first ones are a guess.
    expect(bodyBytes / messagesAccepted).toBeGreaterThan(48 * 1024);
    expect(bodyBytes / messagesAccepted).toBeLessThan(80 * 1024);
  });
});

test('back-pressure: no more is read than the buffer takes, and all arrives when the queue is back', async () => {
  await writeFile(log, noise(20_000, 1000));
  workshop.queue.behave(() => ({ kind: 'reset' }));
  const shipper = await workshop.follow([inputOf([log])], {}, { buffer: 1024 * 1024, message_size: 64 * 1024 });
  await until('reading stops', () => shipper.status().queue.backPressure);
  await appendFile(log, 'last\n');
  expect(shipper.status().counters.readBytes).toBeLessThan(8 * 1024 * 1024);
  workshop.queue.behave(() => accept);
  await until('all arrives', () => distinct().size === 20_001, 25_000);
}, 40_000);

import { type Envelope, type EventRecord, eventFlags, type Segment } from '../../../contracts/envelope/envelope.ts';
import { encodeMessage } from '../../../contracts/envelope/message.ts';
import { generationFrom } from '../../../contracts/identity.ts';
import { silentLogger } from '../../../contracts/logger.ts';
import { connectElasticsearch } from '../../../elasticsearch/connect.ts';
import type { DeadLetter } from '../../../functions/reader/dead-letter.ts';
import type { QueueMessage, ReaderPorts, ReaderSettings } from '../../../functions/reader/ports.ts';

export { eventFlags };

export const settings: ReaderSettings = { namespace: 'default', bulkSizeBytes: 1024 * 1024, lookUpOld: false };

export function generation(number: number): string {
  return generationFrom(Buffer.alloc(10, number));
}

/** A segment whose lines follow one another from byte 0. */
export function segmentOf(lines: readonly (string | Uint8Array)[], more: Partial<Segment> = {}): Segment {
  let at = 0;
  const events: EventRecord[] = lines.map((line) => {
    const text = typeof line === 'string' ? Buffer.from(line) : line;
    const event = { from: at, to: at + text.length + 1, text, flags: 0 };
    at = event.to;
    return event;
  });
  return {
    generation: generation(1),
    path: '/var/log/app.log',
    type: 'plain',
    dataset: 'plain',
    namespace: 'default',
    from: 0,
    to: at,
    filtered: 0,
    timezone: 'UTC',
    tags: [],
    fields: {},
    events,
    ...more,
  };
}

export function envelopeOf(...segments: Segment[]): Envelope {
  return {
    host: 'web-1',
    cluster: 'test',
    agent: { version: '0.1.0', run: 'run-1' },
    firstSentMs: Date.UTC(2026, 4, 17, 10),
    segments,
  };
}

export function messageOf(id: string, ...segments: Segment[]): QueueMessage {
  return { id, body: encodeMessage(envelopeOf(...segments), 'zstd').body, receiveCount: 1 };
}

/** Nine or so messages, each with lines of its own under a generation of its own. */
export function messagesOf(count: number): QueueMessage[] {
  return Array.from({ length: count }, (_, i) =>
    messageOf(`m-${i}`, segmentOf([`line a of ${i}`, `line b of ${i}`], { generation: generation(i + 1) })),
  );
}

export interface TestPorts extends ReaderPorts {
  readonly aside: DeadLetter[];
  close(): void;
}

/** Ports to an Elasticsearch; time stands still unless `now` moves it. */
export function portsTo(url: string, now: () => number = () => Date.UTC(2026, 4, 17, 10, 0, 1)): TestPorts {
  const elasticsearch = connectElasticsearch({ url, timeoutMs: 5000 });
  const aside: DeadLetter[] = [];
  return {
    elasticsearch,
    aside,
    fetchClaim: async () => {
      throw new Error('no claims in this test');
    },
    putAside: async (letter) => void aside.push(letter),
    clock: { now, sleep: async () => undefined, random: () => 0.5 },
    log: silentLogger,
    close: () => elasticsearch.close(),
  };
}

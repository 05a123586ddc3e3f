/**
 * Lines per CPU-second of the reader, decode → parse → bulk body, on one thread, with nothing sent.
 *
 *     node bench/reader-throughput.ts [LOG-FILE[.gz]] [TYPE] [ROUNDS]
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Envelope, type EventRecord, envelopeLimits } from '../contracts/envelope/envelope.ts';
import { decodeMessage, encodeMessage } from '../contracts/envelope/message.ts';
import { generationFrom } from '../contracts/identity.ts';
import { documentsOf } from '../functions/reader/documents.ts';

const [file, type = 'apache.access', rounds = '30'] = process.argv.slice(2);
const lines = file === undefined ? syntheticLines(20_000) : readLines(file);
const bodies = encode(lines);

let documents = 0;
let bytes = 0;
for (let i = 0; i < 3; i++) round();
documents = 0;
bytes = 0;
const before = process.cpuUsage();
for (let i = 0; i < Number(rounds); i++) round();
const { user, system } = process.cpuUsage(before);
const seconds = (user + system) / 1e6;
const perSecond = Math.round(documents / seconds);
console.log(
  JSON.stringify({
    type,
    documents,
    cpuSeconds: Number(seconds.toFixed(2)),
    linesPerCpuSecond: perSecond,
    bodyBytesPerLine: Math.round(bytes / documents),
  }),
);

function round(): void {
  let parts: string[] = [];
  for (const body of bodies) {
    const decoded = decodeMessage(body, envelopeLimits);
    if (decoded.kind !== 'envelope') continue;
    for (const segment of decoded.envelope.segments) {
      for (const chunk of documentsOf(decoded.envelope, segment)) {
        for (const document of chunk.documents) parts.push(document.lines);
        documents += chunk.documents.length;
        if (parts.length > 7000) {
          bytes += Buffer.from(parts.join('')).length;
          parts = [];
        }
      }
    }
  }
  bytes += Buffer.from(parts.join('')).length;
}

function readLines(path: string): string[] {
  const content = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

function syntheticLines(count: number): string[] {
  const paths = ['/', '/login', '/api/orders?page=2', '/static/app.css', '/images/logo.png'];
  return Array.from({ length: count }, (_, i) => {
    const second = String(i % 60).padStart(2, '0');
    return `10.0.${i % 250}.${(i * 7) % 250} - - [17/May/2015:10:05:${second} +0000] "GET ${paths[i % 5]} HTTP/1.1" ${i % 9 ? 200 : 404} ${i * 13} "http://example.org/from/${i % 100}" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0 Safari/537.36"`;
  });
}

function encode(all: readonly string[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (let start = 0; start < all.length; start += 5000) {
    const from = at;
    const events: EventRecord[] = all.slice(start, start + 5000).map((line) => {
      const text = Buffer.from(line);
      const event = { from: at, to: at + text.length + 1, text, flags: 0 };
      at = event.to;
      return event;
    });
    const envelope: Envelope = {
      host: 'bench',
      cluster: 'bench',
      agent: { version: '0', run: 'bench' },
      firstSentMs: Date.UTC(2026, 0, 1),
      segments: [
        {
          generation: generationFrom(Buffer.alloc(10, 7)),
          path: '/var/log/access.log',
          type,
          dataset: type,
          namespace: 'default',
          from,
          to: at,
          filtered: 0,
          timezone: 'UTC',
          tags: [],
          fields: {},
          events,
        },
      ],
    };
    result.push(encodeMessage(envelope, 'zstd').body);
  }
  return result;
}

/**
 * Lines a second of the parsers, single-threaded: `npm run bench -- parsers [FILE…]`. A FILE is parsed as what it is
 * recognised as; without one, lines are made up. Each column is measured in turn, several times over, and the best counts,
 * since a shared machine only ever makes things slower. Prints a table, and JSON with `--json`.
 */

import { parserOf } from '../parsers/catalogue.ts';
import { mapWithin } from '../parsers/grok/time-limit.ts';
import { recognise } from '../parsers/recognise.ts';
import { gaveUp } from '../parsers/source.ts';
import { readLines } from './access-log.ts';

const context = { timezone: 'Europe/Amsterdam', referenceMs: Date.UTC(2026, 10, 21) };
const linesPerSample = 10_000;
/** How long each column is measured, V8's warming up included. */
const columnMs = 1200;

interface Figures {
  readonly name: string;
  /** Thousand lines a second: fields as values, with types and time. */
  readonly parse: number;
  /** The same under the time limit, in batches of 1,000. */
  readonly guarded: number;
  /** The same, then JSON. */
  readonly json: number;
  /** JSON alone, of fields that are there. */
  readonly jsonAlone: number;
  /** Lines cut in the middle, which do not match. */
  readonly unmatched: number;
}

const samples: Readonly<Record<string, (i: number) => string>> = {
  'apache.access': (i) =>
    `192.0.2.${i % 250} - - [21/Nov/2026:05:${two(i)}:${two(i * 7)} +0000] "GET /shop/items/${i}?page=${i % 9} HTTP/1.1" 200 ${i * 13} "https://shop.example/category/${i % 40}" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"`,
  'nginx.access': (i) =>
    `2001:db8::${i % 9999} - - [21/Nov/2026:05:${two(i)}:${two(i * 7)} +0000] "POST /api/orders/${i} HTTP/2.0" 201 ${i} "-" "shop-client/1.${i % 20}" 0.${String(i % 1000).padStart(3, '0')}`,
  syslog: (i) =>
    `Nov 21 05:${two(i)}:${two(i * 7)} web-${i % 5} sshd[${1000 + i}]: Failed password for root from 192.0.2.${i % 250} port ${40_000 + i} ssh2`,
  app: (i) =>
    `2026-11-21 05:${two(i)}:${two(i * 7)},${String(i % 1000).padStart(3, '0')} INFO  [worker-${i % 8}] com.example.shop.Orders - order ${i} is paid`,
  json: (i) =>
    JSON.stringify({
      time: '2026-11-21T05:37:03.123Z',
      level: 'info',
      msg: `order ${i} is paid`,
      order: { id: i, items: 3 },
    }),
};

function two(i: number): string {
  return String(i % 60).padStart(2, '0');
}

/** Thousand items a second, the best of several rounds. `sink` keeps V8 from dropping the work. */
function rate(lines: readonly string[], work: (line: string) => number): number {
  return rateOfAll(lines, () => lines.reduce((sum, line) => sum + work(line), 0));
}

function rateOfAll(lines: readonly string[], work: () => number): number {
  let best = 0;
  let sink = 0;
  for (const end = performance.now() + columnMs; performance.now() < end; ) {
    const begin = process.hrtime.bigint();
    sink += work();
    best = Math.max(best, (lines.length * 1e6) / Number(process.hrtime.bigint() - begin));
  }
  if (Number.isNaN(sink)) throw new Error('the work came to nothing');
  return Math.round(best);
}

function measure(name: string, type: string, lines: readonly string[]): Figures {
  const parser = parserOf(type);
  const parsed = lines.map((line) => parser.parse(line, context).fields);
  const batches = Array.from({ length: Math.ceil(lines.length / 1000) }, (_, i) =>
    lines.slice(i * 1000, i * 1000 + 1000),
  );
  let next = 0;
  return {
    name,
    parse: rate(lines, (line) => (parser.parse(line, context).failure ? 0 : 1)),
    guarded: rateOfAll(lines, () =>
      batches.reduce((sum, batch) => sum + mapWithin(batch, (line) => parser.parse(line, context), gaveUp).length, 0),
    ),
    json: rate(lines, (line) => JSON.stringify(parser.parse(line, context).fields).length),
    jsonAlone: rate(lines, () => JSON.stringify(parsed[next++ % parsed.length]).length),
    unmatched: rate(
      lines.map((line) => line.slice(0, line.length / 2)),
      (line) => (parser.parse(line, context).failure ? 1 : 0),
    ),
  };
}

const paths = process.argv.slice(2).filter((argument) => argument !== '--json');
const inputs =
  paths.length > 0
    ? paths.map((path) => {
        const lines = readLines(path);
        return { name: path, type: recognise(lines)?.type ?? 'plain', lines };
      })
    : Object.entries(samples).map(([type, make]) => ({
        name: type,
        type,
        lines: Array.from({ length: linesPerSample }, (_, i) => make(i)),
      }));

const figures = inputs.map(({ name, type, lines }) => measure(name, type, lines));
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`thousand lines a second, Node ${process.versions.node}, V8 ${process.versions.v8}`);
  console.table(
    figures.map((row) => ({
      ...row,
      'guard costs': `${Math.round((1 - row.guarded / row.parse) * 100)} %`,
      'JSON takes': `${Math.round((1 - row.json / row.parse) * 100)} %`,
    })),
  );
}

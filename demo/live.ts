import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { painter, type Terminal } from '../cli/terminal.ts';
import { exitCodes } from '../contracts/errors.ts';
import { type Shipper, startShipper } from '../shippers/shipper.ts';
import { accountOfRun, countDocuments, eventIndices, type ShippedFile } from './accounting.ts';
import { readFileLines } from './file-lines.ts';
import { LiveWriters } from './live-writers.ts';
import { forgetWhatTheQueueLost, localShipperOptions, noteHandedOver } from './local-shipper.ts';
import { typeOfFile } from './log-files.ts';
import type { DemoOptions } from './options.ts';
import { latestErrors, slowestPaths, topStatusCodes } from './questions.ts';
import { Random } from './random.ts';
import { reportTable, runReport } from './report.ts';
import type { Road } from './road.ts';
import { untilAccounted } from './until-accounted.ts';

const writeEveryMs = 50;
const statusEveryMs = 1_000;
/** Long enough that the first questions have something to find. */
const askAfterMs = 12_000;
const askEveryMs = 30_000;
const drainMs = 60_000;

/** Writes logs, tails them, shows the flow, asks questions; until told to stop. @returns the exit code */
export async function runLive(
  options: DemoOptions,
  road: Road,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const writers = new LiveWriters(join(options.dataFolder, 'live'), new Random(randomInt(2 ** 32)));
  const startedMs = performance.now();
  const ends = [stop, ...(options.durationMs === undefined ? [] : [AbortSignal.timeout(options.durationMs)])];
  const end = AbortSignal.any(ends);
  // The first events are there before anything looks at the files: their kind is recognised by content.
  writers.write(200, new Date());
  const files = await Promise.all(writers.paths.map(typeOfFile));
  for (const { path, type, because } of files) terminal.note(`  ${path}: ${type} (${because})`);
  await forgetWhatTheQueueLost(road, options.dataFolder);
  const shipper = await startShipper(localShipperOptions(files, 'follow', road, options.dataFolder, terminal));
  printWhereToLook(road, options, terminal);
  await Promise.all([
    keepWriting(writers, options.rate, end),
    keepShowing(writers, shipper, road, terminal, end, startedMs),
    keepAsking(road, terminal, end),
  ]);
  writers.close();
  return settle(options, writers, shipper, road, terminal, startedMs);
}

async function keepWriting(writers: LiveWriters, perSecond: number, end: AbortSignal): Promise<void> {
  let lastMs = performance.now();
  while (!end.aborted) {
    await pause(writeEveryMs, end);
    const nowMs = performance.now();
    writers.write(((nowMs - lastMs) * perSecond) / 1000, new Date());
    lastMs = nowMs;
  }
}

/** Ends early, without an error, when told to. */
async function pause(ms: number, end: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: end }).catch(() => undefined);
}

async function keepShowing(
  writers: LiveWriters,
  shipper: Shipper,
  road: Road,
  terminal: Terminal,
  end: AbortSignal,
  startedMs: number,
): Promise<void> {
  const paint = painter(terminal);
  while (!end.aborted) {
    await pause(statusEveryMs, end);
    const { counters, run, files } = shipper.status();
    const generations = files.map(({ generation }) => generation);
    const { indexed, newestMs, failed, duplicates } = await stateOfIndex(run, generations, road);
    const lag = newestMs === undefined ? '' : `  lag ${((Date.now() - newestMs) / 1000).toFixed(1)} s`;
    const line =
      `${String(Math.round((performance.now() - startedMs) / 1000)).padStart(4)} s  written ${writers.lines} lines` +
      ` ─► shipped ${counters.eventsAccepted} events in ${counters.messagesAccepted} messages` +
      ` ─► indexed ${indexed}  failed ${failed}  duplicates ${duplicates}${lag}`;
    if (terminal.interactive) terminal.draw(`\r\u001b[2K${paint('cyan', line.slice(0, terminal.columns - 1))}`);
    else terminal.note(line);
  }
  if (terminal.interactive) terminal.draw('\n');
}

interface IndexState {
  readonly indexed: number;
  readonly failed: number;
  readonly duplicates: number;
  /** When the newest event happened, milliseconds since 1970. */
  readonly newestMs: number | undefined;
}

interface LiveAggregations {
  readonly newest: { readonly value: number | null };
  readonly generations: { readonly buckets: readonly { readonly twice: { readonly buckets: readonly object[] } }[] };
}

/** Counted in Elasticsearch: what this run indexed, what failed, and documents of these files that share an identity. */
async function stateOfIndex(run: string, generations: readonly string[], road: Road): Promise<IndexState> {
  await road.refresh();
  const { indexed } = await accountOfRun(run, road.search);
  const scope = { terms: { 'millrace.generation': generations } };
  const answer = (await road.search(`/${eventIndices}/_search?ignore_unavailable=true&allow_no_indices=true`, {
    size: 0,
    query: scope,
    aggs: {
      newest: { max: { field: '@timestamp' } },
      generations: {
        terms: { field: 'millrace.generation' },
        aggs: { twice: { terms: { field: 'log.offset', size: 1000, min_doc_count: 2 } } },
      },
    },
  })) as { aggregations?: LiveAggregations };
  const { newest, generations: found } = answer.aggregations ?? {
    newest: { value: null },
    generations: { buckets: [] },
  };
  return {
    indexed,
    failed: await countDocuments('logs-millrace.failures-*', [scope], road.search),
    duplicates: found.buckets.reduce((sum, { twice }) => sum + twice.buckets.length, 0),
    newestMs: newest.value ?? undefined,
  };
}

async function keepAsking(road: Road, terminal: Terminal, end: AbortSignal): Promise<void> {
  await pause(askAfterMs, end);
  while (!end.aborted) {
    await printAnswers(road, terminal);
    await pause(askEveryMs, end);
  }
}

async function printAnswers(road: Road, terminal: Terminal): Promise<void> {
  const lastMinute = [{ range: { '@timestamp': { gte: 'now-1m' } } }];
  const answers = [
    await topStatusCodes(road.search, lastMinute),
    await slowestPaths(road.search, lastMinute),
    await latestErrors(road.search, lastMinute, 1),
  ].filter((text) => text !== '');
  if (answers.length > 0) terminal.print(`\n\nOf the last minute:\n\n${answers.join('\n\n')}\n`);
}

function printWhereToLook(road: Road, options: DemoOptions, terminal: Terminal): void {
  terminal.note(`
  Elasticsearch  ${road.elasticsearchUrl}/logs-*/_search?q=error.type:*&pretty
  data streams   ${road.elasticsearchUrl}/_cat/indices/logs-*?v&expand_wildcards=all
  logs           ${options.dataFolder}/live (append a line and search for it)
  components     ${options.dataFolder}/stack/logs
  Ctrl-C stops everything.
`);
}

/** Hands over what is on its way and accounts for every line of every file. */
async function settle(
  options: DemoOptions,
  writers: LiveWriters,
  shipper: Shipper,
  road: Road,
  terminal: Terminal,
  startedMs: number,
): Promise<number> {
  terminal.note('handing over what is on its way …');
  // A multi-line event is complete when nothing follows for a while.
  await sleep(2_500);
  const { files, run } = shipper.status();
  const { drained } = await shipper.stop(drainMs);
  const shipped: ShippedFile[] = [];
  for (const path of writers.paths) {
    const generation = files.find((file) => file.path === path && !file.rotated)?.generation;
    if (generation !== undefined) shipped.push({ generation, lines: await readFileLines(path) });
  }
  const found = await untilAccounted(shipped, road, terminal, AbortSignal.timeout(drainMs));
  if (found.account.missing === 0 && drained) await noteHandedOver(options.dataFolder);
  const seconds = (found.settledAtMs - startedMs) / 1000;
  const report = runReport(found.account, await accountOfRun(run, road.search), found.deadLetters.count, seconds);
  terminal.print(`\n${reportTable(report)}`);
  for (const { path, line } of found.account.missingExamples) terminal.note(`missing ${path}, line ${line}`);
  return found.account.missing === 0 ? exitCodes.ok : exitCodes.failed;
}

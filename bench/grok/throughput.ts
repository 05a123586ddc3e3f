/**
 * Lines a second of grok engines, one core each, one after the other, all in one run:
 * `npm run bench -- grok [--logs ACCESS_LOG] [--passes 3] [--only apache,syslog] [--no-peers] [--json]`.
 * Every engine hands out all its fields as values. A pass runs every engine once; figures are medians over the rounds of all passes.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../../cli/table.ts';
import { run } from '../../stack/command.ts';
import { type Engine, preparePeers } from './peers.ts';
import { type Workload, withoutTypes, workloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    logs: { type: 'string' },
    passes: { type: 'string', default: '3' },
    only: { type: 'string' },
    peers: { type: 'boolean', default: true },
    json: { type: 'boolean' },
  },
  allowNegative: true,
});
const warmUpSeconds = 3;
const rounds = 3;
const roundSeconds = 1;
const ours: Engine = {
  name: 'millrace',
  command: [process.execPath, join(import.meta.dirname, 'ours.ts')],
  types: true,
};

interface Figure {
  readonly engine: string;
  readonly workload: string;
  /** Lines a second. */
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly matched: string;
  /** Median of ours by median of this one. */
  ratio: number;
}

interface Measurement {
  readonly rates: readonly number[];
  readonly matched: number;
  readonly of: number;
}

const prepared = values.peers ? await preparePeers(process.env) : [];
const missing = prepared.flatMap((peer) => ('missing' in peer ? [{ name: peer.name, reason: peer.missing }] : []));
const engines = [ours, ...prepared.filter((peer) => 'command' in peer)];
const chosen = workloads(values.logs).filter(
  ({ name }) => values.only === undefined || values.only.split(',').includes(name),
);
const pinning = await pinned();
const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
const measured = new Map<string, Measurement[]>();
const failures = new Map<string, string>();
try {
  for (let pass = 0; pass < Number(values.passes); pass++) {
    for (const workload of chosen) for (const engine of engines) await measure(engine, workload, pass);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
report();

async function measure(engine: Engine, workload: Workload, pass: number): Promise<void> {
  const key = `${engine.name}\n${workload.name}`;
  if (failures.has(key)) return;
  process.stderr.write(`pass ${pass + 1}: ${workload.name}, ${engine.name}\n`);
  const lines = join(folder, 'lines');
  const patterns = join(folder, 'patterns');
  await writeFile(lines, `${workload.lines.join('\n')}\n`);
  await writeFile(patterns, `${workload.patterns.map((one) => (engine.types ? one : withoutTypes(one))).join('\n')}\n`);
  const [command = '', ...args] = [...pinning, ...engine.command, lines, patterns, warmUpSeconds, rounds, roundSeconds];
  const outcome = await run(String(command), args.map(String), { timeoutMs: 10 * 60_000 });
  if (outcome?.code === 0) {
    measured.set(key, [...(measured.get(key) ?? []), JSON.parse(outcome.stdout)]);
    return;
  }
  const said = (outcome?.stderr ?? '').trim().split('\n').at(-1) ?? '';
  failures.set(key, said === '' ? `exit code ${outcome?.code}` : said);
}

/** One core, so that no engine has the help of threads that the others do not have. */
async function pinned(): Promise<string[]> {
  const taskset = await run('taskset', ['--version']);
  return taskset?.code === 0 ? ['taskset', '-c', String(availableParallelism() - 1)] : [];
}

function figures(): Figure[] {
  const all = [...measured].map(([key, runs]): Figure => {
    const [engine = '', workload = ''] = key.split('\n');
    const rates = runs.flatMap((one) => one.rates).toSorted((a, b) => a - b);
    const [first] = runs;
    return {
      engine,
      workload,
      median: Math.round(rates[rates.length >> 1] ?? 0),
      min: Math.round(rates[0] ?? 0),
      max: Math.round(rates.at(-1) ?? 0),
      matched: `${first?.matched}/${first?.of}`,
      ratio: 1,
    };
  });
  for (const figure of all) {
    const own = all.find(({ engine, workload }) => engine === ours.name && workload === figure.workload);
    figure.ratio = Math.round(((own?.median ?? 0) / figure.median) * 10) / 10;
  }
  return all.toSorted((a, b) => order(a) - order(b));
}

function order({ workload, engine }: Figure): number {
  return chosen.findIndex(({ name }) => name === workload) * 100 + engines.findIndex(({ name }) => name === engine);
}

function report(): void {
  const rows = figures();
  const failed = [...failures].map(([key, reason]) => {
    const [engine, workload] = key.split('\n');
    return { engine, workload, reason };
  });
  if (values.json) {
    const workloadsAbout = chosen.map(({ name, about, patterns, lines }) => ({
      name,
      about,
      patterns: patterns.length,
      lines: lines.length,
    }));
    process.stdout.write(
      `${JSON.stringify({ workloads: workloadsAbout, figures: rows, failed, missing, pinned: pinning.length > 0 }, null, 2)}\n`,
    );
    return;
  }
  const cells = rows.map(({ workload, engine, median, min, max, matched, ratio }) => [
    workload,
    engine,
    median,
    min,
    max,
    matched,
    `${ratio.toFixed(1)} ×`,
  ]);
  process.stdout.write(`${table(['workload', 'engine', 'lines/s', 'min', 'max', 'matched', 'ours is'], cells)}\n`);
  for (const { engine, workload, reason } of failed)
    process.stdout.write(`${engine} cannot run ${workload}: ${reason}\n`);
  for (const { name, reason } of missing) process.stdout.write(`${name} is missing: ${reason}\n`);
}

import { join } from 'node:path';
import { ProgressBar } from '../cli/progress-bar.ts';
import { painter, type Terminal } from '../cli/terminal.ts';
import { exitCodes, MillraceError } from '../contracts/errors.ts';
import type { ShipReport } from '../shippers/report.ts';
import { startShipper } from '../shippers/shipper.ts';
import { accountOfRun, type ShippedFile } from './accounting.ts';
import { readFileLines } from './file-lines.ts';
import { forgetWhatTheQueueLost, localShipperOptions, noteHandedOver } from './local-shipper.ts';
import { checkedType, type TypedFile, typeOfFile, writeSamples } from './log-files.ts';
import type { DemoOptions } from './options.ts';
import { bytesByHour, latestErrors, notFoundByPath, slowestPaths, topStatusCodes } from './questions.ts';
import { reportTable, runReport } from './report.ts';
import type { Road } from './road.ts';
import { type Found, untilAccounted } from './until-accounted.ts';

/** Ships files once and accounts for every line. @returns the exit code */
export async function runOnce(
  options: DemoOptions,
  road: Road,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const problems: MillraceError[] = [];
  const files = await typedFiles(options, problems);
  for (const { path, type, because } of files) terminal.note(`  ${path}: ${type} (${because})`);
  if (await forgetWhatTheQueueLost(road, options.dataFolder)) {
    terminal.note('  the last run ended before its messages were read: everything is sent again, under the same ids');
  }
  const startedMs = performance.now();
  const shipped = await ship(options, files, road, terminal, stop);
  problems.push(...shipped.report.failures.map(({ error }) => error));
  if (shipped.report.queueError) problems.push(shipped.report.queueError);
  const found = await untilAccounted(shipped.files, road, terminal, stop);
  if (found.account.missing === 0 && shipped.report.queueError === undefined) await noteHandedOver(options.dataFolder);
  const run = await accountOfRun(shipped.run, road.search);
  const seconds = (found.settledAtMs - startedMs) / 1000;
  const report = runReport(found.account, run, found.deadLetters.count, seconds);
  if (!options.json) {
    terminal.print(`\n${reportTable(report)}\n`);
    await printAnswers(shipped.files, road, terminal);
  }
  printProblems(problems, found, road.logFolder, terminal);
  terminal.print(JSON.stringify(report));
  return report.missing === 0 && problems.length === 0 ? exitCodes.ok : exitCodes.failed;
}

async function typedFiles(options: DemoOptions, problems: MillraceError[]): Promise<TypedFile[]> {
  const paths = options.logs.length > 0 ? options.logs : await writeSamples(join(options.dataFolder, 'samples'));
  const files: TypedFile[] = [];
  for (const path of paths) {
    try {
      if (options.type !== undefined) files.push({ path, type: checkedType(options.type), because: 'as --type says' });
      else files.push(await typeOfFile(path));
    } catch (error) {
      if (!(error instanceof MillraceError) || error.code === 'bad_configuration') throw error;
      problems.push(error);
    }
  }
  return files;
}

interface Shipped {
  readonly run: string;
  readonly report: ShipReport;
  readonly files: readonly ShippedFile[];
}

async function ship(
  options: DemoOptions,
  files: readonly TypedFile[],
  road: Road,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<Shipped> {
  const bar = new ProgressBar(terminal, () => performance.now());
  const shipper = await startShipper({
    ...localShipperOptions(files, 'once', road, options.dataFolder, terminal),
    onProgress: ({ path, ...progress }) => bar.update({ ...progress, label: path }),
  });
  const { run } = shipper.status();
  const interrupt = () => void shipper.stop(5_000);
  stop.addEventListener('abort', interrupt);
  const report = await shipper.done;
  stop.removeEventListener('abort', interrupt);
  bar.end();
  const shipped: ShippedFile[] = [];
  for (const { path, generation } of report.files) shipped.push({ generation, lines: await readFileLines(path) });
  return { run, report, files: shipped };
}

async function printAnswers(files: readonly ShippedFile[], road: Road, terminal: Terminal): Promise<void> {
  const scope = [{ terms: { 'millrace.generation': files.map(({ generation }) => generation) } }];
  const answers = [
    await topStatusCodes(road.search, scope),
    await notFoundByPath(road.search, scope),
    await bytesByHour(road.search, scope),
    await slowestPaths(road.search, scope),
    await latestErrors(road.search, scope, 1),
  ];
  for (const answer of answers.filter((text) => text !== '')) terminal.print(`${answer}\n`);
}

function printProblems(
  problems: readonly MillraceError[],
  { account, deadLetters }: Found,
  logFolder: string,
  terminal: Terminal,
): void {
  const paint = painter(terminal);
  for (const problem of problems) {
    terminal.note(`${paint('red', 'error')} ${problem.subject}: ${problem.message}`);
    terminal.note(`${paint('dim', 'next: ')} ${problem.hint}`);
  }
  for (const { path, line, offset } of account.missingExamples) {
    terminal.note(`${paint('red', 'missing')} ${path}, line ${line} (byte ${offset})`);
  }
  if (account.missing > 0) {
    terminal.note(`${paint('dim', 'next: ')} ${logFolder} has what the reader said; --fresh begins anew.`);
  }
  for (const [reason, count] of deadLetters.reasons)
    terminal.note(`${paint('yellow', 'dead letters')} ${count}: ${reason}`);
}

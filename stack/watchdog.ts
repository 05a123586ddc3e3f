import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isGroupAlive, signalGroup } from './process-identity.ts';

/**
 * A program of its own: runs one component in a process group of the component's own and ends the whole group when its
 * standard input ends, which happens when the parent lets go or dies, by kill -9 too. Then it removes what it was told to.
 *
 * In: one line of JSON (WatchOrder), then nothing until the end. Out: `started` when the component runs, `exited` at the end.
 */
export interface WatchOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes what the component says on both its outputs. */
  readonly logFile: string;
  /** Time between TERM and KILL. */
  readonly graceMs: number;
  /** Folders that are removed once the group is gone. */
  readonly removeFolders: readonly string[];
  /** Run once the group is gone, whatever happened before. */
  readonly afterwards: readonly (readonly [command: string, ...args: string[]])[];
}

const killWaitMs = 5_000;
const pollMs = 25;

async function watch(order: WatchOrder, released: Promise<void>): Promise<number> {
  const log = openSync(order.logFile, 'a');
  const child = spawn(order.command, order.args, {
    cwd: order.cwd,
    env: order.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise<{ code: number | null; signal: string | null; error?: string }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: null, error: error.message }));
  });
  if (child.pid !== undefined) report({ started: identify(child.pid) ?? { pid: child.pid, start: '' } });
  await Promise.race([released, exited]);
  if (child.pid !== undefined) await endGroup(child.pid, order.graceMs);
  for (const folder of order.removeFolders) rmSync(folder, { recursive: true, force: true });
  for (const [command, ...args] of order.afterwards) spawnSync(command, args, { env: order.env, stdio: 'ignore' });
  const outcome = await exited;
  report({ exited: outcome });
  return outcome.code ?? 1;
}

async function endGroup(group: number, graceMs: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  if (await groupEnds(group, graceMs)) return;
  signalGroup(group, 'SIGKILL');
  await groupEnds(group, killWaitMs);
}

async function groupEnds(group: number, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; isGroupAlive(group); waitedMs += pollMs) {
    if (waitedMs >= withinMs) return false;
    await delay(pollMs);
  }
  return true;
}

function report(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function main(): Promise<void> {
  // The reader of our output may be dead, which must not keep us from cleaning up after it.
  process.stdout.on('error', () => undefined);
  const released = Promise.withResolvers<void>();
  const ordered = Promise.withResolvers<WatchOrder>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => released.resolve());
  let text = '';
  let taken = false;
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (chunk: string) => {
    if (taken) return;
    text += chunk;
    const end = text.indexOf('\n');
    if (end < 0) return;
    taken = true;
    ordered.resolve(JSON.parse(text.slice(0, end)) as WatchOrder);
  });
  const onEnd = () => (taken ? released.resolve() : process.exit(0));
  process.stdin.on('end', onEnd);
  process.stdin.on('error', onEnd);
  process.exitCode = await watch(await ordered.promise, released.promise);
  process.exit();
}

await main();

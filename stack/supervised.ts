import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProcessIdentity } from './process-identity.ts';
import type { WatchOrder } from './watchdog.ts';

/** How a supervised process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Set when it could not be started at all. */
  readonly error?: string;
}

/** A process that cannot outlive us. */
export interface Supervised {
  readonly watchdogPid: number;
  /** Known once the component runs; undefined when it could not be started. */
  readonly component: ProcessIdentity | undefined;
  readonly logFile: string;
  /** Settles when the component, its group and its temporary folders are gone, whoever ended it. */
  readonly exited: Promise<Exit>;
  /** Ends it and waits until all is gone. Safe to call twice. */
  stop(): Promise<Exit>;
}

type WatchReport = { readonly started: ProcessIdentity } | { readonly exited: Exit };

const watchdogFile = fileURLToPath(new URL('./watchdog.ts', import.meta.url));

/**
 * Starts a component under a watchdog (stack/watchdog.ts) that holds a pipe to this process. When this process ends, however
 * it ends, the watchdog ends the component's whole process group and removes its temporary folders.
 */
export async function supervise(order: WatchOrder): Promise<Supervised> {
  // A session of its own: Ctrl-C in the terminal goes to us, and we stop the components in order.
  const watchdog = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', watchdogFile], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: withoutNodeOptions(process.env),
  });
  watchdog.stdin.on('error', () => undefined);
  watchdog.stdin.write(`${JSON.stringify(order)}\n`);
  const started = Promise.withResolvers<ProcessIdentity | undefined>();
  let exit: Exit | undefined;
  createInterface({ input: watchdog.stdout }).on('line', (line) => {
    const report = JSON.parse(line) as WatchReport;
    if ('started' in report) started.resolve(report.started);
    else exit = report.exited;
  });
  const exited = once(watchdog, 'close').then(([code, signal]: (number | string | null)[]): Exit => {
    started.resolve(undefined);
    return exit ?? { code: Number(code ?? 1), signal: String(signal), error: 'its watchdog was killed' };
  });
  const component = await started.promise;
  return {
    watchdogPid: watchdog.pid ?? 0,
    component,
    logFile: order.logFile,
    exited,
    stop() {
      watchdog.stdin.end();
      return exited;
    },
  };
}

/** The last lines of a log file, for an error that shows why. At most `limitBytes` of it are read. */
export function tailOf(file: string, lines = 15, limitBytes = 16_384): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const sizeBytes = statSync(file).size;
    const buffer = Buffer.alloc(Math.min(limitBytes, sizeBytes));
    readSync(descriptor, buffer, 0, buffer.length, sizeBytes - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(descriptor);
  }
}

// Jest and profilers put options there that have no business in the watchdog.
function withoutNodeOptions(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = environment;
  return rest;
}

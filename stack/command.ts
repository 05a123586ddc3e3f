import { spawn } from 'node:child_process';
import { MillraceError } from '../contracts/errors.ts';

/** What a command that ran to its end said. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ended with KILL after that long. */
  readonly timeoutMs?: number;
}

/** Runs a command to its end; undefined when there is no such command. It never throws for what the command answers. */
export function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome | undefined> {
  return new Promise((resolve) => {
    const child = trySpawn(command, args, options);
    if (child === undefined) return resolve(undefined);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', () => resolve(undefined));
    child.once('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
  });
}

// Most reasons come as an `error` event, some (a path through a file) are thrown.
function trySpawn(command: string, args: readonly string[], options: CommandOptions) {
  try {
    return spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch {
    return undefined;
  }
}

/**
 * Runs a command that has to succeed, and answers what it wrote to stdout.
 * @throws MillraceError `component_missing` with the end of what it said.
 */
export async function mustRun(
  command: string,
  args: readonly string[],
  purpose: string,
  hint: string,
  options: CommandOptions = {},
): Promise<string> {
  const outcome = await run(command, args, options);
  if (outcome?.code === 0) return outcome.stdout;
  const said = outcome === undefined ? 'there is no such command' : lastLines(outcome.stderr + outcome.stdout, 12);
  throw new MillraceError('component_missing', `${purpose} failed: ${said}`, {
    subject: command,
    hint,
    retryable: true,
  });
}

/** The end of a text, for an error that shows why. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

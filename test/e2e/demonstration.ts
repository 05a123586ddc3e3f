import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunReport } from '../../demo/report.ts';
import type { Stack } from '../../stack/stack.ts';

const project = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start -- …` as a process, on a stack that is there. */
export function runDemonstration(stack: Stack, args: readonly string[]): Promise<Ended> {
  const environment = { ...process.env, ...stack.aws.environment, ELASTICSEARCH_URL: stack.elasticsearchUrl };
  return runProcess(['bin/start.mjs', ...args], environment);
}

export function runProcess(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  const { NODE_OPTIONS: _, ...inherited } = environment;
  const child = spawn(process.execPath, args, { cwd: project, env: inherited, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** `--once --json`, decoded. Throws with what was said where there is no report. */
export async function shipOnce(
  stack: Stack,
  data: string,
  logs: readonly string[],
  more: readonly string[] = [],
): Promise<Ended & { readonly report: RunReport }> {
  const files = logs.length === 0 ? [] : ['--logs', ...logs];
  const ended = await runDemonstration(stack, ['--once', '--json', '--data', data, ...more, ...files]);
  try {
    return { ...ended, report: JSON.parse(ended.stdout) as RunReport };
  } catch {
    throw new Error(`no report, exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  }
}

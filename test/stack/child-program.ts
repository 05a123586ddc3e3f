import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Runs a program of test/stack/programs and answers its first line, read as JSON. */
export async function runProgram(
  name: string,
  args: readonly string[],
): Promise<{ readonly process: ChildProcess; readonly said: Record<string, unknown> }> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const file = fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with ${code} before it said anything`);
    }),
  ]);
  return { process: child, said: JSON.parse(String(line)) as Record<string, unknown> };
}

/** Waits until the condition holds; fails by the test's own time-out otherwise. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50);
}

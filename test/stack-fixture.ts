import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type Stack, type StackPart, startStack } from '../stack/stack.ts';

/**
 * The real components for the tests of one file: the stack that `npm test` started and named in MILLRACE_TEST_STACK, else one of this
 * file's own. It is shared, so a test uses a namespace and a stage of its own (`uniqueName`).
 *
 *     const stack = useStack();
 *     test('…', async () => { await fetch(`${stack().elasticsearchUrl}/_cluster/health`) });
 */
export function useStack(parts: readonly StackPart[] = ['elasticsearch', 'aws']): () => Stack {
  let stack: Stack | undefined;
  let dataFolder: string | undefined;
  beforeAll(async () => {
    const handedOn = process.env.MILLRACE_TEST_STACK;
    if (handedOn) {
      stack = { ...(JSON.parse(handedOn) as Stack), stop: async () => undefined };
      return;
    }
    dataFolder = mkdtempSync(join(tmpdir(), 'millrace-stack-'));
    stack = await startStack({ dataFolder, environment: process.env, parts });
  }, 600_000);
  afterAll(async () => {
    await stack?.stop();
    if (dataFolder !== undefined) rmSync(dataFolder, { recursive: true, force: true });
  }, 60_000);
  return () => {
    if (stack === undefined) throw new Error('the stack runs between beforeAll and afterAll only');
    return stack;
  };
}

let names = 0;

/** A name that no other test has, for namespaces, stages and queues: small letters and digits. */
export function uniqueName(prefix: string): string {
  names += 1;
  return `${prefix}${process.pid.toString(36)}${Date.now().toString(36)}${names.toString(36)}`;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { checkLint, checkTypes, close, runJest, sum, type Tally } from './check-steps.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * `npm test`: everything. One stack is started for all tests and handed to them in MILLRACE_TEST_STACK (test/stack-fixture.ts). Without the
 * stack's components the tests that need none still run; in CI that is a failure, elsewhere it is said.
 */
const isCi = process.env.CI === 'true';
const dataFolder = mkdtempSync(join(tmpdir(), 'millrace-test-'));
const only = process.argv.slice(2);

const starting = startStack({
  dataFolder,
  environment: process.env,
  progress: ({ state, text, elapsedMs }) => {
    if (state !== 'stopped')
      process.stderr.write(`${state === 'ready' ? 'ready' : '  …  '} ${text} (${(elapsedMs / 1000).toFixed(1)} s)\n`);
  },
}).catch((error: unknown): unknown => error);

const stopOn = async (signal: NodeJS.Signals) => {
  // The tests are in our process group or get the signal from the launcher; the stack is ours to end.
  const stack = await starting;
  if (isStack(stack)) await stack.stop();
  rmSync(dataFolder, { recursive: true, force: true });
  process.exit(signal === 'SIGINT' ? 130 : 143);
};
// Not `once`: the same signal often comes twice, from the terminal's group and from the launcher, and the second must not cut this short.
process.on('SIGINT', stopOn);
process.on('SIGTERM', stopOn);

const types = await checkTypes();
const lint = await checkLint();
const stack = await starting;
const tests = isStack(stack) ? await runAll(stack) : await runFast(stack);
if (isStack(stack)) await stack.stop();
rmSync(dataFolder, { recursive: true, force: true });
close(sum([types, lint, tests]));

function runAll(running: Stack): Promise<Tally> {
  const handedOn = { elasticsearchUrl: running.elasticsearchUrl, aws: running.aws, dataFolder };
  return runJest({
    scope: 'all',
    only,
    skipsFail: isCi,
    environment: { MILLRACE_TEST_STACK: JSON.stringify(handedOn) },
  });
}

async function runFast(error: unknown): Promise<Tally> {
  const hint = error instanceof MillraceError ? `\n     ${error.hint}` : '';
  process.stderr.write(`${isCi ? 'FAIL' : 'SKIP'} all tests that need components: ${messageOf(error)}${hint}\n`);
  const fast = await runJest({ scope: 'fast', only, skipsFail: isCi, environment: {} });
  return isCi ? sum([fast, { passed: 0, failed: 1 }]) : fast;
}

function isStack(value: unknown): value is Stack {
  return typeof value === 'object' && value !== null && 'stop' in value;
}

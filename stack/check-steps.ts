import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** How many checks held and how many did not. A check is one test; types and lint are one each. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Tests that need components (Elasticsearch, a local AWS) or minutes: by folder, or by name where they stand among others. */
const slowTests = ['/test/e2e/', '/test/faults/', '/test/stack/', '/test/serverless/', '\\.component\\.test\\.ts$'];

const require = createRequire(import.meta.url);
const bin = (name: string) => join(projectFolder, 'node_modules', '.bin', name);

/** Types: TypeScript over everything. */
export function checkTypes(): Promise<Tally> {
  return asOne('types', bin('tsc'), ['-p', projectFolder]);
}

/** Lint and format: Biome over everything. */
export function checkLint(): Promise<Tally> {
  return asOne('lint and format', bin('biome'), ['check', '--error-on-warnings', projectFolder]);
}

/**
 * Tests, by Jest. `fast` leaves out those that need components. Skipped tests count as failed where `skipsFail` is set, as in CI.
 * @param environment put over this process's.
 */
export async function runJest(options: {
  readonly scope: 'fast' | 'all';
  readonly only: readonly string[];
  readonly skipsFail: boolean;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-jest-'));
  const outputFile = join(folder, 'results.json');
  try {
    const ignored = options.scope === 'fast' ? ['--testPathIgnorePatterns', ...slowTests] : [];
    const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
    // A test that failed half-way may leave something open: that must not keep the closing line from coming.
    const args = [jest, '--forceExit', '--json', `--outputFile=${outputFile}`, ...ignored, '--', ...options.only];
    await spawnToEnd(process.execPath, args, {
      ...options.environment,
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    });
    return readResults(outputFile, options.skipsFail);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

/** Reads what Jest's `--json` wrote. No file, or no test in it, is a failure: a run that checks nothing must not look green. */
export function readResults(file: string, skipsFail: boolean): Tally {
  const results = resultsSchema.safeParse(parseOrUndefined(file));
  if (!results.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results.data;
  const failed = numFailedTests + numRuntimeErrorTestSuites + (skipsFail ? numPendingTests : 0);
  return { passed: numPassedTests, failed: numPassedTests + failed === 0 ? 1 : failed };
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** Prints the closing line, which is the last thing on stdout, and sets the exit code. */
export function close(tally: Tally): void {
  process.exitCode = tally.failed === 0 ? 0 : 1;
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`);
}

async function asOne(name: string, command: string, args: readonly string[]): Promise<Tally> {
  const begunMs = performance.now();
  const ok = (await spawnToEnd(command, args, {})) === 0;
  process.stderr.write(`${ok ? 'PASS' : 'FAIL'} ${name} (${((performance.now() - begunMs) / 1000).toFixed(1)} s)\n`);
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

// What the tools say goes to stderr, so that stdout has the closing line and nothing after it.
function spawnToEnd(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const env = {
    ...process.env,
    ...environment,
    PATH: [join(projectFolder, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
  };
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: projectFolder, env, stdio: ['ignore', 2, 2] });
    child.once('error', () => done(1));
    child.once('exit', (code) => done(code ?? 1));
  });
}

function parseOrUndefined(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

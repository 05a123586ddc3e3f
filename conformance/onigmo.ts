/**
 * Holds our grok engine to the real Oniguruma on random pairs of pattern and line:
 * `npm run conformance -- onigmo [--pairs N] [--seed N] [--from PATTERN] [--at-most N] [--json]`.
 * Exits with 1 where they differ for a reason that is not in `onigmo/known.ts`.
 */
import { parseArgs } from 'node:util';
import type { Difference } from './onigmo/compare.ts';
import { loadOracle } from './onigmo/oracle.ts';
import { runDifferential, type Totals } from './onigmo/run.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    'at-most': { type: 'string', default: '20' },
    json: { type: 'boolean' },
  },
});

await loadOracle();
const start = performance.now();
const pairs = Number(values.pairs);
const totals = runDifferential({
  pairs,
  seed: Number(values.seed),
  from: Number(values.from),
  atMost: Number(values['at-most']),
  onPattern: progress,
});
if (values.json) process.stdout.write(`${JSON.stringify(totals, null, 2)}\n`);
else report();
if (totals.unexplained.length > 0) process.exitCode = 1;

function progress({ patterns, pairs: done, unexplained }: Totals): void {
  if (patterns % 200 !== 0) return;
  const seconds = (performance.now() - start) / 1000;
  process.stderr.write(`${done} of ${pairs} pairs, ${unexplained.length} unexplained, ${seconds.toFixed(0)} s\n`);
}

function report(): void {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  for (const { seed, part, found, smallest } of totals.unexplained) {
    write(`seed ${seed}, pattern ${part}: ${found.what} differs`);
    show('found', found, write);
    show('smallest', smallest, write);
  }
  for (const [construct, count] of Object.entries(totals.explained)) write(`explained, ${construct}: ${count}`);
  const { ourTimeLimit, theirStepLimit, theirRefusal } = totals.unjudged;
  write(
    `unjudged: ${ourTimeLimit} over our time limit, ${theirStepLimit} over Oniguruma's, ${theirRefusal} not for Oniguruma`,
  );
  write(
    `${totals.pairs} pairs of ${totals.patterns} patterns: ${totals.agreed} agree, of which ${totals.matched} match; ` +
      `${totals.unexplained.length} patterns with unexplained differences`,
  );
}

function show(title: string, difference: Difference, write: (text: string) => void): void {
  write(`  ${title}: ${difference.expression} (${difference.dictionary})`);
  write(`    line   ${JSON.stringify(difference.line)}`);
  write(`    ours   ${JSON.stringify(difference.ours)}`);
  write(`    theirs ${JSON.stringify(difference.theirs)}`);
}

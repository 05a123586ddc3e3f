/**
 * Runs recorded parses through our dictionaries: `npm run conformance -- grok FILE [--only PART] [--verbose] [--json]`.
 * A case is a JSON object a line: `pattern` (a name or expression, applied as `%{…}`), `mode` (`legacy`, `ecs-v1`), `message`, and
 * `event`, whose fields must be there (`exact`: those and no others); `tags: ["_grokparsefailure"]` must not match.
 * Exits with 1 where a difference is not among the known ones, or a known one is gone.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { messageOf } from '../contracts/errors.ts';
import { compileGrok } from '../parsers/grok/compile.ts';
import { runWithin } from '../parsers/grok/time-limit.ts';
import { ecsPatterns, legacyPatterns } from '../parsers/patterns/standard.ts';
import { knownDifferences } from './differences.ts';

interface RecordedCase {
  readonly id: number;
  readonly mode: 'legacy' | 'ecs-v1';
  readonly pattern: string;
  readonly exact: boolean;
  readonly message: string;
  readonly event: Readonly<Record<string, unknown>>;
}

interface Difference {
  readonly case: RecordedCase;
  readonly reasons: readonly string[];
}

const caseLimitMs = 2000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, verbose: { type: 'boolean' }, json: { type: 'boolean' } },
});
const [file] = positionals;
if (file === undefined) {
  refuse('usage: npm run conformance -- grok FILE [--only PART] [--verbose] [--json]');
}

const cases = readCases(file).filter(({ pattern }) => values.only === undefined || pattern.includes(values.only));
// A file that was cut off must not look like one that passes.
if (cases.length === 0)
  refuse(`${file} has no cases${values.only === undefined ? '' : ` of a pattern with ${values.only} in it`}`);
const differences = cases.flatMap((one): Difference[] => {
  const reasons = differencesOf(one);
  return reasons.length === 0 ? [] : [{ case: one, reasons }];
});
report();

function readCases(path: string): RecordedCase[] {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    refuse(messageOf(error));
  }
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as RecordedCase];
    } catch (error) {
      return refuse(`${path}:${i + 1}: ${messageOf(error)}; a case is a JSON object a line`);
    }
  });
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

function differencesOf(one: RecordedCase): string[] {
  let fields: Readonly<Record<string, unknown>> | undefined;
  try {
    const within = runWithin(caseLimitMs, () => {
      fields = parse(one);
    });
    if (!within) return [`takes longer than ${caseLimitMs} ms`];
  } catch (error) {
    return [messageOf(error)];
  }
  return compare(one, fields);
}

function parse({ mode, pattern, message, exact }: RecordedCase): Readonly<Record<string, unknown>> | undefined {
  // Some cases are a name and what kind of line it is: `NAGIOSLOGLINE - CURRENT HOST STATE`.
  const [name = ''] = pattern.split(' - ');
  const dictionary = mode === 'legacy' ? legacyPatterns : ecsPatterns;
  const reference = `%{${name}}`;
  return compileGrok([exact ? `^${reference}$` : reference], dictionary).match(message);
}

function compare(
  { event, message, exact }: RecordedCase,
  fields: Readonly<Record<string, unknown>> | undefined,
): string[] {
  const mustFail = Array.isArray(event.tags) && event.tags.includes('_grokparsefailure');
  if (fields === undefined) return mustFail ? [] : ['does not match'];
  if (mustFail) return [`matches, and must not: ${JSON.stringify(fields)}`];
  const expected = flatten(event);
  // The event that the line came in has its text as `message`, unless the pattern has a field of that name: then both, in an array.
  const actual: Record<string, unknown> = { ...fields };
  if (actual.message === undefined) actual.message = message;
  else if (Array.isArray(expected.message)) actual.message = [message, actual.message].flat();
  const reasons = Object.entries(expected)
    .filter(([name, value]) => !isDeepStrictEqual(actual[name] ?? null, value))
    .map(([name, value]) => `${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(actual[name])}`);
  const extra = exact ? Object.keys(actual).filter((name) => !Object.hasOwn(expected, name)) : [];
  return [...reasons, ...extra.map((name) => `${name}: not expected, got ${JSON.stringify(actual[name])}`)];
}

/** `{ a: { b: 1 } }` → `{ 'a.b': 1 }`. */
function flatten(value: Readonly<Record<string, unknown>>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.entries(flatten(member as Record<string, unknown>, `${prefix}${name}.`))
        : [[`${prefix}${name}`, member]],
    ),
  );
}

function report(): void {
  const known = (one: RecordedCase) => knownDifferences.find((difference) => difference.cases.includes(one.id));
  const unexplained = differences.filter((difference) => !known(difference.case));
  const gone = knownDifferences
    .flatMap((difference) => difference.cases)
    .filter((id) => cases.some((one) => one.id === id) && !differences.some((difference) => difference.case.id === id));
  const summary = {
    cases: cases.length,
    passed: cases.length - differences.length,
    explained: differences.length - unexplained.length,
    unexplained: unexplained.length,
    explainedButGone: gone,
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ ...summary, differences: differences.map(describe) }, null, 2)}\n`);
  } else {
    for (const difference of values.verbose ? differences : unexplained) {
      const { case: one, reasons } = difference;
      process.stdout.write(`case ${one.id} ${one.mode} ${one.pattern}\n  ${JSON.stringify(one.message)}\n`);
      for (const reason of reasons) process.stdout.write(`  - ${reason}\n`);
    }
    process.stdout.write(
      `${summary.passed} of ${summary.cases} as recorded, ${summary.explained} differ for a reason in docs/grok.md, ${summary.unexplained} unexplained\n`,
    );
    if (gone.length > 0) process.stdout.write(`explained differences that are gone: cases ${gone.join(', ')}\n`);
  }
  if (unexplained.length > 0 || gone.length > 0) process.exitCode = 1;
}

function describe({ case: one, reasons }: Difference) {
  return { id: one.id, mode: one.mode, pattern: one.pattern, message: one.message, reasons };
}

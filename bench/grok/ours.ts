/** Ours on one workload: LINES PATTERNS WARMUP_SECONDS ROUNDS ROUND_SECONDS; figures as JSON on stdout, as the peers print them. */
import { readFileSync } from 'node:fs';
import { compileGrok } from '../../parsers/grok/compile.ts';
import { ecsPatterns } from '../../parsers/patterns/standard.ts';

const [linesFile = '', patternsFile = '', warmUp = '1', rounds = '3', roundSeconds = '1'] = process.argv.slice(2);
const read = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');
const lines = read(linesFile);
const grok = compileGrok(read(patternsFile), ecsPatterns);

let sink = 0;
function run(limitMs: number): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < limitMs) {
    for (const line of lines) {
      const fields = grok.match(line);
      // Touching a value keeps V8 from leaving the substrings out.
      if (fields !== undefined) for (const name in fields) sink += String(fields[name]).length;
    }
    count += lines.length;
  }
  return Math.round((count * 1000) / (performance.now() - start));
}

run(Number(warmUp) * 1000);
const rates = Array.from({ length: Number(rounds) }, () => run(Number(roundSeconds) * 1000));
const matched = lines.filter((line) => grok.match(line) !== undefined).length;
console.log(JSON.stringify({ rates, matched, of: lines.length, sink }));

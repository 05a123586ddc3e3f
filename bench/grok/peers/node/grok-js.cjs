// grok-js on one workload: LINES PATTERNS WARMUP_SECONDS ROUNDS ROUND_SECONDS; figures as JSON on stdout.
const { readFileSync } = require('node:fs');
const grok = require('grok-js');

const [, , linesFile, patternsFile, warmup, rounds, roundSeconds] = process.argv;
const read = (file) => readFileSync(file, 'utf8').trimEnd().split('\n');
const lines = read(linesFile);
const collection = grok.loadDefaultSync();
const engines = read(patternsFile).map((pattern) => collection.createPattern(pattern));
const parse = (line) => {
  for (const engine of engines) {
    const fields = engine.parseSync(line);
    if (fields) return fields;
  }
  return null;
};
let sink = 0;
const run = (limitMs) => {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < limitMs) {
    for (let i = 0; i < 50; i++) {
      const fields = parse(lines[count++ % lines.length]);
      if (fields) sink += Object.keys(fields).length;
    }
  }
  return Math.round((count * 1000) / (performance.now() - start));
};
run(Number(warmup) * 1000);
const rates = Array.from({ length: Number(rounds) }, () => run(Number(roundSeconds) * 1000));
const checked = lines.slice(0, 2000);
console.log(JSON.stringify({ rates, matched: checked.filter((line) => parse(line)).length, of: checked.length, sink }));

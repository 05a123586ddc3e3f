/** `npm run conformance -- NAME [options]`: our grok against what others say is right. */
const suites: Readonly<Record<string, { readonly file: string; readonly about: string }>> = {
  grok: { file: './grok.ts', about: 'FILE of recorded cases: {pattern, message, event} a line' },
  onigmo: { file: './onigmo.ts', about: 'random pairs of pattern and line against the real Oniguruma' },
};

const [name = '', ...rest] = process.argv.slice(2);
const suite = suites[name];
if (suite) {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(suite.file);
} else {
  const list = Object.entries(suites).map(([key, { about }]) => `  ${key.padEnd(8)} ${about}`);
  process.stderr.write(`usage: npm run conformance -- NAME [options]\n${list.join('\n')}\n`);
  process.exitCode = 2;
}

/** `npm run bench -- NAME [options]` */
const benches: Readonly<Record<string, { readonly file: string; readonly about: string }>> = {
  pipeline: { file: './pipeline.ts', about: 'file → Elasticsearch beside a bare client; cost; latency' },
  reader: { file: './reader-throughput.ts', about: 'lines per CPU-second, decode → parse → bulk body' },
  mapping: { file: './mapping.ts', about: 'documents per second and disk, our templates beside dynamic mapping' },
  grok: { file: './grok/throughput.ts', about: 'lines per second of our grok beside other engines' },
  parsers: { file: './parsers.ts', about: 'lines per second of the sources: fields, time limit, JSON' },
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = benches[name];
if (bench) {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(bench.file);
} else {
  const list = Object.entries(benches).map(([key, { about }]) => `  ${key.padEnd(10)} ${about}`);
  process.stderr.write(`usage: npm run bench -- NAME [options]\n${list.join('\n')}\n`);
  process.exitCode = 2;
}

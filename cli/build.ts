/** `npm run build`: the whole of `millrace` in one file, for hosts that have Node and nothing else of ours. */
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const project = join(import.meta.dirname, '..');
const outfile = join(project, 'dist', 'millrace.mjs');
// CommonJS packages in an ESM bundle call `require` for Node's own modules.
const banner = `#!/usr/bin/env node
import { createRequire as millraceRequire } from 'node:module';
const require = millraceRequire(import.meta.url);`;

const { metafile } = await build({
  entryPoints: [join(project, 'cli/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22.18',
  banner: { js: banner },
  legalComments: 'linked',
  metafile: true,
});
await chmod(outfile, 0o755);
const [bundle] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined);
process.stdout.write(`dist/millrace.mjs, ${((bundle?.bytes ?? 0) / 1024 / 1024).toFixed(1)} MiB\n`);

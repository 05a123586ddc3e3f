#!/usr/bin/env node
// Writes parsers/catalogue.generated.ts: the log sources that there are, one for each file in parsers/sources. A bundle has no folder
// that it could read, and a list kept by hand is one more file to edit for each source. `npm run check` and `npm test` run this first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const parsers = fileURLToPath(new URL('../parsers/', import.meta.url));
const target = join(parsers, 'catalogue.generated.ts');

/** The text of the generated file. */
export function catalogueText() {
  const files = readdirSync(join(parsers, 'sources'))
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const names = files.map((file) => variableOf(file));
  return [
    '// Written by bin/catalogue.mjs from the files in parsers/sources. Do not edit.',
    "import type { SourceDefinition } from './source.ts';",
    ...files.map((file, i) => `import { source as ${names[i]} } from './sources/${file}';`),
    '',
    '/** Every kind of log that Millrace knows, by name. */',
    `export const sources: readonly SourceDefinition[] = [\n${names.map((name) => `  ${name},\n`).join('')}];`,
    '',
  ].join('\n');
}

/** Writes the file where it is not as it should be. */
export function writeCatalogue() {
  const text = catalogueText();
  let before = '';
  try {
    before = readFileSync(target, 'utf8');
  } catch {
    // There is none yet.
  }
  if (before !== text) writeFileSync(target, text);
}

/** `apache.access.ts` → `apacheAccess`. */
function variableOf(file) {
  return file.replace(/\.ts$/, '').replace(/[._-]+([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeCatalogue();

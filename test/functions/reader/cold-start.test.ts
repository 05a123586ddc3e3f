import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const project = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** What is loaded before the first line of a module runs: `import type` and `import()` are not. */
function staticImports(path: string): string[] {
  const statements = /^(?:import|export)\s(?!type\s)[^'";]*?from\s*'([^']+)'|^import\s*'([^']+)'/gm;
  return [...readFileSync(path, 'utf8').matchAll(statements)].map((match) => match[1] ?? match[2] ?? '');
}

function loadedWith(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    for (const specifier of staticImports(path)) {
      if (specifier.startsWith('.')) visit(join(dirname(path), specifier));
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  };
  visit(join(project, entry));
  return { files, packages };
}

test('the reader starts without any package: schemas, processors and the SDK are loaded where they are needed', () => {
  const { files, packages } = loadedWith('functions/reader/handler.ts');
  expect(files.size).toBeGreaterThan(50);
  expect([...packages]).toEqual([]);
});

test('with a configuration it loads them, so that the test above can see such imports', () => {
  const { packages } = loadedWith('functions/reader/catalogue.ts');
  expect([...packages].sort()).toEqual(expect.arrayContaining(['maxmind', 'ua-parser-js', 'yaml', 'zod']));
});

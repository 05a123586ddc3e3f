import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Which room may import which: the table of the README, and the one place where it is enforced. Every room may import itself. */
const mayImport: Readonly<Record<string, readonly string[] | 'everything'>> = {
  contracts: [],
  shippers: ['contracts'],
  parsers: ['contracts'],
  elasticsearch: ['contracts'],
  functions: ['contracts', 'parsers', 'elasticsearch'],
  receivers: ['contracts', 'functions'],
  stack: ['contracts'],
  kibana: ['contracts'],
  demo: 'everything',
  cli: 'everything',
  test: 'everything',
  bench: 'everything',
  conformance: 'everything',
};

const notOurs = new Set(['node_modules', 'dist', 'coverage']);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** The specifiers of `import … from`, `export … from`, `import '…'` and `import('…')`. */
function importsOf(source: string): string[] {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements =
    /^\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...withoutComments.matchAll(statements)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Why a file breaks the rule; empty when it does not. `path` and the answers are relative to the project. */
function violations(path: string, source: string): string[] {
  const room = path.split('/')[0] ?? '';
  const allowed = mayImport[room];
  if (allowed === undefined) return [`${path}: ${room}/ is not in the table of test/imports.test.ts`];
  return importsOf(source).flatMap((specifier) => {
    if (!specifier.startsWith('.')) return [];
    const target = relative(project, resolve(project, dirname(path), specifier));
    const targetRoom = target.split('/')[0] ?? '';
    if (!/\.(ts|mjs|cjs|json)$/.test(specifier)) return [`${path}: "${specifier}" lacks its ending`];
    if (targetRoom === room || allowed === 'everything' || allowed.includes(targetRoom)) return [];
    return [`${path}: ${room}/ may not import ${targetRoom}/ (${specifier})`];
  });
}

const files = sourcesIn(project).map((path) => relative(project, path));

describe('the import rule', () => {
  test('every room imports only what the table allows', () => {
    const broken = files.flatMap((path) => violations(path, readFileSync(join(project, path), 'utf8')));
    expect(files.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  test('no file only passes on what others declare', () => {
    const barrels = files.filter((path) => /(^|\/)index\.ts$/.test(path));
    expect(barrels).toEqual([]);
  });

  test.each([
    ["import { a } from '../functions/reader/process.ts';", 'shippers/a.ts', 'shippers/ may not import functions/'],
    ["import type {\n  A,\n} from '../../stack/stack.ts';", 'parsers/grok/a.ts', 'parsers/ may not import stack/'],
    ["export { a } from '../cli/main.ts';", 'contracts/a.ts', 'contracts/ may not import cli/'],
    ["const a = await import('../demo/main.ts');", 'stack/a.ts', 'stack/ may not import demo/'],
    ["import '../shippers/shipper.ts';", 'receivers/a.ts', 'receivers/ may not import shippers/'],
    ["import { a } from './b';", 'stack/a.ts', 'lacks its ending'],
    ['', 'attic/a.ts', 'attic/ is not in the table'],
  ])('%j in %s is refused', (source, path, reason) => {
    expect(violations(path, source)).toEqual([expect.stringContaining(reason)]);
  });

  test.each([
    ["import { a } from '../contracts/errors.ts';", 'shippers/a.ts'],
    ["import { a } from '../anything/b.ts';", 'cli/a.ts'],
    ["// import { a } from '../functions/b.ts';", 'shippers/a.ts'],
    ["import { z } from 'zod';", 'contracts/a.ts'],
  ])('%j in %s is allowed', (source, path) => {
    expect(violations(path, source)).toEqual([]);
  });
});

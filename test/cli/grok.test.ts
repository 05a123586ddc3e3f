import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const project = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'millrace-grok-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function grok(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [join(project, 'cli/main.ts'), 'grok', ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })));
}

const access = '192.0.2.7 - - [21/Nov/2026:05:37:03 +0000] "GET /a HTTP/1.1" 200 12 "-" "shop"';

describe('millrace grok', () => {
  test('shows the fields of a line', async () => {
    const { code, stdout } = await grok(['-p', '%{WORD:[user][name]} pays %{INT:amount:int}', 'bob pays 12']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/user\.name\s+"bob"\n\s+amount\s+12\n/);
  });

  test('shows where a line stops, with a caret under it', async () => {
    const { code, stdout } = await grok(['-a', '-p', '%{COMBINEDAPACHELOG}'], `${access.replace('+0000', 'CET')}\n`);
    expect(code).toBe(1);
    const [, line = '', caret = ''] = stdout.split('\n');
    expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 3)).toBe('CET');
    expect(stdout).toContain('HTTPDATE');
  });

  test('the caret stands under characters of any width', async () => {
    const { stdout } = await grok(['-a', '-p', '%{NOTSPACE:n} %{INT:i}', '日本e\u0301😀 x']);
    const [, line, caret] = stdout.split('\n');
    expect(line).toBe('  日本e\u0301😀 x');
    expect(caret).toBe('  \u3000\u3000 \u3000 ^');
  });

  test('nothing in a line is acted upon by a terminal', async () => {
    const text = 'a\u001b[31mb\u009b1mc\u202ed';
    const { stdout } = await grok(['-p', '(?<x>.*)', '-p', 'no'], `${text}\n`);
    const failed = await grok(['-p', 'no'], `${text}\n`);
    for (const shown of [stdout, failed.stdout]) expect(shown).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('lines are cut where the shipper cuts them', async () => {
    const { stdout } = await grok(['--json', '-p', 'x'], 'a\r\nb\rc\u2028d\n\né');
    const texts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text);
    expect(texts).toEqual(['a', 'b\rc\u2028d', '', 'é']);
  });

  test('of a line without an end only the beginning is kept', async () => {
    const { stdout } = await grok(['--json', '-p', 'x'], `${'a'.repeat(3_000_000)}\r\nb\n`);
    const lengths = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text.length);
    expect(lengths).toEqual([1024 * 1024, 1]);
  });

  test('a reader that has seen enough is no failure', async () => {
    const child = spawn(process.execPath, [join(project, 'cli/main.ts'), 'grok', '-p', 'a'], { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.on('error', () => {});
    child.stdin.end('a\n'.repeat(500_000));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(stderr).not.toContain('EPIPE');
  });

  test('an object a line as JSON, and nothing else on stdout', async () => {
    const { stdout } = await grok(['--json', '-t', 'nginx.access'], `${access}\nnothing of the kind\n`);
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ line: 1, matched: true, fields: { 'source.ip': '192.0.2.7' } });
    expect(second).toMatchObject({ line: 2, matched: false, failure: '_grokparsefailure' });
  });

  test('takes definitions from a folder, from the command line, and from the other dictionary', async () => {
    writeFileSync(join(folder, 'shop.txt'), '# ours\nORDER [A-Z]{3}[0-9]+\n');
    const args = ['--patterns', '.', '-d', 'PAIR=%{ORDER:order}=%{INT:n:int}', '-p', '%{PAIR}', 'ABC1=7', '--json'];
    expect(JSON.parse((await grok(args)).stdout).fields).toEqual({ order: 'ABC1', n: 7 });
    const legacy = await grok(['--dictionary', 'legacy', '-p', '%{COMMONAPACHELOG}', '--json', access]);
    expect(JSON.parse(legacy.stdout).fields).toMatchObject({ clientip: '192.0.2.7', response: '200' });
  });

  test('a type of the configuration, with its processors, over lines that make one event', async () => {
    const configuration = [
      'cluster: shop',
      'sources:',
      '  - type: shop.orders',
      "    patterns: ['%{INT:shop.order:int} %{GREEDYDATA:message}']",
      "    multiline: { start: '^[0-9]' }",
      'processors:',
      '  - redact: { kinds: [email] }',
      '  - drop: {}',
      '    if: { field: shop.order, equals: 18 }',
    ];
    writeFileSync(join(folder, 'shop.yml'), `${configuration.join('\n')}\n`);
    const lines = Array.from({ length: 999 }, () => '1 x').concat('17 of bob@example.com', '  paid', '18 gone');
    const { code, stdout } = await grok(['-t', 'shop.orders', '-c', 'shop.yml', '--json'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers).toHaveLength(1001);
    expect(answers[999].fields).toMatchObject({ 'shop.order': 17, message: 'of [redacted:email]\n  paid' });
    expect(answers[1000]).toMatchObject({ matched: true, dropped: true });
  });

  test('--suggest proposes what then matches', async () => {
    const lines = ['web-1 level=WARN took=12 ms', 'web-2 level=INFO took=7 ms', 'web-3 level=INFO took=9 ms'];
    const { stdout } = await grok(['--suggest', '--json'], `${lines.join('\n')}\n`);
    const [suggestion] = JSON.parse(stdout);
    expect(suggestion).toMatchObject({ matched: 3, of: 3 });
    const tried = await grok(['-a', '-p', suggestion.pattern], lines.join('\n'));
    expect(tried).toMatchObject({ code: 0, stderr: '3 of 3 lines matched\n' });
  });

  test.each<[string, string[], number, string]>([
    ['a name that is not defined', ['-p', '%{COMBINEDAPACHLOG}', 'x'], 2, 'did you mean COMBINEDAPACHELOG?'],
    ['a pattern that is not well formed', ['-p', '(', 'x'], 2, 'add the closing parenthesis'],
    ['a definition that no reference can name', ['-d', 'A-B=x', '-p', 'x', 'x'], 2, 'A-B=x is no definition'],
    ['lines given twice', ['-p', 'x', '-f', 'a.log', 'x'], 2, 'not both'],
    ['no pattern', ['x'], 2, 'give a pattern'],
    ['a file that is not there', ['-p', 'x', '-f', 'missing.log'], 1, 'missing.log'],
    ['a folder that is not there', ['-p', 'x', '--patterns', 'missing', 'x'], 78, 'there is no folder'],
    ['a zone that is not there', ['-t', 'syslog', '--timezone', 'Mars', 'x'], 2, 'Europe/Amsterdam'],
    ['a type that is not there', ['-t', 'ngnix.access', 'x'], 78, 'did you mean nginx.access?'],
  ])('%s is told with the next step', async (_, args, code, text) => {
    const ended = await grok(args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(text);
    expect(ended.stdout).toBe('');
  });

  test('a pattern that runs away costs its line, not the command', async () => {
    const { code, stdout } = await grok(['-p', '^(?:a|a|aa)+$', '--json'], `${'a'.repeat(200)}!\naa\n`);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(answers.map(({ matched, failure }) => [matched, failure])).toEqual([
      [false, '_groktimeout'],
      [true, undefined],
    ]);
  });
});

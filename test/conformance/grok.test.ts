import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const project = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'millrace-conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = 'Nov 21 05:37:03 web-1 sshd[12]: hello';
const ecs = {
  id: 100_001,
  mode: 'ecs-v1',
  pattern: 'SYSLOGLINE',
  exact: false,
  message: line,
  event: { message: [line, 'hello'], process: { name: 'sshd', pid: 12 }, host: { hostname: 'web-1' } },
};
const legacy = { ...ecs, id: 100_002, mode: 'legacy', event: { message: [line, 'hello'], program: 'sshd', pid: '12' } };
const refused = {
  ...ecs,
  id: 100_003,
  pattern: 'UNIXPATH',
  exact: true,
  message: 'not/absolute',
  event: { message: 'not/absolute', tags: ['_grokparsefailure'] },
};

function run(...cases: readonly object[]) {
  const file = join(folder, 'cases.jsonl');
  writeFileSync(file, `${cases.map((one) => JSON.stringify(one)).join('\n')}\n`);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ['conformance/main.ts', 'grok', file, '--json'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  return { status, report: JSON.parse(stdout) };
}

describe('npm run conformance -- grok', () => {
  test('passes where both dictionaries answer as recorded', () => {
    const { status, report } = run(ecs, legacy, refused);
    expect({ status, ...report }).toMatchObject({ status: 0, cases: 3, passed: 3, unexplained: 0 });
  });

  test.each([
    ['an empty file', '', 'has no cases'],
    ['a line that is no JSON', `${JSON.stringify(ecs)}\n{"id": 3,\n`, 'cases.jsonl:2: '],
  ])('%s is refused, not passed', (_, text, reason) => {
    const file = join(folder, 'cases.jsonl');
    writeFileSync(file, text);
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const ended = spawnSync(process.execPath, ['conformance/main.ts', 'grok', file], {
      cwd: project,
      env,
      encoding: 'utf8',
    });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(reason);
  });

  test.each([
    ['a field of another value', { ...ecs, event: { ...ecs.event, process: { name: 'ssh', pid: 12 } } }],
    ['a field of another type', { ...ecs, event: { ...ecs.event, process: { name: 'sshd', pid: '12' } } }],
    ['a field that must not be there', { ...legacy, event: { ...legacy.event, program: null } }],
    ['a match that must not be', { ...refused, message: '/absolute' }],
    ['no match where there must be one', { ...refused, event: { message: 'not/absolute' } }],
    ['a name that is not defined', { ...ecs, pattern: 'SYSLOGLINES' }],
  ])('%s is a difference, and the exit code says so', (_, one) => {
    const { status, report } = run(one, legacy);
    expect(status).toBe(1);
    expect(report).toMatchObject({ passed: 1, unexplained: 1 });
  });
});

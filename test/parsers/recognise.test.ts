import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parserOf, sourceOf, sources } from '../../parsers/catalogue.ts';
import { runWithin } from '../../parsers/grok/time-limit.ts';
import { joinLines } from '../../parsers/join.ts';
import { recognise } from '../../parsers/recognise.ts';

function fixture(type: string): string[] {
  return readFileSync(new URL(`./sources/${type}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
}

/** Seeded: the same halves every time. */
function half(lines: readonly string[], seed: number): string[] {
  let state = seed;
  return lines.filter(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state < 2 ** 31;
  });
}

/** The lines of a fixture that its type explains, and one in ten of the others: as files are, and unlike fixtures. */
function asInTheField(type: string): string[] {
  const { multiline } = sourceOf(type);
  const events = joinLines(fixture(type), multiline);
  const explains = (text: string) =>
    parserOf(type).judge(text, { timezone: 'UTC', referenceMs: 0 }).typical !== undefined;
  const [good, bad] = [events.filter(explains), events.filter((text) => !explains(text))];
  return [...bad.slice(0, Math.floor(good.length / 10)), ...good].join('\n').split('\n');
}

const types = sources.filter(({ specificity }) => specificity > 0).map(({ type }) => type);

describe('by content', () => {
  test.each(types)('%s', (type) => {
    expect(recognise(fixture(type))?.type).toBe(type);
  });

  // Of a document over several lines half the lines are nothing.
  const halves = types.filter((type) => type !== 'aws.cloudtrail');

  test.each(halves)('%s, of half the lines', (type) => {
    const lines = asInTheField(type);
    const found = [1, 2, 3, 4, 5].map((seed) => recognise(half(lines, seed))?.type);
    // A half may well be one that another type writes as well, where few lines say whose they are.
    expect(found.filter((name) => name === type).length).toBeGreaterThanOrEqual(4);
  });

  test('traces of two languages make it an application', () => {
    expect(recognise(fixture('app'))?.type).toBe('app');
  });

  test('the combined format that both servers write is said to be Apache’s', () => {
    const line = '192.0.2.1 - - [21/Nov/2026:05:37:03 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8"';
    expect(recognise([line, line])).toEqual({ type: 'apache.access', matched: 2, of: 2, confidence: 1 });
    expect(recognise([line, `${line} 0.004`])?.type).toBe('nginx.access');
  });

  test('bare traces', () => {
    const python = [
      'Traceback (most recent call last):',
      '  File "a.py", line 1, in <module>',
      '    f()',
      'ValueError: no',
    ];
    const java = ['java.io.IOException: no', '\tat a.B.c(B.java:1)', '\tat a.B.d(B.java:2)'];
    expect(recognise(python)).toEqual({ type: 'python', matched: 4, of: 4, confidence: 1 });
    expect(recognise(java)).toEqual({ type: 'java', matched: 3, of: 3, confidence: 1 });
  });

  test('a file that begins in the middle of a trace', () => {
    const lines = ['\tat a.B.c(B.java:1)', '\tat a.B.d(B.java:2)', ...fixture('java')];
    expect(recognise(lines)?.type).toBe('java');
  });

  test('a few lines that do not fit do not change the type', () => {
    const result = recognise([...fixture('nginx.access'), 'what is this']);
    expect(result?.type).toBe('nginx.access');
    expect(result?.confidence).toBeLessThan(1);
  });

  test('prose is plain, even with a date in it', () => {
    const prose = ['2026-11-21 05:37 a letter', 'Dear all,', 'nothing in here is a log.', 'Kind regards', 'Me'];
    expect(recognise(prose)).toEqual({ type: 'plain', matched: 5, of: 5, confidence: 0 });
  });

  test('an application’s log is not syslog', () => {
    expect(
      recognise(['2026-11-21T05:37:03Z INFO worker: started', '2026-11-21T05:37:04Z ERROR worker: stopped'])?.type,
    ).toBe('app');
  });

  test('binary content', () => {
    expect(recognise(['\u007fELF\u0002\u0001\u0001\0\0\0'])?.type).toBe('binary');
    expect(recognise(['\ufffd\ufffd\ufffdPNG\ufffd'])?.type).toBe('binary');
    expect(recognise(['a line with one \ufffd in it, of forty characters'])?.type).toBe('plain');
  });

  test('a language is told by what only it writes', () => {
    const lines = (line: string) => Array.from({ length: 20 }, () => line);
    expect(recognise(lines('2026-11-21 05:37:03,123 INFO started'))?.type).toBe('app');
    expect(recognise(lines('26/11/21 05:37:03 INFO SparkContext: Running Spark version 3.2.0'))?.type).toBe('java');
    expect(recognise(lines('2026-11-21 05:37:03,123 - shop - INFO - started'))?.type).toBe('python');
    expect(recognise(lines('2026/11/21 05:37:03 main.go:12: started'))?.type).toBe('go');
    expect(recognise(lines('{"level":30,"time":1795239423123,"pid":1,"hostname":"a","msg":"b"}'))?.type).toBe('node');
    expect(recognise(lines('{"level":"info","message":"b"}'))?.type).toBe('json');
  });

  const programs = ['app', 'java', 'python', 'node', 'go', 'rails', 'php.error', 'dotnet', 'json', 'logfmt'];
  const products = sources.filter(({ specificity }) => specificity === 3).map(({ type }) => parserOf(type));

  test.each(programs)('no product claims a line of %s', (program) => {
    const claimed = joinLines(fixture(program), sourceOf(program).multiline).flatMap((text) =>
      products
        .filter((product) => product.judge(text, { timezone: 'UTC', referenceMs: 0 }).typical === true)
        .map((product) => `${product.definition.type}: ${text.slice(0, 100)}`),
    );
    // Elasticsearch is a program in Java, and its lines are among those of Java.
    expect(claimed.filter((line) => !line.startsWith('elasticsearch.server: '))).toEqual([]);
  });

  test('one trace in a file of no language tells it', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `2026-11-21 05:37:03,${100 + i} INFO step ${i}`);
    const trace = ['Traceback (most recent call last):', '  File "a.py", line 1, in <module>', 'ValueError: no'];
    expect(recognise([...lines, ...trace])?.type).toBe('python');
  });

  test('a product’s own form wins over the general form that explains a little more', () => {
    const nginx = '2026/11/21 05:37:03 [error] 812#812: *41 no, client: 192.0.2.10, server: x';
    const other = '2026/11/21 05:37:03 another line with a time';
    expect(recognise([...Array(8).fill(nginx), other, other])?.type).toBe('nginx.error');
    expect(recognise([...Array(3).fill(nginx), ...Array(7).fill(other)])?.type).not.toBe('nginx.error');
  });

  test('a hostile file does not hang it', () => {
    const line = `192.0.2.1 - - [21/Nov/2026:05:37:03 +0000] "${'\\"'.repeat(8000)}`;
    expect(runWithin(60_000, () => void recognise(Array(500).fill(line)))).toBe(true);
  });

  test('nothing', () => {
    expect(recognise([])).toBeUndefined();
    expect(recognise(['', '  '])).toBeUndefined();
  });

  test('carriage returns are not part of the line', () => {
    expect(recognise(fixture('syslog').map((line) => `${line}\r`))?.type).toBe('syslog');
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (lines) => {
        recognise(lines);
      }),
    );
  });
});

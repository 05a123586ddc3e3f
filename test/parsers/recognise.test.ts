import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recognise } from '../../parsers/recognise.ts';

function fixture(type: string): string[] {
  return readFileSync(new URL(`./sources/${type}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
}

describe('by content', () => {
  test.each(['apache.access', 'apache.error', 'json', 'nginx.access', 'nginx.error', 'python', 'java', 'syslog'])(
    '%s',
    (type) => {
      expect(recognise(fixture(type))?.type).toBe(type);
    },
  );

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

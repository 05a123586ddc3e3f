import { describe, expect, test } from '@jest/globals';
import { parserOf } from '../../parsers/catalogue.ts';
import { runWithin } from '../../parsers/grok/time-limit.ts';

function parse(type: string, ...lines: string[]) {
  return parserOf(type).parse(lines.join('\n'), { timezone: 'UTC', referenceMs: 0 }).fields;
}

describe('exceptions', () => {
  test('a bare traceback: its last line is the error, and the message', () => {
    const lines = [
      'Traceback (most recent call last):',
      '  File "a.py", line 1, in <module>',
      '    f()',
      'KeyError: 42',
    ];
    expect(parse('python', ...lines)).toMatchObject({
      'error.type': 'KeyError',
      'error.message': '42',
      'error.stack_trace': lines.join('\n'),
      message: 'KeyError: 42',
      'event.original': lines.join('\n'),
    });
  });

  test('an error without a message', () => {
    const fields = parse('python', 'Traceback (most recent call last):', '  File "a.py", line 1', 'KeyboardInterrupt');
    expect(fields).toMatchObject({ 'error.type': 'KeyboardInterrupt', message: 'KeyboardInterrupt' });
    expect(fields).not.toHaveProperty(['error.message']);
  });

  test('a traceback that was cut off has no error yet', () => {
    const fields = parse('python', 'ERROR:root:failed', 'Traceback (most recent call last):', '  File "a.py", line 1');
    expect(fields).not.toHaveProperty(['error.type']);
    expect(fields.message).toContain('Traceback');
  });

  test('what ends a Java thread names the thread', () => {
    const fields = parse('java', 'Exception in thread "main" java.lang.Error: no', '\tat a.B.main(B.java:3)');
    expect(fields).toMatchObject({
      'process.thread.name': 'main',
      'error.type': 'java.lang.Error',
      'error.message': 'no',
    });
  });

  test('a word with a colon in the message is not the exception', () => {
    const fields = parse(
      'java',
      '2026-11-21 05:37:03 ERROR Job - failed',
      'Reason: none',
      'x.YException: no',
      '\tat a.B.c(B.java:3)',
    );
    expect(fields).toMatchObject({ 'error.type': 'x.YException', message: 'failed\nReason: none' });
  });

  test('a level that says trouble makes it an error, a trace does too', () => {
    expect(parse('app', '[FATAL] gone')['event.type']).toEqual(['error']);
    expect(parse('app', '[INFO] there')['event.type']).toEqual(['info']);
    expect(parse('app', '[INFO] caught', 'a.BException: no', '\tat a.B.c(B.java:3)')['event.type']).toEqual(['error']);
  });

  test('many lines that look like the head of a trace take no quadratic time', () => {
    const reasons = 'Reason: none\n'.repeat(300_000);
    // A quadratic search takes minutes here, a linear one milliseconds.
    expect(
      runWithin(
        20_000,
        () => void parse('java', '2026-11-21 05:37:03 ERROR Job - failed', `${reasons}\tat a.B.c(B.java:3)`),
      ),
    ).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import { complaintOf, type Fields, processed } from './run.ts';

const before: Fields = { message: 'GET /health', status: 200, text: '200', list: ['a', 'b'], ok: true, empty: '' };

function holds(condition: string): boolean {
  return processed(`- drop: {}\n  if: ${condition}`, before).dropped;
}

describe('conditions', () => {
  test.each<[string, boolean]>([
    ['{ type: nginx.access }', true],
    ['{ type: syslog }', false],
    ['{ type: [syslog, nginx.access] }', true],
    ['{ field: status, equals: 200 }', true],
    ["{ field: status, equals: '200' }", true],
    ['{ field: text, equals: 200 }', true],
    ['{ field: status, equals: 20 }', false],
    ['{ field: ok, equals: true }', true],
    ['{ field: list, equals: b }', true],
    ['{ field: none, equals: b }', false],
    ['{ field: status, not_equals: 200 }', false],
    ['{ field: none, not_equals: 200 }', true],
    ['{ field: list, not_equals: a }', false],
    ['{ field: status, in: [404, 200] }', true],
    ['{ field: status, in: [404] }', false],
    ["{ field: message, matches: '%{WORD} /health' }", true],
    ["{ field: message, matches: '^%{IP}' }", false],
    ["{ field: message, matches: '/^get/' }", false],
    ["{ field: message, matches: '/^get/i' }", true],
    ["{ field: list, matches: '/^b$/' }", true],
    ["{ field: none, matches: '/./' }", false],
    ['{ field: none, exists: false }', true],
    ['{ field: empty, exists: true }', true],
    ['{ field: constructor, exists: true }', false],
    ['{ field: status, above: 199, below: 201 }', true],
    ['{ field: status, above: 200 }', false],
    ['{ field: text, below: 201 }', true],
    ['{ field: empty, below: 1 }', false],
    ['{ field: ok, above: 0 }', false],
    ['{ field: message, above: 0 }', false],
    ['{ type: nginx.access, field: status, equals: 404 }', false],
    ['{ all: [{ type: nginx.access }, { field: status, equals: 200 }] }', true],
    ['{ all: [{ type: nginx.access }, { field: status, equals: 404 }] }', false],
    ['{ any: [{ type: syslog }, { field: status, equals: 200 }] }', true],
    ['{ any: [{ type: syslog }, { field: status, equals: 404 }] }', false],
    ['{ not: { type: syslog } }', true],
    ['{ not: { any: [{ type: syslog }, { not: { type: syslog } }] } }', false],
    ['{ type: nginx.access, not: { field: status, equals: 200 } }', false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test.each([
    ["{ field: x, matches: '%{NOWHERE}' }", 'NOWHERE is not defined'],
    ["{ all: [{ not: { field: x, matches: '/(/' } }] }", 'Invalid regular expression'],
  ])('%s is told at load', (condition, reason) => {
    const complaint = complaintOf(`- drop: {}\n  if: ${condition}`);
    expect(complaint.subject).toBe('processors[0].if.matches');
    expect(complaint.code).toBe('bad_pattern');
    expect(complaint.message).toContain(reason);
  });
});

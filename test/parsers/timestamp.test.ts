import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTimestamp, type TimestampFormat } from '../../parsers/timestamp.ts';
import { isTimezone } from '../../parsers/zone.ts';

const november = Date.UTC(2026, 10, 21, 6);

function read(format: TimestampFormat, text: string, timezone = 'UTC', referenceMs = november) {
  return parseTimestamp(text, [format], { timezone, referenceMs });
}

describe('formats', () => {
  test.each<[TimestampFormat, string, string]>([
    ['ISO8601', '2026-11-21T05:37:03Z', '2026-11-21T05:37:03.000Z'],
    ['ISO8601', '2026-11-21T05:37:03.5Z', '2026-11-21T05:37:03.500Z'],
    ['ISO8601', '2026-11-21T05:37:03.123456+01:00', '2026-11-21T04:37:03.123456Z'],
    ['ISO8601', '2026-11-21T05:37:03.123456789Z', '2026-11-21T05:37:03.123456Z'],
    ['ISO8601', '2026-11-21 05:37:03,123', '2026-11-21T05:37:03.123Z'],
    ['ISO8601', '2026-11-21 05:37:03 +0530', '2026-11-21T00:07:03.000Z'],
    ['ISO8601', '2026-11-21 05:37:03 UTC', '2026-11-21T05:37:03.000Z'],
    ['ISO8601', '2026-11-21 05:37:03.123 CET', '2026-11-21T04:37:03.123Z'],
    ['ISO8601', '2026-11-21 05:37:03 PDT', '2026-11-21T12:37:03.000Z'],
    ['ISO8601', '2026-11-21T05:37-08', '2026-11-21T13:37:00.000Z'],
    ['ISO8601', '2026-12-31T23:59:60Z', '2026-12-31T23:59:59.000Z'],
    ['ISO8601', '1969-12-31T23:59:58.250Z', '1969-12-31T23:59:58.250Z'],
    ['ISO8601', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['HTTPDATE', '21/Nov/2026:05:37:03 -0800', '2026-11-21T13:37:03.000Z'],
    ['HTTPDATE', '1/Jan/2027:00:30:00 +0100', '2026-12-31T23:30:00.000Z'],
    ['SLASHED', '2026/11/21 05:37:03', '2026-11-21T05:37:03.000Z'],
    ['SLASHED', '26/11/21 05:37:03', '2026-11-21T05:37:03.000Z'],
    ['DASHED', '21-Nov-2026 05:37:03.123', '2026-11-21T05:37:03.123Z'],
    ['DASHED', '21-Nov-2026 05:37:03 UTC', '2026-11-21T05:37:03.000Z'],
    ['CTIME', 'Sat Nov 21 05:37:03.123456 2026', '2026-11-21T05:37:03.123456Z'],
    ['CTIME', 'Sat Nov  7 05:37:03 2026', '2026-11-07T05:37:03.000Z'],
    ['SYSLOG', 'Nov 21 05:37:03', '2026-11-21T05:37:03.000Z'],
    ['SYSLOG', 'Nov  1 05:37:03', '2026-11-01T05:37:03.000Z'],
    ['SYSLOG', 'Nov 1 05:37:03.250', '2026-11-01T05:37:03.250Z'],
    ['UNIX', '1795239423', '2026-11-21T05:37:03.000Z'],
    ['UNIX', '1795239423.25', '2026-11-21T05:37:03.250Z'],
    ['UNIX_MS', '1795239423007', '2026-11-21T05:37:03.007Z'],
  ])('%s %s', (format, text, expected) => {
    expect(read(format, text)).toBe(expected);
  });

  test.each<[TimestampFormat, string]>([
    ['ISO8601', '2026-02-29T00:00:00Z'],
    ['ISO8601', '2026-13-01T00:00:00Z'],
    ['ISO8601', '2026-11-21T24:00:00Z'],
    ['ISO8601', '2026-11-21T05:60:00Z'],
    ['ISO8601', '2026-11-21T05:37:03.Z'],
    ['ISO8601', '2026-11-21T05:37:03 Nowhere'],
    ['ISO8601', '2026-11-21'],
    ['ISO8601', ''],
    ['HTTPDATE', '31/Feb/2026:05:37:03 +0000'],
    ['HTTPDATE', '21/Now/2026:05:37:03 +0000'],
    ['SLASHED', '2026-11-21 05:37:03'],
    ['SLASHED', '26/11/32 05:37:03'],
    ['DASHED', '31-Feb-2026 05:37:03'],
    ['CTIME', 'Nov 21 05:37:03 2026'],
    ['SYSLOG', 'Nov 31 05:37:03'],
    ['SYSLOG', 'Nov21 05:37:03'],
    ['SYSLOG', 'Feb 30 05:37:03'],
    ['UNIX', '12e3'],
    ['UNIX', '999999999999999'],
  ])('turned down: %s %s', (format, text) => {
    expect(read(format, text)).toBeUndefined();
  });

  test('the first format that reads it counts', () => {
    const context = { timezone: 'UTC', referenceMs: november };
    expect(parseTimestamp('Nov 21 05:37:03', ['ISO8601', 'SYSLOG'], context)).toBe('2026-11-21T05:37:03.000Z');
  });

  test('ISO 8601 agrees with Date for every instant', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
        expect(read('ISO8601', date.toISOString())).toBe(date.toISOString());
        expect(read('UNIX_MS', String(date.getTime()))).toBe(date.toISOString());
      }),
    );
  });

  test('never throws', () => {
    const formats: TimestampFormat[] = [
      'ISO8601',
      'HTTPDATE',
      'SYSLOG',
      'SLASHED',
      'DASHED',
      'CTIME',
      'UNIX',
      'UNIX_MS',
    ];
    const piece = fc.constantFrom(
      '2026',
      '-',
      '/',
      ':',
      '11',
      '21',
      'Nov',
      'Sat',
      ' ',
      'T',
      '05',
      '.',
      ',',
      'Z',
      '+',
      '99',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const context = { timezone: 'Europe/Amsterdam', referenceMs: november };
        for (const format of formats) parseTimestamp(pieces.join(''), [format], context);
      }),
    );
  });
});

describe('zones', () => {
  test.each([
    ['Europe/Amsterdam', '2026-07-01 12:00:00', '2026-07-01T10:00:00.000Z'],
    ['Europe/Amsterdam', '2026-01-01 12:00:00', '2026-01-01T11:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-01 12:00:00', '2026-01-01T06:30:00.000Z'],
    ['America/New_York', '2026-07-01 12:00:00', '2026-07-01T16:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-01-01 12:00:00', '2026-01-01T01:00:00.000Z'],
    ['+02:00', '2026-01-01 12:00:00', '2026-01-01T10:00:00.000Z'],
    // Clocks go from 02:00 to 03:00: the times between do not exist, and come out as if the clock had not been set.
    ['Europe/Amsterdam', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['Europe/Amsterdam', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
    ['Europe/Amsterdam', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    // Clocks go from 03:00 back to 02:00: the times between are there twice, and count as the earlier.
    ['Europe/Amsterdam', '2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
    ['Europe/Amsterdam', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
    ['America/New_York', '2026-03-08 02:30:00', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-11-01 01:30:00', '2026-11-01T05:30:00.000Z'],
  ])('%s %s', (timezone, text, expected) => {
    expect(read('ISO8601', text, timezone)).toBe(expected);
  });

  test("a zone in the line wins over the input's", () => {
    expect(read('ISO8601', '2026-07-01T12:00:00Z', 'Europe/Amsterdam')).toBe('2026-07-01T12:00:00.000Z');
  });

  test('a zone that is not known is a time that cannot be read', () => {
    expect(isTimezone('Europe/Amsterdm')).toBe(false);
    expect(read('ISO8601', '2026-07-01 12:00:00', 'Europe/Amsterdm')).toBeUndefined();
    expect(read('ISO8601', '2026-07-01T12:00:00Z', 'Europe/Amsterdm')).toBe('2026-07-01T12:00:00.000Z');
  });

  test('local times go there and back, in every zone, away from changes of the clock', () => {
    const zones = fc.constantFrom(
      'Europe/Amsterdam',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Africa/Casablanca',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 2_000_000_000 }), (timezone, seconds) => {
        const instant = new Date(seconds * 1000);
        const parsed = read('ISO8601', localTime(instant, timezone), timezone);
        // Where the clock shows a time twice the earlier one is taken, so compare what the clock shows.
        expect(parsed && localTime(new Date(parsed), timezone)).toBe(localTime(instant, timezone));
      }),
      { numRuns: 300 },
    );
  });
});

function localTime(instant: Date, timeZone: string): string {
  return instant.toLocaleString('sv-SE', { timeZone });
}

describe('the year that syslog leaves out', () => {
  test.each([
    ['in January, December is of last year', 'Dec 31 23:59:59', Date.UTC(2027, 0, 1, 0, 5), '2026-12-31T23:59:59.000Z'],
    [
      'on New Year’s Eve, 1 January is tomorrow, by a clock ahead',
      'Jan  1 00:00:05',
      Date.UTC(2026, 11, 31, 23, 59),
      '2027-01-01T00:00:05.000Z',
    ],
    ['more than a day ahead is last year', 'Nov 23 06:00:00', november, '2025-11-23T06:00:00.000Z'],
    ['a little ahead is this year', 'Nov 21 18:00:00', november, '2026-11-21T18:00:00.000Z'],
    ['the leap day is of the last leap year', 'Feb 29 12:00:00', november, '2024-02-29T12:00:00.000Z'],
    ['over a century that has none', 'Feb 29 12:00:00', Date.UTC(2103, 5, 1), '2096-02-29T12:00:00.000Z'],
  ])('%s', (_, text, referenceMs, expected) => {
    expect(read('SYSLOG', text, 'UTC', referenceMs)).toBe(expected);
  });

  test('counts in the zone of the line', () => {
    const referenceMs = Date.UTC(2026, 11, 31, 23, 30);
    expect(read('SYSLOG', 'Jan  1 00:30:00', 'Europe/Amsterdam', referenceMs)).toBe('2026-12-31T23:30:00.000Z');
  });

  test('is never more than a day ahead, nor, the leap day aside, more than a year back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 365 }), (seconds, daysBack) => {
        const instant = new Date((seconds - daysBack * 86_400) * 1000);
        const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
        if (instant.getTime() < 0 || (instant.getUTCMonth() === 1 && instant.getUTCDate() === 29)) return;
        const text = `${months[instant.getUTCMonth()]} ${String(instant.getUTCDate()).padStart(2)} ${instant.toISOString().slice(11, 19)}`;
        const parsed = Date.parse(read('SYSLOG', text, 'UTC', seconds * 1000) ?? '');
        expect(parsed).toBeLessThanOrEqual((seconds + 86_400) * 1000);
        expect(parsed).toBeGreaterThan((seconds - 366 * 86_400) * 1000);
        if (daysBack < 364) expect(parsed).toBe(instant.getTime());
      }),
      { numRuns: 500 },
    );
  });
});

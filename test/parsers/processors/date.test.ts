import { describe, expect, test } from '@jest/globals';
import { complaintOf, processed } from './run.ts';

function time(text: string, options: string, referenceMs = Date.UTC(2026, 10, 21, 6), timezone = 'UTC') {
  const event = processed(`- date: { field: t, ${options} }`, { t: text }, { context: { timezone, referenceMs } });
  return event.fields.tags ?? event.timestamp;
}

const failed = ['_dateparsefailure'];
const amsterdam = 'timezone: Europe/Amsterdam';

describe('formats', () => {
  test.each<[string, string, string]>([
    ['2026-11-21T05:37:03.5Z', 'ISO8601', '2026-11-21T05:37:03.500Z'],
    ['1795239423', 'UNIX', '2026-11-21T05:37:03.000Z'],
    ['1795239423007', 'UNIX_MS', '2026-11-21T05:37:03.007Z'],
    ['Nov 21 05:37:03', 'SYSLOG', '2026-11-21T05:37:03.000Z'],
    ['21/Nov/2026:05:37:03 +0100', 'HTTPDATE', '2026-11-21T04:37:03.000Z'],
    ['21/11/2026 05:37:03,250 +0100', "'dd/MM/yyyy HH:mm:ss,SSS Z'", '2026-11-21T04:37:03.250Z'],
  ])('%s as %s', (text, format, expected) => {
    expect(time(text, `formats: [${format}]`)).toBe(expected);
  });

  test('the first that fits counts', () => {
    expect(time('21.11.2026', "formats: [ISO8601, 'dd.MM.yyyy']")).toBe('2026-11-21T00:00:00.000Z');
  });

  test('a number is read as text', () => {
    const event = processed('- date: { field: t, formats: [UNIX] }', { t: 1795239423 });
    expect(event.timestamp).toBe('2026-11-21T05:37:03.000Z');
  });

  test('what cannot be read leaves the time as it was, with a tag', () => {
    const event = processed('- date: { field: t, formats: [ISO8601] }', { t: 'soon' }, { timestamp: 'before' });
    expect(event).toMatchObject({ timestamp: 'before', fields: { t: 'soon', tags: failed } });
  });

  test('the time can go to a field', () => {
    const event = processed('- date: { field: t, formats: [UNIX], target: event.start }', { t: '0' });
    expect(event).toMatchObject({ timestamp: undefined, fields: { 'event.start': '1970-01-01T00:00:00.000Z' } });
  });

  test.each([
    ['ISO-8601', 'formats[1]: "ISO-8601" is no format'],
    ['yyyy-MM-dd qq', 'the letters qq stand for nothing known'],
    ['yyyy-MM-ddTHH:mm', "text goes in single quotes: 'T'"],
    ['HH:mm:ss', 'it has no day and month'],
    ['dd/MM hh:mm', 'needs an a for AM or PM'],
    ["dd/MM ''' x", 'a single quote in it is not closed'],
  ])('%s is none', (format, reason) => {
    const complaint = complaintOf(`- date: { field: t, formats: [UNIX, ${JSON.stringify(format)}] }`);
    expect(complaint).toMatchObject({ code: 'bad_configuration', subject: 'processors[0].date.formats[1]' });
    expect(complaint.message).toContain(reason);
  });
});

describe('zones', () => {
  test('the zone of the processor comes before that of the input, that of the line before both', () => {
    const tokyo = (options: string, text = '2026-11-21 05:00:00') => time(text, options, undefined, 'Asia/Tokyo');
    expect(tokyo('formats: [ISO8601]')).toBe('2026-11-20T20:00:00.000Z');
    expect(tokyo(`formats: [ISO8601], ${amsterdam}`)).toBe('2026-11-21T04:00:00.000Z');
    expect(tokyo(`formats: [ISO8601], ${amsterdam}`, '2026-11-21 05:00:00Z')).toBe('2026-11-21T05:00:00.000Z');
  });

  test('an hour that is skipped in spring is read as if the clock had not been set', () => {
    expect(time('2026-03-29 01:59:59', `formats: [ISO8601], ${amsterdam}`)).toBe('2026-03-29T00:59:59.000Z');
    expect(time('2026-03-29 02:30:00', `formats: [ISO8601], ${amsterdam}`)).toBe('2026-03-29T01:30:00.000Z');
    expect(time('2026-03-29 03:00:00', `formats: [ISO8601], ${amsterdam}`)).toBe('2026-03-29T01:00:00.000Z');
  });

  test('an hour that is there twice in autumn counts as its first time round', () => {
    const pattern = `formats: ['dd/MM/yyyy HH:mm'], ${amsterdam}`;
    expect(time('25/10/2026 01:30', pattern)).toBe('2026-10-24T23:30:00.000Z');
    expect(time('25/10/2026 02:30', pattern)).toBe('2026-10-25T00:30:00.000Z');
    expect(time('25/10/2026 03:30', pattern)).toBe('2026-10-25T02:30:00.000Z');
  });
});

describe.each(['SYSLOG', "'MMM d HH:mm:ss'"])('no year, %s', (format) => {
  const newYear = Date.UTC(2027, 0, 1, 0, 0, 5);
  const newYearsEve = Date.UTC(2026, 11, 31, 23, 59, 55);

  test.each<[string, number, string]>([
    ['Dec 31 23:59:59', newYear, '2026-12-31T23:59:59.000Z'],
    ['Jan 1 00:00:01', newYear, '2027-01-01T00:00:01.000Z'],
    ['Jan 1 00:00:01', newYearsEve, '2027-01-01T00:00:01.000Z'],
    ['Dec 31 23:59:59', newYearsEve, '2026-12-31T23:59:59.000Z'],
    ['Jan 3 00:00:01', newYearsEve, '2026-01-03T00:00:01.000Z'],
    ['Feb 29 12:00:00', Date.UTC(2028, 1, 29, 13), '2028-02-29T12:00:00.000Z'],
    ['Feb 29 12:00:00', Date.UTC(2026, 5, 1), '2024-02-29T12:00:00.000Z'],
  ])('%s read at %d', (text, referenceMs, expected) => {
    expect(time(text, `formats: [${format}]`, referenceMs)).toBe(expected);
  });

  test('the zone decides on which side of New Year a line lies', () => {
    const east = 'timezone: Pacific/Kiritimati';
    expect(time('Jan 1 13:59:59', `formats: [${format}], ${east}`, newYearsEve)).toBe('2026-12-31T23:59:59.000Z');
  });

  test('a day that no year has is none', () => {
    expect(time('Feb 30 12:00:00', `formats: [${format}]`)).toEqual(failed);
  });
});

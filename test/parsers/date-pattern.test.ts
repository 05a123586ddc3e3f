import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileDatePattern } from '../../parsers/date-pattern.ts';

const context = { timezone: 'UTC', referenceMs: Date.UTC(2026, 10, 21, 6) };

function read(pattern: string, text: string) {
  return compileDatePattern(pattern)(text, context);
}

describe('letters', () => {
  test.each<[string, string, string]>([
    ['yyyy-MM-dd', '2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['uuuu-MM-dd', '2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['YYYY.MM.dd', '2026.11.21', '2026-11-21T00:00:00.000Z'],
    ['yyMMdd HHmmss', '261121 053703', '2026-11-21T05:37:03.000Z'],
    ['yyyyMMddHHmmssSSS', '20261121053703123', '2026-11-21T05:37:03.123Z'],
    ['d/M/yyyy H:m:s', '1/2/2026 3:4:5', '2026-02-01T03:04:05.000Z'],
    ['dd/MM/yyyy', '1/2/2026', '2026-02-01T00:00:00.000Z'],
    ['d MMM yyyy', '1 Sep 2026', '2026-09-01T00:00:00.000Z'],
    ['d MMM yyyy', '1 sept. 2026', ''],
    ['d MMMM yyyy', '1 September 2026', '2026-09-01T00:00:00.000Z'],
    ['d MMMM yyyy', '1 May 2026', '2026-05-01T00:00:00.000Z'],
    ['MMM dd, yyyy hh:mm:ss a', 'Nov 21, 2026 12:37:03 AM', '2026-11-21T00:37:03.000Z'],
    ['MMM dd, yyyy hh:mm:ss a', 'Nov 21, 2026 12:37:03 pm', '2026-11-21T12:37:03.000Z'],
    ['MMM dd, yyyy h:mm a', 'Nov 21, 2026 5:37 PM', '2026-11-21T17:37:00.000Z'],
    ['MMM dd, yyyy hh:mm a', 'Nov 21, 2026 13:37 PM', ''],
    ['EEE, d MMM yyyy HH:mm:ss Z', 'Sat, 21 Nov 2026 05:37:03 +0100', '2026-11-21T04:37:03.000Z'],
    ['EEEE d MMMM yyyy', 'Saturday 21 November 2026', '2026-11-21T00:00:00.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-11-21T05:37:03.123+01:00', '2026-11-21T04:37:03.123Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-11-21T05:37:03.123Z', '2026-11-21T05:37:03.123Z'],
    ['yyyy-MM-dd HH:mm:ss,SSSSSS', '2026-11-21 05:37:03,123456', '2026-11-21T05:37:03.123456Z'],
    ['yyyy-MM-dd HH:mm:ss ZZ', '2026-11-21 05:37:03 -08:00', '2026-11-21T13:37:03.000Z'],
    ['yyyy-MM-dd HH:mm:ss z', '2026-11-21 05:37:03 CET', '2026-11-21T04:37:03.000Z'],
    ['yyyy-MM-dd HH:mm:ss VV', '2026-07-21 05:37:03 Europe/Amsterdam', '2026-07-21T03:37:03.000Z'],
    ['yyyy-MM-dd HH:mm:ss z', '2026-11-21 05:37:03 Nowhere', ''],
    ["dd 'o''clock' MM yyyy", "21 o'clock 11 2026", '2026-11-21T00:00:00.000Z'],
    ["dd''MM''yyyy", "21'11'2026", '2026-11-21T00:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2026-12-31 23:59:60', '2026-12-31T23:59:59.000Z'],
    ['yyyy-MM-dd', '2026-02-29', ''],
    ['yyyy-MM-dd', '2026-11-21x', ''],
    ['yyyy-MM-dd HH:mm', '2026-11-21 24:00', ''],
    ['yyyy-MM-dd HH:mm', '2026-11-21 05:60', ''],
    ['yyyy-MM-dd', '26-11-21', ''],
  ])('%s reads %s', (pattern, text, expected) => {
    expect(read(pattern, text) ?? '').toBe(expected);
  });
});

describe('laws', () => {
  test('every instant that is written by a pattern is read back', () => {
    const reader = compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    const german = compileDatePattern('d.M.yyyy H:mm:ss,SSS');
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
        const iso = date.toISOString();
        expect(reader(iso, context)).toBe(iso);
        const [, year, month, day, clock, milliseconds] = /^(.{4})-(..)-(..)T(.{8})\.(...)Z$/.exec(iso) ?? [];
        const written = `${Number(day)}.${Number(month)}.${year} ${clock},${milliseconds}`;
        expect(german(written, context)).toBe(iso);
      }),
    );
  });

  test('a pattern compiles or says why, and what it reads is a time', () => {
    const pattern = fc.array(
      fc.constantFrom(
        'yyyy',
        'yy',
        'MM',
        'MMM',
        'd',
        'dd',
        'HH',
        'h',
        'a',
        'mm',
        'ss',
        'SSS',
        'Z',
        'z',
        'EEE',
        'q',
        "'",
        "'x'",
        '-',
        ' ',
        ':',
      ),
    );
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom(...'0123456789-: NovSatZ+amPx'.split('')) }),
        (pieces, text) => {
          let reader: ReturnType<typeof compileDatePattern>;
          try {
            reader = compileDatePattern(pieces.join(''));
          } catch (error) {
            expect((error as Error).message).not.toBe('');
            return;
          }
          const time = reader(text, context);
          if (time !== undefined) expect(new Date(time).toISOString().slice(0, 19)).toBe(time.slice(0, 19));
        },
      ),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecord } from '../../../parsers/families/csv-record.ts';

const quote = (column: string) => `"${column.replaceAll('"', '""')}"`;

describe('a record of CSV', () => {
  test('what is quoted comes back, whatever is in it', () => {
    const columns = fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ') }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(fc.property(columns, (texts) => expect(csvRecord(texts.map(quote).join(','))).toEqual(texts)));
  });

  test.each([
    ['plain columns', 'a,,b', ['a', '', 'b']],
    ['a comma at the end', 'a,', ['a', '']],
    ['nothing', '', ['']],
    ['a quote within a plain column', 'a"b,c', ['a"b', 'c']],
  ])('%s', (_, text, columns) => {
    expect(csvRecord(text)).toEqual(columns);
  });

  test.each([
    ['a quote that is not closed', '"a'],
    ['a quote that only seems closed', '"a""'],
    ['text behind a quote', '"a"b,c'],
    ['more columns than any log has', ','.repeat(256)],
  ])('%s is not one', (_, text) => {
    expect(csvRecord(text)).toBeUndefined();
  });
});

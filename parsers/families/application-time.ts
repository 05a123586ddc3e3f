import type { ParseContext } from '../source.ts';
import { parseTimestamp, type TimestampFormat } from '../timestamp.ts';
import { isTimezone } from '../zone.ts';

const usual: readonly TimestampFormat[] = ['ISO8601', 'SLASHED', 'DASHED', 'HTTPDATE', 'CTIME'];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Nov 21, 2026 5:37:03 AM`: java.util.logging. Since Java 20 a narrow space stands before AM. */
const monthFirst =
  /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2})(:\d\d:\d\d(?:[.,]\d{1,9})?)(?:[ \u202f]([AP])M)?( [A-Z]{2,5})?$/;
/** `11/21/2026, 5:37:03 AM`: what JavaScript makes of a date in the United States. */
const slashedUs = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2})(:\d\d:\d\d)(?:[ \u202f]([AP])M)?$/;
/** `11/21/26 5:37:03:123 CET`: WebSphere in the United States. The same digits elsewhere begin with a year. */
const shortUs = /^(\d{1,2})\/(\d{1,2})\/(\d\d) (\d{1,2})(:\d\d:\d\d):(\d{3})( [A-Z]{2,5})$/;
/** `261121 053703`, `261121 05:37:03`: old Hadoop, Tornado. */
const compact = /^(\d\d)?(\d\d)(\d\d)(\d\d)[ T-]?(\d\d):?(\d\d):?(\d\d)(?:[.,:](\d+))?$/;
/** `Sat, 21 Nov 2026 05:37:03 GMT`, `21 Nov 2026 05:37:03,123`. */
const dayFirst = /^(?:[A-Z][a-z]{2}, )?(\d{1,2})[ /]([A-Z][a-z]{2})[ /](\d{4})[ :](\d\d:\d\d:\d\d.*)$/;
/** `Sat Nov 21 05:37:03 UTC 2026`: the C library's, with a zone before the year. */
const zonedCtime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) ([A-Z]{2,5}|[+-]\d{4}) (\d{4})$/;
/** `11-21 05:37:03.123`: Android leaves out the year, as syslog does. */
const yearless = /^(\d\d)-(\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/;
/** `21-Nov-2026 05:37:03 Europe/Amsterdam`: PHP names the zone of the server. */
const namedZone = /^(.+) ([A-Z][A-Za-z_]+\/[A-Za-z_/+-]+\d*)$/;

/**
 * Reads a time in any form in which programs write it.
 * @returns ISO 8601 in UTC, or undefined where it is no time
 */
export function readApplicationTime(text: string, context: ParseContext): string | undefined {
  const known = parseTimestamp(text, usual, context);
  if (known !== undefined) return known;
  const zoned = namedZone.exec(text);
  if (zoned?.[1] && zoned[2] && isTimezone(zoned[2]))
    return readApplicationTime(zoned[1], { ...context, timezone: zoned[2] });
  const day = yearless.exec(text);
  if (day) return parseTimestamp(`${nameOf(Number(day[1]))} ${day[2]} ${day[3]}`, ['SYSLOG'], context);
  const iso = isoOf(text);
  return iso === text ? undefined : parseTimestamp(iso, ['ISO8601', 'SLASHED'], context);
}

/** Rewrites what is not among the fixed formats; anything else comes back as it is. */
function isoOf(text: string): string {
  let match = monthFirst.exec(text);
  if (match) {
    const [, name = '', day = '', year, hour, rest, half, zone = ''] = match;
    return `${year}-${monthOf(name)}-${two(day)} ${hour24(hour, half)}${rest}${zone}`;
  }
  match = slashedUs.exec(text);
  if (match) {
    const [, month = '', day = '', year, hour, rest, half] = match;
    return `${year}-${two(month)}-${two(day)} ${hour24(hour, half)}${rest}`;
  }
  match = compact.exec(text);
  if (match) {
    const [, century = '20', year, month, day, hour, minute, second, fraction] = match;
    return `${century}${year}-${month}-${day} ${hour}:${minute}:${second}${fraction ? `.${fraction}` : ''}`;
  }
  match = dayFirst.exec(text);
  if (match) return `${match[3]}-${monthOf(match[2] ?? '')}-${two(match[1] ?? '')} ${match[4]}`;
  match = zonedCtime.exec(text);
  if (match) return `${match[5]}-${monthOf(match[1] ?? '')}-${two(match[2] ?? '')} ${match[3]} ${match[4]}`;
  // Gin's dash and Airflow's comma between date and time; a colon before the milliseconds.
  return text.replace(/^(\d{4}[-/]\d\d[-/]\d\d)(?:, ?| - |-| +)/, '$1 ').replace(/(:\d\d:\d\d):(\d+)/, '$1.$2');
}

/** The date as the United States write it, in the form of ISO 8601; any other text as it is. */
export function isoOfUs(text: string): string {
  const match = shortUs.exec(text);
  if (!match) return text;
  const [, month = '', day = '', year, hour = '', rest, fraction, zone] = match;
  return `20${year}-${two(month)}-${two(day)} ${two(hour)}${rest}.${fraction}${zone}`;
}

function monthOf(name: string): string {
  return two(String(months.indexOf(name.toLowerCase()) + 1));
}

function nameOf(month: number): string {
  return months[month - 1] ?? '';
}

function two(text: string): string {
  return text.padStart(2, '0');
}

function hour24(hour = '', half: string | undefined): string {
  if (half === undefined) return two(hour);
  return two(String((Number(hour) % 12) + (half === 'P' ? 12 : 0)));
}

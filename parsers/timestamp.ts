import { formatInstant, isDate, secondsFrom } from './calendar.ts';
import { offsetAt, parseOffset } from './zone.ts';
import { namedOffset } from './zone-names.ts';

/**
 * How a time is written. All are read by hand, character by character: a general date parser takes as long as the whole line.
 * - `ISO8601`: `2026-11-21T05:37:03.123456Z`; also a space for the `T`, a comma for the point, no seconds, no zone
 * - `HTTPDATE`: `21/Nov/2026:05:37:03 +0000`
 * - `SYSLOG`: `Nov 21 05:37:03`, without a year
 * - `SLASHED`: `2026/11/21 05:37:03`, as in Nginx's error log and Go's; also `26/11/21 05:37:03`
 * - `DASHED`: `21-Nov-2026 05:37:03.123`, as Tomcat and PHP write it
 * - `CTIME`: `Sat Nov 21 05:37:03.123456 2026`, as in Apache's error log
 * - `UNIX`, `UNIX_MS`: seconds, milliseconds since 1970
 */
export type TimestampFormat = 'ISO8601' | 'HTTPDATE' | 'SYSLOG' | 'SLASHED' | 'DASHED' | 'CTIME' | 'UNIX' | 'UNIX_MS';

export interface TimeContext {
  /** IANA zone or offset of times that name none. */
  readonly timezone: string;
  /** Milliseconds since 1970 near the time of the line: decides the year where there is none. */
  readonly referenceMs: number;
}

type Reader = (text: string, context: TimeContext) => string | undefined;

const daySeconds = 86_400;
/** The end of the year 9999: beyond it ISO 8601 needs more digits. */
const lastSecond = 253_402_300_799;
const monthNumbers: Readonly<Record<string, number>> = Object.fromEntries(
  'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map((name, index) => [name, index + 1]),
);

/**
 * Reads a time with the first format that fits.
 * @returns ISO 8601 in UTC with 3 or 6 places of seconds; undefined where no format fits, the date does not exist, or the zone is
 * not known
 */
export function parseTimestamp(
  text: string,
  formats: readonly TimestampFormat[],
  context: TimeContext,
): string | undefined {
  for (const format of formats) {
    const parsed = readers[format](text, context);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

const readers: Readonly<Record<TimestampFormat, Reader>> = {
  ISO8601: readIso,
  HTTPDATE: readHttpDate,
  SYSLOG: readSyslog,
  SLASHED: readSlashed,
  DASHED: readDashed,
  CTIME: readCtime,
  UNIX: (text) => readUnix(text, 1),
  UNIX_MS: (text) => readUnix(text, 1000),
};

/** All of them, by name. */
export const timestampFormats = Object.keys(readers) as readonly TimestampFormat[];

function readIso(text: string, context: TimeContext): string | undefined {
  const separator = text.charCodeAt(10);
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  if (separator !== 84 && separator !== 32 && separator !== 116) return undefined;
  return readClock(text, 11, number4(text, 0), number2(text, 5), number2(text, 8), context);
}

function readSlashed(text: string, context: TimeContext): string | undefined {
  if (text.charCodeAt(2) === 47 && text.charCodeAt(5) === 47)
    return readClock(text, 9, 2000 + number2(text, 0), number2(text, 3), number2(text, 6), context);
  if (text.charCodeAt(4) !== 47 || text.charCodeAt(7) !== 47 || text.charCodeAt(10) !== 32) return undefined;
  return readClock(text, 11, number4(text, 0), number2(text, 5), number2(text, 8), context);
}

function readDashed(text: string, context: TimeContext): string | undefined {
  if (text.charCodeAt(2) !== 45 || text.charCodeAt(6) !== 45 || text.charCodeAt(11) !== 32) return undefined;
  return readClock(text, 12, number4(text, 7), monthAt(text, 3), number2(text, 0), context);
}

function readHttpDate(text: string, context: TimeContext): string | undefined {
  const at = text.charCodeAt(1) === 47 ? 1 : 2;
  if (text.charCodeAt(at) !== 47 || text.charCodeAt(at + 4) !== 47 || text.charCodeAt(at + 9) !== 58) return undefined;
  const day = at === 1 ? digit(text, 0) : number2(text, 0);
  return readClock(text, at + 10, number4(text, at + 5), monthAt(text, at + 1), day, context);
}

/** `Mon Nov 21 05:37:03.123456 2026`: the year stands last, so the clock is put together from its parts. */
function readCtime(text: string, context: TimeContext): string | undefined {
  const match = /^[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d\d:\d\d:\d\d(?:\.\d+)?) (\d{4})$/.exec(text);
  if (!match) return undefined;
  const [, month = '', day, clock = '', year] = match;
  return readClock(clock, 0, Number(year), monthAt(month, 0), Number(day), context);
}

/**
 * The year that is missing is the latest one that does not put the line more than a day after the reference: a line of
 * December read in January is of last year, one of 1 January read on 31 December, by a clock behind, is of next year.
 * 29 February goes back to the last leap year.
 */
function readSyslog(text: string, context: TimeContext): string | undefined {
  const month = monthAt(text, 0);
  let at = 3;
  while (text.charCodeAt(at) === 32) at++;
  const wide = text.charCodeAt(at + 1) !== 32;
  const day = wide ? number2(text, at) : digit(text, at);
  const clockAt = at + (wide ? 3 : 2);
  if (!(month >= 1) || !(day >= 1) || at === 3) return undefined;
  const latest = yearOf(context.referenceMs) + 1;
  for (let year = latest; year >= latest - 9; year--) {
    if (!isDate(year, month, day)) continue;
    const aheadSeconds = secondsFrom(year, month, day, 0, 0, 0) - context.referenceMs / 1000;
    // Whole days rule out all but one year for nearly every line, before zones are asked.
    if (aheadSeconds > 2 * daySeconds) continue;
    const parsed = readClock(text, clockAt, year, month, day, context);
    // A day that ended half a day and more before the reference is behind it in every zone.
    if (aheadSeconds < -1.5 * daySeconds) return parsed;
    if (parsed === undefined || Date.parse(parsed) <= context.referenceMs + daySeconds * 1000) return parsed;
  }
  return undefined;
}

let lastReferenceMs = Number.NaN;
let lastYear = 0;

/** All lines of a segment have the same reference. */
function yearOf(referenceMs: number): number {
  if (referenceMs !== lastReferenceMs) {
    lastYear = new Date(referenceMs).getUTCFullYear();
    lastReferenceMs = referenceMs;
  }
  return lastYear;
}

/** `HH:mm`, `:ss`, a fraction, a zone; from `at` to the end of the text. */
function readClock(
  text: string,
  at: number,
  year: number,
  month: number,
  day: number,
  context: TimeContext,
): string | undefined {
  const hour = number2(text, at);
  const minute = number2(text, at + 3);
  if (text.charCodeAt(at + 2) !== 58 || !(hour < 24) || !(minute < 60) || !isDate(year, month, day)) return undefined;
  let end = at + 5;
  let second = 0;
  if (text.charCodeAt(end) === 58) {
    second = number2(text, end + 1);
    if (!(second <= 60)) return undefined;
    // A leap second is the last of its minute: no clock that indexes can show it.
    if (second === 60) second = 59;
    end += 3;
  }
  let fraction = '';
  const point = text.charCodeAt(end);
  if (point === 46 || point === 44) {
    const from = ++end;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end === from) return undefined;
    fraction = text.slice(from, end);
  }
  const local = secondsFrom(year, month, day, hour, minute, second);
  const offset = readOffset(text, end, local, context);
  return offset === undefined ? undefined : formatInstant(local - offset, fraction);
}

function readOffset(text: string, at: number, local: number, context: TimeContext): number | undefined {
  if (at >= text.length) return offsetAt(context.timezone, local);
  const from = text.charCodeAt(at) === 32 ? at + 1 : at;
  const sign = text.charCodeAt(from);
  if (text.length === from + 5 && (sign === 43 || sign === 45)) {
    const seconds = number2(text, from + 1) * 3600 + number2(text, from + 3) * 60;
    if (seconds < daySeconds) return sign === 45 ? -seconds : seconds;
  }
  const zone = text.slice(from);
  if (zone === 'UTC' || zone === 'GMT') return 0;
  return zone === '' ? undefined : (parseOffset(zone) ?? namedOffset(zone));
}

function readUnix(text: string, perSecond: 1 | 1000): string | undefined {
  const match = /^(-?\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const value = Number(match[1]);
  const fraction = match[2] ?? '';
  const seconds = Math.floor(value / perSecond);
  if (Math.abs(seconds) > lastSecond) return undefined;
  if (perSecond === 1) return formatInstant(seconds, fraction);
  return formatInstant(seconds, String(value - seconds * 1000).padStart(3, '0') + fraction);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** NaN where there is no digit, which every comparison after it turns down. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code - 48 : Number.NaN;
}

function number2(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function number4(text: string, at: number): number {
  return number2(text, at) * 100 + number2(text, at + 2);
}

function monthAt(text: string, at: number): number {
  return monthNumbers[text.slice(at, at + 3).toLowerCase()] ?? Number.NaN;
}

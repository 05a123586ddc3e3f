import type { DateToken } from './date-pattern.ts';
import { isTimezone, parseOffset } from './zone.ts';
import { namedOffset } from './zone-names.ts';

/** What a text says of a time. */
export interface DateParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fraction: string;
  afternoon: boolean | undefined;
  /** Seconds east of UTC. */
  offset: number | undefined;
  /** IANA name. */
  zone: string | undefined;
}

export function freshParts(): DateParts {
  return {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: '',
    afternoon: undefined,
    offset: undefined,
    zone: undefined,
  };
}

/** Reads a part at a place. @returns the place behind it, or -1 */
export type DateStep = (text: string, at: number, parts: DateParts) => number;

type NumberPart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const numberParts: Readonly<Record<string, NumberPart>> = {
  y: 'year',
  u: 'year',
  Y: 'year',
  M: 'month',
  L: 'month',
  d: 'day',
  H: 'hour',
  h: 'hour',
  m: 'minute',
  s: 'second',
};
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const fullMonthNames = 'january february march april may june july august september october november december'.split(
  ' ',
);
const dayNames = 'sun mon tue wed thu fri sat'.split(' ');
const fullDayNames = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const fractionMost = 9;

/**
 * @param next decides how far digits reach: where more digits follow, the count of the letters is exact
 * @throws Error for a letter that means nothing here
 */
export function stepFor(token: DateToken, next: DateToken | undefined): DateStep {
  const { letter, text } = token;
  if (letter === undefined) return (line, at) => (line.startsWith(text, at) ? at + text.length : -1);
  const count = text.length;
  if ((letter === 'M' || letter === 'L') && count > 2) return monthName;
  const part = numberParts[letter];
  if (part !== undefined) return numberStep(part, count, next !== undefined && isNumeric(next));
  switch (letter) {
    case 'S':
      return fractionStep(count, next !== undefined && isNumeric(next));
    case 'a':
      return halfDay;
    case 'E':
      return dayName;
    case 'Z':
    case 'X':
    case 'x':
    case 'z':
    case 'V':
      return zone;
    default:
      throw new Error(`the letters ${text} stand for nothing known; text goes in single quotes: '${text}'`);
  }
}

function isNumeric({ letter, text }: DateToken): boolean {
  if (letter === undefined) return /^\d/.test(text);
  if ((letter === 'M' || letter === 'L') && text.length > 2) return false;
  return letter === 'S' || numberParts[letter] !== undefined;
}

function numberStep(part: NumberPart, count: number, exact: boolean): DateStep {
  const shortYear = part === 'year' && count === 2;
  const least = exact ? count : part === 'year' ? Math.min(count, 4) : 1;
  const most = exact ? count : part === 'year' ? (shortYear ? 2 : 4) : Math.max(count, 2);
  return (text, at, parts) => {
    let end = at;
    let value = 0;
    while (end - at < most && isDigit(text, end)) value = value * 10 + text.charCodeAt(end++) - 48;
    if (end - at < least) return -1;
    parts[part] = shortYear ? 2000 + value : value;
    return end;
  };
}

function fractionStep(count: number, exact: boolean): DateStep {
  const most = exact ? count : Math.max(count, fractionMost);
  return (text, at, parts) => {
    let end = at;
    while (end - at < most && isDigit(text, end)) end++;
    if (end === at || (exact && end - at < count)) return -1;
    parts.fraction = text.slice(at, end);
    return end;
  };
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

const monthName: DateStep = (text, at, parts) => {
  const [index, end] = nameAt(text, at, monthNames, fullMonthNames);
  parts.month = index + 1;
  return end;
};

/** What day of the week it was follows from the date; what the text says is not held against it. */
const dayName: DateStep = (text, at) => nameAt(text, at, dayNames, fullDayNames)[1];

function nameAt(
  text: string,
  at: number,
  short: readonly string[],
  full: readonly string[],
): [index: number, end: number] {
  const index = short.indexOf(text.slice(at, at + 3).toLowerCase());
  const name = full[index];
  if (name === undefined) return [-1, -1];
  if (text.slice(at, at + name.length).toLowerCase() === name) return [index, at + name.length];
  return [index, text[at + 3] === '.' ? at + 4 : at + 3];
}

const halfDay: DateStep = (text, at, parts) => {
  const half = text.slice(at, at + 2).toLowerCase();
  if (half !== 'am' && half !== 'pm') return -1;
  parts.afternoon = half === 'pm';
  return at + 2;
};

const zonePattern = /[+-]\d\d(?::?\d\d)?|[A-Za-z]+(?:[/_+-]+[A-Za-z0-9]+)*/y;

/** Any of the ways to write a zone: `+0100`, `+01:00`, `Z`, `UTC`, `CET`, `Europe/Amsterdam`. Programs and patterns seldom agree on one. */
const zone: DateStep = (text, at, parts) => {
  zonePattern.lastIndex = at;
  const name = zonePattern.exec(text)?.[0];
  if (name === undefined) return -1;
  parts.offset = name === 'UTC' || name === 'GMT' ? 0 : (parseOffset(name) ?? namedOffset(name));
  if (parts.offset === undefined) {
    if (!isTimezone(name)) return -1;
    parts.zone = name;
  }
  return at + name.length;
};

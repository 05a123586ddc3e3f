import { formatInstant, isDate, secondsFrom } from './calendar.ts';
import { type DateParts, type DateStep, freshParts, stepFor } from './date-steps.ts';
import type { TimeContext } from './timestamp.ts';
import { offsetAt } from './zone.ts';

/** @returns ISO 8601 in UTC, or undefined where the text is not of the pattern or the time does not exist */
export type DateReader = (text: string, context: TimeContext) => string | undefined;

const daySeconds = 86_400;

/**
 * Compiles a pattern in the letters that java.time and Joda share: `dd/MM/yyyy HH:mm:ss,SSS Z`. Text stands in single quotes; what is no
 * letter stands for itself. Month and day names are English. Where there is no year, it is the latest one that does not put the time more
 * than a day after the reference, as for syslog.
 * @throws Error that says what is wrong with the pattern
 */
export function compileDatePattern(pattern: string): DateReader {
  const tokens = tokensOf(pattern);
  const steps = tokens.map((token, i) => stepFor(token, tokens[i + 1]));
  const letters = new Set(tokens.flatMap(({ letter }) => letter ?? []));
  const has = (...any: string[]) => any.some((letter) => letters.has(letter));
  if (!has('d') || !has('M', 'L')) throw new Error('it has no day and month (dd, MM)');
  if (has('h') && !has('a')) throw new Error('hh counts to twelve and needs an a for AM or PM; HH counts to 23');
  const withYear = has('y', 'u', 'Y');
  return (text, context) => {
    const parts = readParts(steps, text);
    if (!parts) return undefined;
    return withYear ? instantOf(parts, parts.year, context) : withoutYear(parts, context);
  };
}

export interface DateToken {
  /** Undefined for text. */
  readonly letter?: string;
  readonly text: string;
}

function tokensOf(pattern: string): DateToken[] {
  const tokens: DateToken[] = [];
  const piece = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/y;
  while (piece.lastIndex < pattern.length) {
    const match = piece.exec(pattern);
    if (!match) throw new Error('a single quote in it is not closed');
    const [text, quoted, letter] = match;
    if (letter !== undefined) tokens.push({ letter, text });
    else tokens.push({ text: quoted === undefined ? text : quoted === '' ? "'" : quoted.replaceAll("''", "'") });
  }
  return tokens;
}

function readParts(steps: readonly DateStep[], text: string): DateParts | undefined {
  const parts = freshParts();
  let at = 0;
  for (const step of steps) {
    at = step(text, at, parts);
    if (at < 0) return undefined;
  }
  return at === text.length ? parts : undefined;
}

function instantOf(parts: DateParts, year: number, context: TimeContext): string | undefined {
  const { month, day, minute } = parts;
  const hour = parts.afternoon === undefined ? parts.hour : (parts.hour % 12) + (parts.afternoon ? 12 : 0);
  if (parts.afternoon !== undefined && (parts.hour < 1 || parts.hour > 12)) return undefined;
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || parts.second > 60) return undefined;
  // A leap second is the last of its minute: no clock that indexes can show it.
  const second = Math.min(parts.second, 59);
  const local = secondsFrom(year, month, day, hour, minute, second);
  const offset = parts.offset ?? offsetAt(parts.zone ?? context.timezone, local);
  return offset === undefined ? undefined : formatInstant(local - offset, parts.fraction);
}

function withoutYear(parts: DateParts, context: TimeContext): string | undefined {
  const latest = new Date(context.referenceMs).getUTCFullYear() + 1;
  for (let year = latest; year >= latest - 9; year--) {
    if (!isDate(year, parts.month, parts.day)) continue;
    const aheadSeconds = secondsFrom(year, parts.month, parts.day, 0, 0, 0) - context.referenceMs / 1000;
    // Whole days rule out all but one year for nearly every line, before zones are asked.
    if (aheadSeconds > 2 * daySeconds) continue;
    const parsed = instantOf(parts, year, context);
    if (parsed === undefined || Date.parse(parsed) <= context.referenceMs + daySeconds * 1000) return parsed;
  }
  return undefined;
}

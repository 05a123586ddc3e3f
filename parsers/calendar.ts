/** The proleptic Gregorian calendar in whole seconds since 1970, UTC. */

const secondsPerDay = 86_400;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

let lastDay = Number.NaN;
let lastDate = '';

export function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (leap ? 29 : (monthLengths[month - 1] ?? 0));
}

/** Days since 1970. Counts years from March, so that the leap day is the last of its year. */
export function daysFrom(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function secondsFrom(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  return daysFrom(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + second;
}

/**
 * @param seconds since 1970
 * @param fraction digits behind the decimal point; kept to 3 or 6 places, cut and not rounded, as clocks do
 */
export function formatInstant(seconds: number, fraction: string): string {
  const day = Math.floor(seconds / secondsPerDay);
  const rest = seconds - day * secondsPerDay;
  if (day !== lastDay) {
    lastDate = new Date(day * secondsPerDay * 1000).toISOString().slice(0, -14);
    lastDay = day;
  }
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor(rest / 60) % 60;
  return `${lastDate}T${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[rest % 60]}.${places(fraction)}Z`;
}

function places(fraction: string): string {
  if (fraction === '') return '000';
  if (fraction.length === 3 || fraction.length === 6) return fraction;
  return fraction.length < 3 ? fraction.padEnd(3, '0') : fraction.slice(0, 6).padEnd(6, '0');
}

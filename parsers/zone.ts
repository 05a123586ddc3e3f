/**
 * Offsets of time zones. `Intl` takes tens of microseconds for each question, so answers are kept for each quarter of an hour:
 * since 1970 no zone has changed its offset at another moment.
 */

const quarterSeconds = 900;
const cacheEntries = 20_000;

interface Zone {
  readonly fixedSeconds: number | undefined;
  readonly format: Intl.DateTimeFormat | undefined;
  /** Offset by quarter of an hour, local time. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone | undefined>();

/** Whether `parseTimestamp` can use it: an IANA name, `Z`, or an offset such as `+02:00`. */
export function isTimezone(name: string): boolean {
  return zoneOf(name) !== undefined;
}

/**
 * The offset from UTC of a local time, both in seconds. Local times that a clock shows twice (the hour after summer time ends)
 * count as the earlier one; times that it skips count with the offset from before, and so come out an hour later on the clock.
 * The same choice as `Temporal`'s `compatible`.
 * @param localSeconds since 1970, as if the local time were UTC
 * @returns undefined for a zone that is not known
 */
export function offsetAt(zoneName: string, localSeconds: number): number | undefined {
  const zone = zoneOf(zoneName);
  if (!zone) return undefined;
  if (zone.fixedSeconds !== undefined) return zone.fixedSeconds;
  const quarter = Math.floor(localSeconds / quarterSeconds);
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  if (zone.offsets.size >= cacheEntries) zone.offsets.clear();
  const offset = askOffset(zone, quarter * quarterSeconds);
  zone.offsets.set(quarter, offset);
  return offset;
}

function askOffset(zone: Zone, localSeconds: number): number {
  const before = offsetAtInstant(zone, localSeconds - 86_400);
  const after = offsetAtInstant(zone, localSeconds + 86_400);
  if (before === after) return before;
  // A change is near. The offset from before holds if the instant that it leads to still has it, and in gaps.
  if (offsetAtInstant(zone, localSeconds - before) === before) return before;
  return offsetAtInstant(zone, localSeconds - after) === after ? after : before;
}

function offsetAtInstant(zone: Zone, seconds: number): number {
  const name = zone.format?.formatToParts(seconds * 1000).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return parseOffset(name.replace('GMT', '')) ?? 0;
}

/** `+02:00`, `+0200`, `+02`, `Z`, `` → seconds. */
export function parseOffset(text: string): number | undefined {
  if (text === '' || text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d\d?)(?::?(\d\d))?(?::?(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}

function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  // Names come from messages; what is not a zone must not fill the memory.
  if (zones.size > 1000) zones.clear();
  const zone = makeZone(name);
  zones.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone | undefined {
  if (name === '') return undefined;
  const fixedSeconds = name === 'UTC' || name === 'GMT' ? 0 : parseOffset(name);
  if (fixedSeconds !== undefined) return { fixedSeconds, format: undefined, offsets: new Map() };
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return { fixedSeconds: undefined, format, offsets: new Map() };
  } catch {
    return undefined;
  }
}

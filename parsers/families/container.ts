import type { Draft } from '../source.ts';

/** What a container wrote, inside of what its runtime wrote around it. */

type Fields = Draft['fields'];

export const containerFields = ['log.iostream', 'log.level', 'event.kind', 'event.type'];

/** How far into a line a level is looked for: as JSON, and as text, where further on it would be a word like others. */
const jsonCharacters = 4096;
const textCharacters = 120;

const jsonLevel =
  /"(?:level|severity|lvl|log\.level|levelname|log_level|loglevel|@l)"\s*:\s*(?:"([A-Za-z]{1,11})"|(\d0)\b)/;
const pairLevel = /(?:^|\s)(?:level|lvl|severity)="?([A-Za-z]{1,11})\b/;
const wordLevel =
  /(?:^|[\s[(<|])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|PANIC)(?=[\s\])>|:,]|$)/;
const bracketLevel = /\[(trace|debug|info|notice|warn|warning|error|crit|alert|emerg|fatal)\]/;
const klogLevel = /^([IWEF])\d{4}(?:\d{4})? \d\d:\d\d:\d\d/;
const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

const names: Readonly<Record<string, string>> = {
  I: 'info',
  W: 'warning',
  E: 'error',
  F: 'fatal',
  // pino and bunyan
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const trouble = new Set(['error', 'err', 'critical', 'crit', 'fatal', 'severe', 'panic', 'alert', 'emerg']);

/**
 * Puts what the container wrote into the message, whole as it is, be it JSON or a line of a known form: what it says of itself is for
 * whoever knows the container. Only the level is taken out of it.
 */
export function setInner(fields: Fields, inner: string): void {
  // An empty line is a message too.
  fields.message = inner;
  const level = innerLevel(inner);
  if (level === undefined) return;
  fields['log.level'] = level;
  fields['event.type'] = [trouble.has(level) ? 'error' : 'info'];
}

export function innerLevel(inner: string): string | undefined {
  if (/^\s*\{/.test(inner)) {
    const json = jsonLevel.exec(inner.slice(0, jsonCharacters));
    return json ? named(json[1] ?? json[2] ?? '') : undefined;
  }
  const head = inner.slice(0, textCharacters).replace(colours, '');
  const match = klogLevel.exec(head) ?? pairLevel.exec(head) ?? wordLevel.exec(head) ?? bracketLevel.exec(head);
  return match?.[1] === undefined ? undefined : named(match[1]);
}

function named(level: string): string {
  return Object.hasOwn(names, level) ? (names[level] ?? level) : level.toLowerCase();
}

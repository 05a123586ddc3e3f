import { setSourceIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const levels: Readonly<Record<string, string>> = { '.': 'debug', '-': 'verbose', '*': 'notice', '#': 'warning' };
const roles: Readonly<Record<string, string>> = { X: 'sentinel', C: 'child', S: 'replica', M: 'master' };
const accepted = /^Accepted (?:client connection |connection )?(?<address>[0-9A-Fa-f.:]+):(?<port>\d{1,5})$/;
const sentinelEvent = /^([+-][a-z][a-z-]*)(?: |$)/;
const ownWords =
  /\b(?:Redis|RDB|AOF|DB \d|clients connected|ready to accept connections|keys|append only|SLAVE|MASTER)\b/;
const dayPattern = /^(\d{1,2}) ([A-Z][a-z]{2}) (?:(\d{4}) )?(\S+)$/;

/**
 * The log of Redis' server and Sentinel: `pid:role date level message` since 3.0, with a year since 5.0; `[pid] date level message`
 * before, and without the process in 1.x.
 * Also KeyDB's with a thread, Valkey's with ISO times and as logfmt.
 */
export const source: SourceDefinition = {
  type: 'redis',
  dataset: 'redis',
  title: 'Redis server and Sentinel (1.x to 8.x; KeyDB, Valkey)',
  definitions: {
    DECIMAL: '[0-9]+',
    REDISLEVEL: '[.*#-]',
    REDISTIME: '[0-9]{1,2} [A-Z][a-z]{2} (?:[0-9]{4} )?[0-9:]{8}(?:\\.[0-9]+)?',
    REDISISO: '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?',
    REDISWHEN: '(?:%{REDISTIME:timestamp}|%{REDISISO:timestamp}|%{DECIMAL:timestamp})',
    REDISQUOTED: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
  },
  patterns: [
    '%{DECIMAL:process.pid:int}:(?:%{DECIMAL:process.thread.id:int}:)?(?<role>[A-Z]) %{REDISWHEN} %{REDISLEVEL:level} ?%{GREEDYDATA:message}',
    '(?:\\[%{DECIMAL:process.pid:int}\\] )?%{REDISTIME:timestamp} %{REDISLEVEL:level}(?: %{GREEDYDATA:message})?',
    // Within a signal the process may not format a date.
    '%{DECIMAL:process.pid:int}:signal-handler \\(%{DECIMAL:timestamp}\\) %{GREEDYDATA:message}',
    'pid=%{DECIMAL:process.pid:int} role="?%{WORD:redis.log.role}"? timestamp="%{REDISQUOTED:timestamp}" level="?%{WORD:log.level}"? message="%{REDISQUOTED:message}"',
  ],
  timestamp: { field: 'timestamp', formats: ['DASHED', 'SYSLOG', 'ISO8601', 'UNIX', 'UNIX_MS'] },
  multiline: {
    start:
      '^(?:\\d{1,10}:(?:\\d{1,20}:)?(?:[A-Z]|signal-handler) |\\[\\d+\\] \\d|\\d{1,2} [A-Z][a-z]{2} \\d\\d:\\d\\d:\\d\\d [.*#-]|pid=\\d)',
  },
  fields: [
    'log.level',
    'process.pid',
    'process.thread.id',
    'source.address',
    'source.ip',
    'source.port',
    'event.action',
    'event.kind',
    'event.category',
    'event.type',
    'service.type',
  ],
  ownFields: { 'redis.log.role': { type: 'keyword', purpose: 'master, replica, sentinel, or child: writing a dump' } },
  specificity: 3,
  // A date without a year and a sign before the text may be anybody's.
  isTypical: ({ fields }) => fields['process.pid'] !== undefined || ownWords.test(String(fields.message)) || undefined,
  constants: { 'event.kind': 'event', 'event.category': ['database'], 'event.type': ['info'], 'service.type': 'redis' },
  finish: finishRedis,
};

function finishRedis({ fields, aside }: Draft): void {
  aside.timestamp = plainTime(String(aside.timestamp));
  const { level, role } = aside;
  if (typeof level === 'string') fields['log.level'] = levels[level] ?? level;
  if (typeof role === 'string') fields['redis.log.role'] = roles[role] ?? role;
  const message = String(fields.message ?? '');
  const client = accepted.exec(message)?.groups;
  if (client?.address) {
    fields['source.address'] = client.address;
    fields['source.port'] = Number(client.port);
    setSourceIp(fields);
  }
  const event = sentinelEvent.exec(message)?.[1];
  if (event !== undefined) fields['event.action'] = event;
}

/** `12 Nov 2026 10:11:12.123` → `12-Nov-2026 10:11:12.123`; without a year, as syslog writes it. */
function plainTime(text: string): string {
  const [, day, month, year, clock] = dayPattern.exec(text) ?? [];
  if (day === undefined) return /^\d{13,}$/.test(text) ? `${text.slice(0, -3)}.${text.slice(-3)}` : text;
  return year === undefined ? `${month} ${day} ${clock}` : `${day.padStart(2, '0')}-${month}-${year} ${clock}`;
}

import type { Draft, SourceDefinition } from '../source.ts';

const levels: Readonly<Record<string, string>> = { I: 'info', W: 'warning', E: 'error', F: 'fatal' };
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const trace = /\n(?=goroutine \d+ \[|\*\*\* Check failure stack trace)/;
const errorPair = / (?:err|error)="((?:[^"\\]|\\.)*)"/;

/** What Kubernetes' programs and others write with klog or glog: `I1121 05:37:03.123456       1 file.go:12] message`. */
export const source: SourceDefinition = {
  type: 'klog',
  dataset: 'klog',
  title: 'klog and glog (Kubernetes components)',
  definitions: {
    KLOGLEVEL: '[IWEF]',
    KLOGDATE: '[0-9]{4}(?:[0-9]{4})?',
    KLOGCLOCK: '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?',
    KLOGFILE: '[^\\s:\\]]+',
    KLOGINT: '[0-9]{1,18}',
    KLOGSLASHED: '[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}',
  },
  patterns: [
    '%{KLOGLEVEL:level}%{KLOGDATE:date} %{KLOGCLOCK:clock} +%{KLOGINT:process.pid:int} ' +
      '%{KLOGFILE:log.origin.file.name}:%{KLOGINT:log.origin.file.line:int}\\](?: (?:%{GREEDYDATA:message})?)?',
    // The head of a file.
    '(?=Log file created at: )Log file created at: %{KLOGSLASHED:timestamp}%{GREEDYDATA:header}?',
  ],
  timestamp: { field: 'timestamp', formats: ['SYSLOG', 'ISO8601', 'SLASHED'] },
  multiline: { start: '^(?:[IWEF](?:\\d{4}|\\d{8}) \\d\\d:\\d\\d:\\d\\d|Log file created at: )' },
  fields: [
    'log.level',
    'log.origin.file.name',
    'log.origin.file.line',
    'process.pid',
    'error.message',
    'error.stack_trace',
    'event.kind',
    'event.type',
    'event.action',
  ],
  specificity: 3,
  constants: { 'event.kind': 'event' },
  finish: finishKlog,
};

function finishKlog({ fields, aside }: Draft): void {
  const { level, date, clock } = aside;
  if (typeof level !== 'string' || typeof date !== 'string') {
    fields['event.type'] = ['info'];
    fields['event.action'] = 'log-header';
    return;
  }
  fields['log.level'] = levels[level] ?? level;
  fields['event.type'] = [level === 'E' || level === 'F' ? 'error' : 'info'];
  aside.timestamp = dayOf(date).concat(' ', String(clock));
  const message = typeof fields.message === 'string' ? fields.message : '';
  const from = message.search(trace);
  if (from >= 0) fields['error.stack_trace'] = message.slice(from).trim();
  fields.message = from >= 0 ? message.slice(0, from).trimEnd() : message;
  // Of the structured form: `"Could not sync" pod="default/web" err="timeout"`.
  const error = errorPair.exec(fields.message)?.[1];
  if (error !== undefined && error !== '') fields['error.message'] = error.replace(/\\(["\\])/g, '$1');
}

/** `1121` → `Nov 21`, whose year is found out; `20261121` → `2026-11-21`. */
function dayOf(date: string): string {
  if (date.length === 8) return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return `${months[Number(date.slice(0, 2)) - 1] ?? ''} ${date.slice(2)}`;
}

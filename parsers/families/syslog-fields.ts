import type { Draft } from '../source.ts';
import { facilities, severities } from './syslog.ts';

/** What one message may bring; the rest of its structured data stays in the text. */
const parametersMax = 64;
const datePattern =
  /^(?:[A-Z][a-z]{2} )?(?:(\d{4}) )?([A-Z][a-z]{2}) ([ \d]?\d) (?:(\d{4}) )?(\d\d:\d\d:\d\d(?:\.\d+)?)(?: (\d{4}))?$/;
const elementPattern = /\[([^ =\]"]+)((?: +[^ =\]"]+="[^"\\]*(?:\\.[^"\\]*)*")*) *\]/gs;
const parameterPattern = / +([^ =\]"]+)="([^"\\]*(?:\\.[^"\\]*)*)"/gs;
/** Other names of the same severities. */
const severityAliases: Readonly<Record<string, string>> = { error: 'err', warn: 'warning', panic: 'emerg' };

/** Priority, level, program and process; the date in a form that is read everywhere. For `finish`. */
export function finishSyslog({ fields, aside }: Draft): void {
  if (typeof aside.timestamp === 'string') aside.timestamp = plainDate(aside.timestamp, aside.zone);
  const priority = fields['log.syslog.priority'];
  if (typeof priority === 'number' && priority <= 191) setPriority(fields, priority >> 3, priority & 7);
  else if (aside.severity !== undefined) setNamedPriority(fields, aside.facility, String(aside.severity));
  else if (typeof aside.level === 'string') fields['log.level'] = aside.level.toLowerCase();
  if (aside.origin !== undefined) fields['log.syslog.hostname'] = aside.origin;
  const program = fields['process.name'];
  if (program !== undefined) fields['log.syslog.appname'] = program;
  const id = fields['log.syslog.procid'];
  if (typeof id === 'string' && /^\d{1,15}$/.test(id)) fields['process.pid'] = Number(id);
  if (typeof aside.structured === 'string') fields['log.syslog.structured_data'] = parametersOf(aside.structured);
}

/** `Nov 21 2026 05:37:03` and the like → `21-Nov-2026 05:37:03`; without a year, `Nov 21 05:37:03`. */
function plainDate(text: string, zone: unknown): string {
  // Nearly all are the short form as it is: `Nov 21 05:37:03`.
  if (text.length === 15 && text.charCodeAt(3) === 32 && text.charCodeAt(6) === 32 && zone === undefined) return text;
  const [, before, month, day, within, clock, behind] = datePattern.exec(text) ?? [];
  if (day === undefined) return text;
  const year = before ?? within ?? behind;
  const time = typeof zone === 'string' ? `${clock}${zone}` : clock;
  return year === undefined ? `${month} ${day} ${time}` : `${day.trim().padStart(2, '0')}-${month}-${year} ${time}`;
}

function setPriority(fields: Draft['fields'], facility: number, severity: number): void {
  const name = facilities[facility];
  if (name !== undefined) {
    fields['log.syslog.facility.code'] = facility;
    fields['log.syslog.facility.name'] = name;
  }
  const level = severities[severity];
  if (level === undefined) return;
  fields['log.syslog.severity.code'] = severity;
  fields['log.syslog.severity.name'] = level;
  fields['log.level'] = level;
}

/** Severities by name (`daemon.info`) or, from Cisco's devices, by number. */
function setNamedPriority(fields: Draft['fields'], facility: unknown, severity: string): void {
  const name = Object.hasOwn(severityAliases, severity) ? (severityAliases[severity] ?? severity) : severity;
  const code = /^[0-7]$/.test(severity) ? Number(severity) : severities.indexOf(name);
  setPriority(fields, facilities.indexOf(String(facility)), code);
}

/** `[x@1 a="b"][y]` → `x@1.a=b`, `y`. Flat, since each sender names its own. */
function parametersOf(text: string): string[] {
  const found: string[] = [];
  for (const [, element = '', parameters = ''] of text.matchAll(elementPattern)) {
    if (parameters === '') found.push(element);
    for (const [, name = '', value = ''] of parameters.matchAll(parameterPattern)) {
      if (found.length >= parametersMax) return found;
      found.push(`${element}.${name}=${value.replace(/\\(["\\\]])/g, '$1')}`);
    }
  }
  return found.slice(0, parametersMax);
}

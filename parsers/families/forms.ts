import type { Draft } from '../source.ts';
import { isoOfUs } from './application-time.ts';
import { setSourceIp, splitUrl } from './web.ts';

/** What some forms need done beyond their pattern: captures that a pattern put aside become fields. */

const kafka = /\(([A-Za-z_][\w.$]*)\)(?=\n|$)/g;
const nanoseconds: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
/** structlog pads the event to a column; then come the logger and the pairs. */
const pairsStart = / \w+=/;
const lastBrackets = /\[([\w.]+)\]$/;

/** WebSphere's types of events: audit, configuration, detail; what was printed to either stream. */
const webSphereLevels: Readonly<Record<string, string>> = {
  F: 'fatal',
  E: 'error',
  W: 'warning',
  A: 'notice',
  C: 'config',
  D: 'debug',
  R: 'error',
};

export function finishForms({ fields, aside }: Draft): void {
  if (typeof aside.time_us === 'string') aside.timestamp = isoOfUs(aside.time_us);
  if (typeof aside.event_type === 'string') fields['log.level'] = webSphereLevels[aside.event_type] ?? 'info';
  if (typeof aside.trailing === 'string') takeTrailingLogger(fields, aside.trailing);
  if (typeof aside.structured === 'string') takeStructured(fields, aside.structured);
  if (typeof aside.indented === 'string') fields.message = dedent(aside.indented);
  if (aside.warning !== undefined) fields['log.level'] = 'warning';
  if (typeof aside.duration === 'string') setDuration(fields, goDuration(aside.duration));
  if (typeof aside.duration_ms === 'string') setDuration(fields, Number(aside.duration_ms) * 1e6);
  const status = fields['http.response.status_code'];
  if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
  if (fields['source.address'] !== undefined) setSourceIp(fields);
  if (fields['url.original'] !== undefined) splitUrl(fields);
}

/** Kafka writes `message (logger)`; what follows on other lines is a trace. */
function takeTrailingLogger(fields: Draft['fields'], text: string): void {
  let last: RegExpExecArray | undefined;
  for (const match of text.matchAll(kafka)) last = match;
  if (!last?.[1]) {
    fields.message = text;
    return;
  }
  fields['log.logger'] = last[1];
  fields.message = text.slice(0, last.index).trimEnd() + text.slice(last.index + last[0].length);
}

function takeStructured(fields: Draft['fields'], text: string): void {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  const pairs = pairsStart.exec(line)?.index;
  const said = (pairs === undefined ? line : line.slice(0, pairs)).trimEnd();
  const logger = lastBrackets.exec(said);
  if (logger?.[1] !== undefined) fields['log.logger'] = logger[1];
  fields.message = (logger ? said.slice(0, logger.index).trimEnd() : said) + text.slice(line.length);
}

function dedent(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^ {6}/, ''))
    .join('\n')
    .trim();
}

/** `1.234ms`, `1m2.5s` → nanoseconds. */
function goDuration(text: string): number {
  let sum = 0;
  for (const [, value, unit = ''] of text.matchAll(/([0-9.]+)(ns|µs|us|ms|s|m|h)/g))
    sum += Number(value) * (nanoseconds[unit] ?? 0);
  return sum;
}

function setDuration(fields: Draft['fields'], value: number): void {
  if (Number.isSafeInteger(Math.round(value))) fields['event.duration'] = Math.round(value);
}

import { applicationSource, finishApplication } from '../families/application.ts';
import { readJson } from '../families/json.ts';
import { logfmtPairs, readLogfmt } from '../families/logfmt.ts';
import { openFieldNames, readOpenTime } from '../families/open-fields.ts';
import type { Draft, ParsedEvent, SourceDefinition } from '../source.ts';

const text = applicationSource({ type: 'go', title: '', language: 'go' });
const pairsStart = /^(?:time|ts|t|level|lvl|caller)=/;
const goLevel = /^(?:DEBUG|INFO|WARN|ERROR)(?:[+-]\d+)?$/;
const wholeSeconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;

/** JSON and pairs of slog, zap, logrus and zerolog; text of the log package and of consoles; panics. */
export const source: SourceDefinition = {
  ...text,
  title: 'Go (log, slog, zap, logrus, zerolog, hclog, Gin), with panics',
  read: readGo,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: [], read: readOpenTime },
  multiline: {
    start: `${text.multiline?.start}|^\\{"|^caller=|^[A-Za-z[(<][^\\n\\d]{0,40} \\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d[. ]`,
  },
  fields: openFieldNames,
  openFields: true,
  isTypical: (event: ParsedEvent, draft: Draft) =>
    draft.pattern >= 0 ? text.isTypical?.(event, draft) : draft.aside.language === 'go',
  finish: (draft: Draft) => {
    if (draft.pattern >= 0) finishApplication(draft);
  },
};

function readGo(draft: Draft): unknown {
  if (draft.text.startsWith('{"')) {
    const document = readJson(draft);
    if (draft.aside.language === undefined && isGo(document)) draft.aside.language = 'go';
    return document;
  }
  if (!pairsStart.test(draft.text) || draft.text.includes('\n')) return false;
  if (!logfmtPairs(draft.text)) return false;
  const pairs = readLogfmt(draft);
  const place = draft.fields['log.origin.file.name'];
  const whole = (pairs.has('time') || pairs.has('ts')) && pairs.has('level') && pairs.has('msg');
  if (whole || (typeof place === 'string' && place.endsWith('.go'))) draft.aside.language = 'go';
  return pairs;
}

/** slog: time, level in capitals, msg. zap: ts as a number, msg. logrus: time in whole seconds, msg; zerolog: the message last. */
function isGo(document: Readonly<Record<string, unknown>>): boolean {
  const { time, ts, level, msg, caller } = document;
  if (typeof caller === 'string' && /\.go:\d+$/.test(caller)) return true;
  if (typeof level !== 'string') return false;
  if (typeof msg === 'string' && (typeof ts === 'number' || (time !== undefined && goLevel.test(level)))) return true;
  const keys = Object.keys(document);
  const zerolog = keys[0] === 'level' && keys.at(-1) === 'message' && keys.at(-2) === 'time';
  return typeof time === 'string' && wholeSeconds.test(time) && (typeof msg === 'string' || zerolog);
}

import { applicationSource, finishApplication } from '../families/application.ts';
import { readJson } from '../families/json.ts';
import { openFieldNames, readOpenTime } from '../families/open-fields.ts';
import { setSourceIp, splitUrl } from '../families/web.ts';
import type { Draft, ParsedEvent, SourceDefinition } from '../source.ts';

const text = applicationSource({ type: 'node', title: '', language: 'node' });

/** JSON lines of pino, bunyan and winston; text of console, winston, log4js, NestJS and npm, with stack traces. */
export const source: SourceDefinition = {
  ...text,
  title: 'Node.js (pino, bunyan, winston, NestJS, console, npm), with stack traces',
  // What console.log writes may be anything.
  patterns: [...text.patterns, '%{TAIL}'],
  read: readNode,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: [], read: readOpenTime },
  // No form tells where an event begins: what is indented, closes a bracket, or is empty belongs to what is before.
  multiline: { start: '^(?!\\s|$|[}\\]]|Node\\.js v\\d)' },
  fields: openFieldNames,
  openFields: true,
  isTypical: (event: ParsedEvent, draft: Draft) =>
    draft.pattern >= 0 ? text.isTypical?.(event, draft) : jsonIsTypical(draft),
  finish: (draft: Draft) => (draft.pattern >= 0 ? finishApplication(draft) : finishJson(draft)),
};

function readNode(draft: Draft): unknown {
  if (!draft.text.startsWith('{"')) return false;
  const document = readJson(draft);
  draft.aside.logger = loggerOf(document);
  return document;
}

/** pino and bunyan number their levels; winston has a level and a message, and so have others. */
function loggerOf(document: Readonly<Record<string, unknown>>): string {
  const { level, time, pid, hostname, msg, v, message } = document;
  if (typeof level === 'number' && level >= 10 && time !== undefined && (msg !== undefined || pid !== undefined))
    return v === 0 && hostname !== undefined ? 'bunyan' : 'pino';
  return typeof level === 'string' && typeof message === 'string' ? 'winston' : 'other';
}

function jsonIsTypical({ aside: { logger, language } }: Draft): boolean | undefined {
  if (language !== undefined) return language === 'node';
  return logger === 'pino' || logger === 'bunyan' ? true : logger === 'winston' ? undefined : false;
}

function finishJson({ fields, aside: { logger } }: Draft): void {
  const { name, responseTime } = fields;
  if (typeof name === 'string' && (logger === 'pino' || logger === 'bunyan')) {
    fields['log.logger'] ??= name;
    delete fields.name;
  }
  // pino-http, in milliseconds.
  if (typeof responseTime === 'number' && Number.isSafeInteger(Math.round(responseTime * 1e6))) {
    fields['event.duration'] = Math.round(responseTime * 1e6);
    delete fields.responseTime;
  }
  setSourceIp(fields);
  splitUrl(fields);
}

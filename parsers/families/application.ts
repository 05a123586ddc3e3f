import type { Draft, ParsedEvent, SourceDefinition } from '../source.ts';
import { applicationParts } from './application-parts.ts';
import { readApplicationTime } from './application-time.ts';
import type { Dialect, Language } from './dialect.ts';
import { dotnet } from './dotnet.ts';
import { takeException } from './exceptions.ts';
import { finishForms } from './forms.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { levelName, troubleLevels } from './levels.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { levelStart, sharedForms, sharedStarts } from './shared-forms.ts';

/** What the logs of programs have in common: a time, a level, a logger, a message, perhaps a stack trace. */

const dialects: readonly Dialect[] = [java, python, ruby, php, go, node, dotnet];

export const applicationFields: readonly string[] = [
  'log.level',
  'log.logger',
  'log.origin.file.name',
  'log.origin.file.line',
  'log.origin.function',
  'process.name',
  'process.pid',
  'process.thread.id',
  'process.thread.name',
  'service.name',
  'host.hostname',
  'trace.id',
  'span.id',
  'error.type',
  'error.message',
  'error.code',
  'error.stack_trace',
  'event.kind',
  'event.type',
  'event.code',
  'event.duration',
  'event.outcome',
  'source.address',
  'source.ip',
  'source.port',
  'http.request.id',
  'http.request.method',
  'http.request.referrer',
  'http.response.status_code',
  'http.response.body.bytes',
  'http.version',
  'user_agent.original',
  'url.original',
  'url.path',
  'url.query',
];

interface ApplicationOptions {
  readonly type: string;
  readonly title: string;
  /** The language of the programs; none where it may be any. */
  readonly language?: Language;
  /** Besides what all of them have. */
  readonly more?: Partial<SourceDefinition>;
}

/**
 * A source of the logs of programs. Every one reads the forms of all languages, since programs use libraries of each other's manner; its own
 * come first, and only they speak for it.
 */
export function applicationSource({ type, title, language, more = {} }: ApplicationOptions): SourceDefinition {
  const own = dialects.filter((dialect) => dialect.language === language);
  const others = dialects.filter((dialect) => dialect.language !== language);
  const ownCount = own.flatMap(({ patterns }) => patterns).length;
  const languagesCount = dialects.flatMap(({ patterns }) => patterns).length;
  const isTypical = ({ fields }: ParsedEvent, { aside, pattern }: Draft): boolean | undefined => {
    if (language === undefined) return true;
    if (aside.language !== undefined) return aside.language === language;
    // Web servers write such lines, and nothing else.
    if (pattern >= languagesCount && fields['http.request.method'] !== undefined) return undefined;
    if (pattern < 0 || pattern >= languagesCount) return fields['log.level'] === undefined ? false : undefined;
    return pattern < ownCount;
  };
  return {
    type,
    dataset: type,
    title,
    definitions: Object.assign({}, applicationParts, ...dialects.map(({ definitions = {} }) => definitions)),
    patterns: [...own, ...others].flatMap(({ patterns }) => patterns).concat(sharedForms),
    prepare: withoutColours,
    timestamp: { field: 'timestamp', formats: [], read: readApplicationTime },
    multiline: { start: applicationStart(language) },
    fields: applicationFields,
    specificity: language === undefined ? 1 : 2,
    isTypical,
    constants: { 'event.kind': 'event' },
    finish: finishApplication,
    ...more,
  };
}

/** A line that begins so begins an event. */
export function applicationStart(language: Language | undefined): string {
  const starts = [...sharedStarts, ...dialects.flatMap((dialect) => dialect.starts ?? [])];
  // In Java's own logging the level begins the second line of an event.
  if (language !== 'java') starts.push(levelStart);
  else starts.push(levelStart.replace('[: ]', ' '));
  return `^(?:\\x1b\\[[\\d;]*m)*(?:${starts.join('|')})`;
}

export function finishApplication(draft: Draft): void {
  const { fields, aside } = draft;
  finishForms(draft);
  const language = takeException(draft);
  if (language !== undefined) aside.language = language;
  finishLevel(fields);
}

/** The level in lower case, and what follows from it. */
export function finishLevel(fields: Draft['fields']): void {
  const level = fields['log.level'];
  if (typeof level === 'string') fields['log.level'] = levelName(level);
  const trouble = fields['error.type'] !== undefined || troubleLevels.has(String(fields['log.level']));
  fields['event.type'] = [trouble ? 'error' : 'info'];
}

/** Consoles get colours. They are no part of the level, nor of anything else. */
function withoutColours(text: string): string {
  return text.includes('\u001b[') ? text.replace(/\u001b\[[\d;]*[A-Za-z]/g, '') : text;
}

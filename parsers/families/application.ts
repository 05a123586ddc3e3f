import type { Draft, SourceDefinition } from '../source.ts';
import { takeException } from './exceptions.ts';

/** What the logs of programs have in common: a time, a level, a logger, a message, perhaps a stack trace. */

/** What Serilog shortens. */
const longLevels: Readonly<Record<string, string>> = {
  inf: 'info',
  wrn: 'warning',
  err: 'error',
  dbg: 'debug',
  vrb: 'verbose',
  ftl: 'fatal',
};

const troubleLevels = new Set(['error', 'critical', 'crit', 'fatal', 'severe', 'alert', 'emerg', 'emergency', 'panic']);

export const applicationFields = [
  'log.level',
  'log.logger',
  'log.origin.file.name',
  'log.origin.file.line',
  'log.origin.function',
  'process.name',
  'process.pid',
  'process.thread.name',
  'service.name',
  'error.type',
  'error.message',
  'error.stack_trace',
  'event.kind',
  'event.type',
];

export const applicationDefinitions = {
  APPTIME:
    '(?:[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{2}|[0-9]{2}-[A-Z][a-z]{2}-[0-9]{4})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?',
  APPCLOCK: '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?',
  APPWHEN: '(?:%{APPTIME:timestamp}|%{APPCLOCK})',
  APPLEVEL:
    '(?i:trace|debug|information|info|notice|warning|warn|error|err|critical|crit|fatal|severe|alert|emergency|emerg|panic|config|finest|finer|fine|verbose|inf|wrn|dbg|vrb|ftl)',
  LEVEL: '%{APPLEVEL:log.level}',
  APPLOGGER: '[A-Za-z_][\\w$./-]*(?:\\[[^\\]\\n]*\\])?',
  APPTHREAD: '[^\\[\\]\\n]+(?:\\[[^\\]\\n]*\\][^\\[\\]\\n]*)*',
  APPCLASS: '[\\w$.]+',
  APPMETHOD: '[A-Za-z_$][\\w$]*(?:\\.[\\w$<>]+)+',
  APPFUNCTION: '[\\w<>$]+',
  APPFILE: '[\\w$.-]+',
  APPSERVICE: '[^\\]\\n]*?',
  DECIMAL: '[0-9]+',
  APPQUOTED: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
  TAIL: '%{GREEDYDATA:message}',
};

/** A bare trace: what a program prints that does not log. */
export const pythonTrace = '(?=Traceback \\(most recent call last\\):)%{TAIL}';
export const javaTrace =
  '(?=(?:Exception in thread "[^"\\n]*" )?[A-Za-z_$][\\w$.]*(?::[^\\n]*)?\\n(?:[^\\n]*\\n)*?[ \\t]+at )%{TAIL}';

export const pythonPatterns = [
  // logging: `%(asctime)s - %(name)s - %(levelname)s - %(message)s`, the one of the documentation
  '%{APPWHEN} - %{APPLOGGER:log.logger} - %{LEVEL} - %{TAIL}',
  // Flask
  '\\[%{APPTIME:timestamp}\\] %{LEVEL} in %{APPLOGGER:log.logger}: %{TAIL}',
  // Celery
  '\\[%{APPTIME:timestamp}: %{LEVEL}/%{NOTSPACE:process.name}\\] %{TAIL}',
  // Gunicorn
  '\\[%{APPTIME:timestamp}\\] \\[%{DECIMAL:process.pid:int}\\] \\[%{LEVEL}\\] +%{TAIL}',
  // Loguru
  '%{APPTIME:timestamp} +\\| %{LEVEL} +\\| %{APPLOGGER:log.logger}:%{APPFUNCTION:log.origin.function}:%{DECIMAL:log.origin.file.line:int} - %{TAIL}',
  // OpenStack
  '%{APPTIME:timestamp} %{DECIMAL:process.pid:int} %{LEVEL} %{APPLOGGER:log.logger} %{TAIL}',
  // logging.basicConfig() as it is
  '%{LEVEL}:%{APPLOGGER:log.logger}:%{TAIL}',
];

export const javaPatterns = [
  // Spring Boot
  '%{APPTIME:timestamp} +%{LEVEL} +%{DECIMAL:process.pid:int} +--- +(?:\\[%{APPSERVICE:service.name}\\] +)?\\[ *%{APPTHREAD:process.thread.name}\\] +%{APPLOGGER:log.logger} *: %{TAIL}',
  // Logback: `%d [%thread] %-5level %logger - %msg`
  '%{APPWHEN} +\\[%{APPTHREAD:process.thread.name}\\] +%{LEVEL} +%{APPLOGGER:log.logger}(?: +-|:) ?%{TAIL}',
  // Elasticsearch
  '\\[%{APPTIME:timestamp}\\]\\[%{LEVEL} *\\]\\[%{APPLOGGER:log.logger} *\\] ?%{TAIL}',
  // ZooKeeper
  '%{APPTIME:timestamp} +(?:\\[[^\\]\\n]*\\] )?- %{LEVEL} +\\[%{APPTHREAD:process.thread.name}:%{APPCLASS:log.logger}@%{DECIMAL:log.origin.file.line:int}\\] - %{TAIL}',
  // WildFly
  '%{APPWHEN} +%{LEVEL} +\\[%{APPLOGGER:log.logger}\\] +\\((?<process.thread.name>[^()\\n]*)\\) %{TAIL}',
  // Log4j: `%d %-5p [%t] %c{1} (%F:%L) - %m`, `%d %-5p %c{1}:%L - %m`
  '%{APPWHEN} +%{LEVEL} +\\[%{APPTHREAD:process.thread.name}\\] +%{APPLOGGER:log.logger}(?: +\\(%{APPFILE:log.origin.file.name}:%{DECIMAL:log.origin.file.line:int}\\))?(?: +-|:) ?%{TAIL}',
  '%{APPWHEN} +\\[?%{LEVEL}\\]? +%{APPLOGGER:log.logger}(?::%{DECIMAL:log.origin.file.line:int})?(?: +-|:) %{TAIL}',
  // Tomcat: after the others, since it has nothing between logger and message
  '%{APPTIME:timestamp} %{LEVEL} \\[%{APPTHREAD:process.thread.name}\\] %{APPMETHOD:log.logger} %{TAIL}',
];

export const genericPatterns = [
  // Ruby's Logger
  '[A-Z], \\[%{APPTIME:timestamp} #%{DECIMAL:process.pid:int}\\] +%{LEVEL} -- (?:%{APPLOGGER:log.logger})?: %{TAIL}',
  // Go's slog and logrus as text
  'time="?%{APPTIME:timestamp}"? level="?%{LEVEL}"? (?:msg="%{APPQUOTED:message}"(?: %{GREEDYDATA})?|(?:msg=)?%{TAIL})',
  '[\\[(]?%{APPWHEN}[\\])]?[ \\t,:|-]+[\\[(<|]?%{LEVEL}[\\])>|]?(?:[ \\t:|-]+|$)%{TAIL}?',
  '[\\[(<]?%{LEVEL}[\\])>]?(?: *[:|-])? *[\\[(]?%{APPWHEN}[\\])]?[ :|-]+%{TAIL}',
  '(?:\\[%{LEVEL}\\]:?|%{LEVEL}:) +%{TAIL}',
  '[\\[(]?%{APPTIME:timestamp}[\\])]?[ :|-]+%{TAIL}',
];

const levelWords = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE';

/** A line that begins so begins an event: a time or a level. Traces, and messages of several lines, belong to what is before. */
export const applicationStart = `^(?:(?:time="?|[A-Z], )?[[(]?(?:\\d{4}[-/]\\d\\d[-/]\\d\\d|\\d\\d/\\d\\d/\\d\\d|\\d\\d-[A-Z][a-z]{2}-\\d{4})[T ]\\d\\d:\\d\\d|\\d\\d:\\d\\d:\\d\\d[.,]\\d|\\[?(?:${levelWords})\\b[\\]: ])`;

/** What the application sources share; only the patterns and the names differ. */
export function applicationSource(type: string, title: string, patterns: readonly string[]): SourceDefinition {
  return {
    type,
    dataset: type,
    title,
    definitions: applicationDefinitions,
    patterns,
    timestamp: { field: 'timestamp', formats: ['ISO8601', 'SLASHED', 'DASHED'] },
    multiline: { start: applicationStart },
    fields: applicationFields,
    // Java and Python are told from `app` by their traces.
    specificity: type === 'app' ? 1 : 0,
    constants: { 'event.kind': 'event' },
    finish: finishApplication,
  };
}

function finishApplication(draft: Draft): void {
  const { fields } = draft;
  takeException(draft);
  const level = fields['log.level'];
  if (typeof level === 'string') fields['log.level'] = levelName(level.toLowerCase());
  const trouble = fields['error.type'] !== undefined || troubleLevels.has(String(fields['log.level']));
  fields['event.type'] = [trouble ? 'error' : 'info'];
}

function levelName(level: string): string {
  return Object.hasOwn(longLevels, level) ? (longLevels[level] ?? level) : level;
}

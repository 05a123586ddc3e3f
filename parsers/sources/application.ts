import type { Draft, SourceDefinition } from '../source.ts';
import { takeException } from './exceptions.ts';

/** What the logs of programs have in common: a time, a level, a logger, a message, perhaps a stack trace. */

const troubleLevels = new Set([
  'error',
  'err',
  'critical',
  'crit',
  'fatal',
  'severe',
  'alert',
  'emerg',
  'emergency',
  'panic',
]);

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
    '[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?',
  APPCLOCK: '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?',
  APPWHEN: '(?:%{APPTIME:timestamp}|%{APPCLOCK})',
  APPLEVEL:
    '(?i:trace|debug|information|info|notice|warning|warn|error|err|critical|crit|fatal|severe|alert|emergency|emerg|panic|config|fine|finer|finest|verbose)',
  LEVEL: '%{APPLEVEL:log.level}',
  APPLOGGER: '[A-Za-z_][\\w$./-]*(?:\\[[^\\]\\n]*\\])?',
  APPTHREAD: '[^\\[\\]\\n]+(?:\\[[^\\]\\n]*\\][^\\[\\]\\n]*)*',
  APPFUNCTION: '[\\w<>$]+',
  APPFILE: '[\\w$.-]+',
  APPSERVICE: '[^\\]\\n]*?',
  DECIMAL: '[0-9]+',
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
  // logging.basicConfig() as it is
  '%{LEVEL}:%{APPLOGGER:log.logger}:%{TAIL}',
];

export const javaPatterns = [
  // Spring Boot
  '%{APPTIME:timestamp} +%{LEVEL} +%{DECIMAL:process.pid:int} +--- +(?:\\[%{APPSERVICE:service.name}\\] +)?\\[ *%{APPTHREAD:process.thread.name}\\] +%{APPLOGGER:log.logger} *: %{TAIL}',
  // Logback: `%d [%thread] %-5level %logger - %msg`
  '%{APPWHEN} +\\[%{APPTHREAD:process.thread.name}\\] +%{LEVEL} +%{APPLOGGER:log.logger}(?: +-|:) ?%{TAIL}',
  // WildFly
  '%{APPWHEN} +%{LEVEL} +\\[%{APPLOGGER:log.logger}\\] +\\((?<process.thread.name>[^()\\n]*)\\) %{TAIL}',
  // Log4j: `%d %-5p [%t] %c{1} (%F:%L) - %m`, `%d %-5p %c{1}:%L - %m`
  '%{APPWHEN} +%{LEVEL} +\\[%{APPTHREAD:process.thread.name}\\] +%{APPLOGGER:log.logger}(?: +\\(%{APPFILE:log.origin.file.name}:%{DECIMAL:log.origin.file.line:int}\\))?(?: +-|:) ?%{TAIL}',
  '%{APPWHEN} +\\[?%{LEVEL}\\]? +%{APPLOGGER:log.logger}(?::%{DECIMAL:log.origin.file.line:int})?(?: +-|:) %{TAIL}',
];

export const genericPatterns = [
  '[\\[(]?%{APPWHEN}[\\])]?[ ,:|-]+[\\[(<|]?%{LEVEL}[\\])>|]?(?:[ :|-]+|$)%{TAIL}?',
  '[\\[(<]?%{LEVEL}[\\])>]?(?: *[:|-])? *[\\[(]?%{APPWHEN}[\\])]?[ :|-]+%{TAIL}',
  '(?:\\[%{LEVEL}\\]:?|%{LEVEL}:) +%{TAIL}',
  '[\\[(]?%{APPTIME:timestamp}[\\])]?[ :|-]+%{TAIL}',
];

const levelWords = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE';

/** A line that begins so begins an event: a time or a level. Traces, and messages of several lines, belong to what is before. */
export const applicationStart = `^(?:[[(]?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d|\\d\\d:\\d\\d:\\d\\d[.,]\\d|\\[?(?:${levelWords})\\b[\\]: ])`;

/** What the application sources share; only the patterns and the names differ. */
export function applicationSource(type: string, title: string, patterns: readonly string[]): SourceDefinition {
  return {
    type,
    dataset: type,
    title,
    definitions: applicationDefinitions,
    patterns,
    timestamp: { field: 'timestamp', formats: ['ISO8601', 'SLASHED'] },
    multiline: { start: applicationStart },
    fields: applicationFields,
    constants: { 'event.kind': 'event' },
    finish: finishApplication,
  };
}

function finishApplication(draft: Draft): void {
  const { fields } = draft;
  takeException(draft);
  const level = fields['log.level'];
  if (typeof level === 'string') fields['log.level'] = level.toLowerCase();
  const trouble = fields['error.type'] !== undefined || troubleLevels.has(String(fields['log.level']));
  fields['event.type'] = [trouble ? 'error' : 'info'];
}

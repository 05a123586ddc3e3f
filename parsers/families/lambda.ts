import type { FieldValue } from '../../contracts/fields.ts';
import type { Draft } from '../source.ts';

/** What Lambda writes about an invocation, and how its runtimes write what the function logs. */

type Fields = Draft['fields'];

export const lambdaDefinitions = {
  LAMBDATIME: '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?',
  LAMBDASLASHED: '[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?',
  LAMBDASTREAM: '[0-9]{4}/[0-9]{2}/[0-9]{2}/[^ \\[]*\\[[^\\] ]+\\][0-9a-f]+',
  // Loose in the middle, where AWS' own examples have it blackened.
  LAMBDAID: '[0-9a-fA-F]{8}(?:-[0-9A-Za-z]{4}){3}-[0-9a-fA-F]{12}',
  LAMBDALEVEL:
    '(?i:trace|debug|info|information|notice|warn|warning|error|err|critical|crit|fatal|fail|verbose|dbug|trce)',
  LAMBDALOGGER: '[A-Za-z_$][\\w$.]*',
  LAMBDAINT: '[0-9]{1,18}',
  // Downloads and command line tools put the stream and the time before each line.
  LAMBDABEFORE: '(?:%{LAMBDASTREAM} )?(?:%{LAMBDATIME:exported} )?(?:%{LAMBDASTREAM} )?',
  LAMBDAPHASE: '(?:START|END|REPORT)',
  LAMBDASTAGE: '(?:INIT_START|INIT_REPORT|RESTORE_START|RESTORE_REPORT)',
  LAMBDAEXTENSION: '(?:EXTENSION|TELEMETRY|LOGS)',
  LAMBDAWORD: '[^\\t\\n]+',
  LAMBDAJSON: '\\{.*\\}\\s*',
};

const level = '%{LAMBDALEVEL:log.level}';
const id = '%{LAMBDAID:faas.execution}';
const rest = '(?:\\s%{GREEDYDATA:details})?';
const tail = '(?:%{GREEDYDATA:message})?';

export const lambdaPatterns = [
  `%{LAMBDAPHASE:phase} RequestId: ${id}(?: Version: %{NOTSPACE:faas.version})?${rest}`,
  `%{LAMBDASTAGE:phase}${rest}`,
  `%{LAMBDAEXTENSION:phase}\\tName: %{LAMBDAWORD:aws.lambda.extension.name}\\tState: %{LAMBDAWORD:aws.lambda.extension.state}${rest}`,
  '(?=XRAY TraceId: )%{GREEDYDATA:details}',
  // Node.js, .NET; before the first invocation there is no id.
  `%{LAMBDATIME:timestamp}\\t(?:${id}|undefined|-)?\\t${level}\\t${tail}`,
  // Node.js before version 10
  `%{LAMBDATIME:timestamp}\\t${id}\\t${tail}`,
  // Python
  `\\[${level}\\]\\t%{LAMBDATIME:timestamp}\\t(?:${id})?\\t${tail}`,
  `\\[${level}\\] ${tail}`,
  // Ruby
  `[A-Z], \\[%{LAMBDATIME:timestamp} #%{LAMBDAINT:process.pid:int}\\] +${level} -- (?:${id})?: ${tail}`,
  // Java's Log4j appender
  `%{LAMBDATIME:timestamp} ${id} +${level} +%{LAMBDALOGGER:log.logger}(?::%{LAMBDAINT:log.origin.file.line:int})? +- ${tail}`,
  `%{LAMBDATIME:timestamp} ${id} ${tail}`,
  `RequestId: ${id} ${tail}`,
  '%{LAMBDAJSON:json}',
  // Go's log package
  `%{LAMBDASLASHED:slashed} ${tail}`,
]
  .map((pattern) => `%{LAMBDABEFORE}${pattern}`)
  // What a function prints goes to the log as it is.
  .concat('%{LAMBDABEFORE}%{GREEDYDATA:message}');

const measures: Readonly<Record<string, string>> = {
  Duration: 'aws.lambda.duration.ms',
  'Billed Duration': 'aws.lambda.billed_duration.ms',
  'Init Duration': 'aws.lambda.init_duration.ms',
  'Restore Duration': 'aws.lambda.restore_duration.ms',
  'Billed Restore Duration': 'aws.lambda.billed_restore_duration.ms',
  'Memory Size': 'aws.lambda.memory_size.mb',
  'Max Memory Used': 'aws.lambda.max_memory_used.mb',
};
const measurePattern =
  /(Billed Restore Duration|Restore Duration|Billed Duration|Init Duration|Duration|Memory Size|Max Memory Used): (\d{1,15}(?:\.\d{1,9})?) (?:ms|MB)/g;
const words: readonly (readonly [RegExp, string])[] = [
  [/\bStatus: (\w+)/, 'aws.lambda.status'],
  [/\bError Type: (\S+)/, 'error.type'],
  [/\bPhase: (\w+)/, 'aws.lambda.phase'],
  [/\bXRAY TraceId: (\S+)/, 'trace.id'],
  [/\bSegmentId: (\S+)/, 'aws.xray.segment_id'],
  [/\bSampled: (true|false)/, 'aws.xray.sampled'],
  [/\bRuntime Version: (\S+)/, 'aws.lambda.runtime_version'],
  [/\bRuntime Version ARN: (\S+)/, 'aws.lambda.runtime_version_arn'],
];

/** The labelled values of a report, in whatever order and with tabs or spaces between. */
export function takeReport(fields: Fields, details: string): void {
  for (const [, label = '', value] of details.matchAll(measurePattern)) {
    const field = measures[label];
    if (field !== undefined) fields[field] = Number(value);
  }
  for (const [pattern, field] of words) {
    const value = pattern.exec(details)?.[1];
    if (value !== undefined) fields[field] = value;
  }
}

const nodeError =
  /^(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection|[A-Za-z ]*Error) *\t(\{[\s\S]*\})\s*$/;
const pythonError = /^([A-Za-z_][\w.]*)(?:: ([^\n]*))?\n(Traceback \(most recent call last\):[\s\S]*)$/;

/** The error that a runtime reports when a function failed: Node.js as JSON, Python before its traceback. */
export function takeRuntimeError(fields: Fields): void {
  const { message } = fields;
  if (typeof message !== 'string') return;
  const node = nodeError.exec(message)?.[1];
  if (node !== undefined) takeErrorJson(fields, parsed(node));
  const python = pythonError.exec(message);
  if (!python?.[1]) return;
  fields['error.type'] = python[1];
  if (python[2]) fields['error.message'] = python[2];
  if (python[3]) fields['error.stack_trace'] = python[3].trimEnd();
  fields.message = python[2] ? `${python[1]}: ${python[2]}` : python[1];
}

/** `errorType`, `errorMessage`, `stackTrace` or `stack`, as the runtimes name them. */
export function takeErrorJson(fields: Fields, error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  const values = error as Readonly<Record<string, unknown>>;
  const set = (field: string, value: unknown) => {
    if (typeof value === 'string' && value !== '') fields[field] = value;
  };
  set('error.type', values.errorType);
  set('error.message', values.errorMessage);
  set('error.code', values.code);
  const stack = values.stackTrace ?? values.stack;
  set('error.stack_trace', Array.isArray(stack) ? stack.slice(0, 1000).map(String).join('\n') : stack);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lambda's clocks are in UTC, whether they say so or not. */
export function lambdaTime(time: FieldValue | undefined): string | undefined {
  if (typeof time !== 'string') return undefined;
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
}

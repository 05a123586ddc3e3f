import type { FieldDefinition } from '../../contracts/fields.ts';
import { takeException } from '../families/exceptions.ts';
import {
  lambdaDefinitions,
  lambdaPatterns,
  lambdaTime,
  parsed,
  takeReport,
  takeRuntimeError,
} from '../families/lambda.ts';
import { takeLambdaJson } from '../families/lambda-json.ts';
import type { Draft, ParsedEvent, SourceDefinition } from '../source.ts';

const ms = (purpose: string): FieldDefinition => ({ type: 'double', purpose: `Milliseconds: ${purpose}` });
const keyword = (purpose: string): FieldDefinition => ({ type: 'keyword', purpose });
const runtimeJson =
  /^\{"timestamp": ?"[^"]*", ?"level": ?"[^"]*",.*"(?:requestId|AWSRequestId)": ?"[0-9a-f]{8}-[0-9a-f-]{27}"|"function_request_id": ?"/s;
const trouble = new Set(['error', 'critical', 'fatal']);

/**
 * A function's log: the platform's lines and the function's, as text and as JSON. A function may print what it likes, so every line is
 * understood; only those that the platform or a runtime wrote speak for the type.
 */
export const source: SourceDefinition = {
  type: 'aws.lambda',
  dataset: 'aws.lambda',
  title: 'AWS Lambda (platform and function, text and JSON)',
  definitions: lambdaDefinitions,
  patterns: lambdaPatterns,
  timestamp: { field: 'timestamp', formats: ['ISO8601', 'SLASHED', 'UNIX'] },
  // Traces, printed objects, the second line of a report; the error that ends a Python traceback is not indented.
  multiline: {
    continuation:
      '^(?:\\s|$|[)\\]}]|Traceback \\(most recent|Caused by: |During handling of |The above exception |XRAY TraceId: |Runtime\\.\\w|[A-Za-z_][\\w.]*(?:Error|Exception)(?:: |$))',
  },
  fields: [
    'faas.execution',
    'faas.version',
    'faas.coldstart',
    'faas.name',
    'faas.id',
    'service.name',
    'log.level',
    'log.logger',
    'log.origin.file.line',
    'process.pid',
    'process.thread.name',
    'error.type',
    'error.message',
    'error.code',
    'error.stack_trace',
    'trace.id',
    'span.id',
    'cloud.provider',
    'event.kind',
    'event.category',
    'event.type',
    'event.action',
    'event.outcome',
    'event.duration',
  ],
  ownFields: {
    'aws.lambda.duration.ms': ms('the invocation'),
    'aws.lambda.billed_duration.ms': ms('what is paid for'),
    'aws.lambda.init_duration.ms': ms('the start of the function'),
    'aws.lambda.restore_duration.ms': ms('its restoring from a snapshot'),
    'aws.lambda.billed_restore_duration.ms': ms('what is paid for of that'),
    'aws.lambda.memory_size.mb': { type: 'long', purpose: 'MB that the function may use' },
    'aws.lambda.max_memory_used.mb': { type: 'long', purpose: 'MB that it did use' },
    'aws.lambda.status': keyword('success, timeout, error, failure'),
    'aws.lambda.phase': keyword('init, invoke'),
    'aws.lambda.runtime_version': keyword('The runtime'),
    'aws.lambda.runtime_version_arn': keyword('The ARN of the runtime'),
    'aws.lambda.extension.name': keyword('The extension'),
    'aws.lambda.extension.state': keyword('Ready, Subscribed, …'),
    'aws.xray.segment_id': keyword('The segment of the trace'),
    'aws.xray.sampled': keyword('Whether the trace was sampled'),
  },
  specificity: 3,
  isTypical: isLambdas,
  constants: { 'event.kind': 'event', 'event.category': ['process'], 'cloud.provider': 'aws' },
  finish: finishLambda,
};

/**
 * Many programs log a requestId: as JSON, only the keys in the order of the runtimes, or those of the library, are Lambda's. As text, the
 * platform's lines and those with an id and a level between tabs; what else there is, the function printed, among them or not.
 */
function isLambdas({ fields }: ParsedEvent, { aside, text }: Draft): boolean | undefined {
  if (aside.phase !== undefined) return true;
  if (aside.json !== undefined) return fields['event.action'] !== undefined || runtimeJson.test(text);
  const isRuntimes = fields['faas.execution'] !== undefined && fields['log.level'] !== undefined && text.includes('\t');
  return isRuntimes || undefined;
}

function finishLambda(draft: Draft): void {
  const { fields, aside } = draft;
  const { phase, details, json, slashed } = aside;
  if (typeof phase === 'string') fields['event.action'] = phase.toLowerCase().replace('_', '-');
  if (typeof details === 'string') takeReport(fields, details);
  if (typeof json === 'string') takeLambdaJson(draft, parsed(json));
  else if (aside.timestamp !== undefined) aside.timestamp = lambdaTime(aside.timestamp) ?? '';
  if (typeof slashed === 'string') aside.timestamp = `${slashed} UTC`;
  if (aside.timestamp === undefined && aside.exported !== undefined) aside.timestamp = lambdaTime(aside.exported) ?? '';
  takeRuntimeError(fields);
  if (phase === undefined && typeof fields.message === 'string') takeException(draft);
  takeEnd(fields, draft.text);
  setOutcome(fields);
}

/** What Lambda says of an invocation that it ended, or that ended itself. */
function takeEnd(fields: Draft['fields'], text: string): void {
  const message = String(fields.message ?? '');
  const seconds = /^Task timed out after (\d{1,6}(?:\.\d{1,3})?) seconds/.exec(message)?.[1];
  if (seconds !== undefined) {
    fields['event.action'] = 'timeout';
    fields['aws.lambda.status'] = 'timeout';
    fields['event.duration'] = Math.round(Number(seconds) * 1e9);
  }
  if (!text.includes('RequestId: ')) return;
  const exit = /^(?:Error: ([^\n]+)(?:\n(\S+))?|(Process exited [^\n]+))\s*$/.exec(message);
  if (!exit) return;
  fields['event.action'] = 'exit';
  fields['event.outcome'] = 'failure';
  fields['error.message'] = exit[1] ?? exit[3] ?? '';
  if (exit[2] !== undefined) fields['error.type'] = exit[2];
}

function setOutcome(fields: Draft['fields']): void {
  const level = fields['log.level'];
  if (typeof level === 'string') fields['log.level'] = level.toLowerCase();
  const duration = fields['aws.lambda.duration.ms'];
  if (typeof duration === 'number') fields['event.duration'] = Math.round(duration * 1e6);
  const action = String(fields['event.action'] ?? '');
  // A report says how long the start took, or the restoring from a snapshot, where there was one.
  if (action === 'report')
    fields['faas.coldstart'] = ['init', 'restore'].some(
      (kind) => fields[`aws.lambda.${kind}_duration.ms`] !== undefined,
    );
  const status = fields['aws.lambda.status'];
  if (typeof status === 'string') fields['event.outcome'] = status === 'success' ? 'success' : 'failure';
  const failed = fields['event.outcome'] === 'failure' || fields['error.type'] !== undefined;
  if (failed || trouble.has(String(fields['log.level']))) fields['event.type'] = ['error'];
  else if (/^(?:start|init-start|restore-start)$/.test(action)) fields['event.type'] = ['start'];
  else fields['event.type'] = [/^(?:end|report)$/.test(action) ? 'end' : 'info'];
}

import type { Draft } from '../source.ts';
import { at, isObject, type JsonObject, numberAt, take, textAt } from './json-object.ts';
import { lambdaTime, takeErrorJson } from './lambda.ts';

/** Lambda's JSON format: what the platform reports, what a function logs, and both as the Telemetry API sends them. */

type Fields = Draft['fields'];

const platformTexts = [
  ['requestId', 'faas.execution'],
  ['version', 'faas.version'],
  ['functionName', 'faas.name'],
  ['functionArn', 'faas.id'],
  ['status', 'aws.lambda.status'],
  ['errorType', 'error.type'],
  ['phase', 'aws.lambda.phase'],
  ['runtimeVersion', 'aws.lambda.runtime_version'],
  ['runtimeVersionArn', 'aws.lambda.runtime_version_arn'],
  ['tracing.spanId', 'span.id'],
  ['name', 'aws.lambda.extension.name'],
  ['state', 'aws.lambda.extension.state'],
] as const;
const platformNumbers = [
  ['metrics.durationMs', 'aws.lambda.duration.ms'],
  ['metrics.billedDurationMs', 'aws.lambda.billed_duration.ms'],
  ['metrics.initDurationMs', 'aws.lambda.init_duration.ms'],
  ['metrics.restoreDurationMs', 'aws.lambda.restore_duration.ms'],
  ['metrics.billedRestoreDurationMs', 'aws.lambda.billed_restore_duration.ms'],
  ['metrics.memorySizeMB', 'aws.lambda.memory_size.mb'],
  ['metrics.maxMemoryUsedMB', 'aws.lambda.max_memory_used.mb'],
] as const;
/** Of the runtimes, and of the logger that AWS offers as a library. */
const functionTexts = [
  ['requestId', 'faas.execution'],
  ['AWSRequestId', 'faas.execution'],
  ['function_request_id', 'faas.execution'],
  ['function_name', 'faas.name'],
  ['function_arn', 'faas.id'],
  ['service', 'service.name'],
  ['xray_trace_id', 'trace.id'],
  ['logger', 'log.logger'],
  ['loggerName', 'log.logger'],
  ['thread', 'process.thread.name'],
  ['level', 'log.level'],
] as const;

/** @returns false where it is none of these: then it is what the function printed */
export function takeLambdaJson({ fields, aside }: Draft, document: unknown): boolean {
  if (!isObject(document)) return false;
  const type = textAt(document, 'type') ?? '';
  const record = at(document, 'record');
  const time = textAt(document, 'time') ?? textAt(document, 'timestamp');
  if (time !== undefined) aside.timestamp = epochOr(time);
  if (type.startsWith('platform.') && isObject(record)) {
    takePlatform(fields, type.slice('platform.'.length), record);
    return true;
  }
  if (record !== undefined && (type === 'function' || type === 'extension')) {
    fields['event.action'] = type;
    if (isObject(record)) takeFunction(fields, record);
    else if (typeof record === 'string') fields.message = record.trimEnd();
    return true;
  }
  takeFunction(fields, document);
  return fields['faas.execution'] !== undefined || fields['log.level'] !== undefined;
}

/** Number of milliseconds, or text. */
function epochOr(time: string): string {
  return /^\d{13}$/.test(time) ? `${time.slice(0, -3)}.${time.slice(-3)}` : (lambdaTime(time) ?? time);
}

function takePlatform(fields: Fields, event: string, record: unknown): void {
  fields['event.action'] = event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  take(fields, record, platformTexts);
  take(fields, record, platformNumbers, numberAt);
  const duration = numberAt(record, 'metrics.durationMs');
  // Of the phases before the invocation, their own: else it could not be told from that of the invocation.
  if (duration !== undefined && /^(?:init|restore)/.test(event)) {
    delete fields['aws.lambda.duration.ms'];
    fields[`aws.lambda.${event.startsWith('init') ? 'init' : 'restore'}_duration.ms`] = duration;
  }
  const root = /Root=([^;]+)/.exec(textAt(record, 'tracing.value') ?? '')?.[1];
  if (root !== undefined) fields['trace.id'] = root;
}

function takeFunction(fields: Fields, document: JsonObject): void {
  take(fields, document, functionTexts);
  const message = at(document, 'message') ?? at(document, 'msg');
  if (typeof message === 'string') fields.message = message;
  else if (message !== undefined && message !== null) fields.message = JSON.stringify(message);
  if (typeof at(document, 'cold_start') === 'boolean') fields['faas.coldstart'] = at(document, 'cold_start') === true;
  takeErrorJson(fields, document);
  takeErrorJson(fields, message);
}

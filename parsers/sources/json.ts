import { type FieldValue, fieldCatalogue } from '../../contracts/fields.ts';
import { isIp } from '../families/web.ts';
import { type Draft, isReaderField, type SourceDefinition } from '../source.ts';

/** What one document may bring. The rest of it stays in `event.original`. */
const limits = { depth: 8, keys: 200, nameCharacters: 256, arrayItems: 100 };

/** Common names of other loggers (pino, bunyan, zap, logrus, slog, structlog, Serilog). */
const aliases: Readonly<Record<string, string>> = {
  time: 'timestamp',
  ts: 'timestamp',
  '@timestamp': 'timestamp',
  '@t': 'timestamp',
  datetime: 'timestamp',
  level: 'log.level',
  levelname: 'log.level',
  severity: 'log.level',
  lvl: 'log.level',
  '@l': 'log.level',
  msg: 'message',
  '@m': 'message',
  logger: 'log.logger',
  logger_name: 'log.logger',
  thread: 'process.thread.name',
  thread_name: 'process.thread.name',
  pid: 'process.pid',
  hostname: 'host.hostname',
  stack_trace: 'error.stack_trace',
  stacktrace: 'error.stack_trace',
  exc_info: 'error.stack_trace',
  'err.type': 'error.type',
  'err.message': 'error.message',
  'err.stack': 'error.stack_trace',
  'error.stack': 'error.stack_trace',
  error: 'error.message',
  err: 'error.message',
  exception: 'error.message',
  user: 'user.name',
  service: 'service.name',
  host: 'host.hostname',
  trace_id: 'trace.id',
  span_id: 'span.id',
  request_id: 'http.request.id',
};

/** pino and bunyan number their levels. */
const numberedLevels: Readonly<Record<string, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** What Elasticsearch refuses, or the reader writes: metadata, empty parts, tags. */
const unfitName = /^_|^\.|\.\.|\.$|^tags$/;

/** Names that begin others: a scalar under one of them cannot be indexed beside them. */
const objectNames = new Set(
  Object.keys(fieldCatalogue).flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

/**
 * A JSON object a line. ECS names stay, common names become ECS names, others stay flat with dots. What cannot stand under its
 * name (a field of the reader's, a value of another type, a scalar where ECS has an object) goes under `json.`.
 */
export const source: SourceDefinition = {
  type: 'json',
  dataset: 'json',
  title: 'JSON lines',
  patterns: [],
  read: readJson,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: ['ISO8601', 'HTTPDATE', 'UNIX', 'UNIX_MS'] },
  fields: Object.keys(fieldCatalogue).filter((name) => !isReaderField(name)),
  openFields: true,
  specificity: 1,
  constants: { 'event.kind': 'event' },
};

interface Flattened {
  readonly draft: Draft;
  keys: number;
  cut: boolean;
}

function readJson(draft: Draft): void {
  const document: unknown = JSON.parse(draft.text);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new SyntaxError('not a JSON object');
  const state: Flattened = { draft, keys: 0, cut: false };
  flatten(state, document, '', 1);
  const { fields } = draft;
  const level = fields['log.level'];
  if (level !== undefined) fields['log.level'] = (numberedLevels[String(level)] ?? String(level)).toLowerCase();
  // Without a message in it the whole text is the message, and nothing is lost either way.
  if (fields.message === undefined && state.cut) fields['event.original'] = draft.text;
}

function flatten(state: Flattened, value: object, prefix: string, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    const name = prefix + key;
    if (state.keys >= limits.keys || key === '' || name.length > limits.nameCharacters) {
      state.cut = true;
      continue;
    }
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      if (depth < limits.depth) {
        flatten(state, member, `${name}.`, depth + 1);
        continue;
      }
    }
    const scalar = scalarOf(member);
    // Which version the writer had in mind says nothing of the document that is written here.
    if (scalar === undefined || name === 'ecs.version') continue;
    state.keys++;
    put(state.draft, name, scalar);
  }
}

/** Objects within arrays, and what is nested too deeply, are kept as text. */
function scalarOf(value: unknown): FieldValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items = value.slice(0, limits.arrayItems).map(scalarOf);
  const plain = items.filter(
    (item) => typeof item === 'string' || typeof item === 'boolean' || typeof item === 'number',
  );
  if (plain.length === 0) return undefined;
  // One type an array: a mapping has room for one.
  const sameType = plain.every((item) => typeof item === typeof plain[0]);
  return sameType ? plain : plain.map(String);
}

function put(draft: Draft, written: string, value: FieldValue): void {
  const name = Object.hasOwn(aliases, written) ? (aliases[written] ?? written) : written;
  if (name === 'timestamp') {
    if (draft.aside.timestamp === undefined && !Array.isArray(value)) draft.aside.timestamp = timeText(value);
    else keepApart(draft, written, value);
    return;
  }
  const fitting = isReaderField(name) || objectNames.has(name) || unfitName.test(name) ? undefined : typed(name, value);
  if (fitting === undefined || draft.fields[name] !== undefined) keepApart(draft, written, value);
  else draft.fields[name] = fitting;
}

function keepApart(draft: Draft, name: string, value: FieldValue): void {
  // Without dots: `json.user` and `json.user.id` could not be indexed together.
  draft.fields[`json.${name.replaceAll('.', '_')}`] = Array.isArray(value) ? value.map(String) : String(value);
}

/** Numbers of 12 digits or more count milliseconds; seconds will not have so many for 30,000 years. */
function timeText(value: FieldValue): string {
  if (typeof value !== 'number') return String(value);
  return value >= 1e11
    ? `${Math.floor(value / 1000)}.${String(Math.floor(value % 1000)).padStart(3, '0')}`
    : String(value);
}

/** The value as the catalogue's type wants it, or undefined where it is of another. */
function typed(name: string, value: FieldValue): FieldValue | undefined {
  const type = Object.hasOwn(fieldCatalogue, name) ? fieldCatalogue[name]?.type : undefined;
  if (type === undefined) return value;
  if (Array.isArray(value)) return type === 'keyword' ? value.map(String) : undefined;
  switch (type) {
    case 'keyword':
    case 'text':
      return String(value);
    case 'long':
    case 'integer':
      return Number.isSafeInteger(Number(value)) && value !== '' && typeof value !== 'boolean'
        ? Number(value)
        : undefined;
    case 'float':
    case 'double':
      return Number.isFinite(Number(value)) && value !== '' && typeof value !== 'boolean' ? Number(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'ip':
      return typeof value === 'string' && isIp(value) ? value : undefined;
    case 'date':
    case 'geo_point':
    case 'object':
      return undefined;
  }
}

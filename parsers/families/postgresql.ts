import type { Draft, SourceDefinition } from '../source.ts';
import { parseTimestamp } from '../timestamp.ts';
import { readMessage } from './postgresql-message.ts';
import { isIp } from './web.ts';

/** What the three forms of PostgreSQL's log have in common: the same facts, as text, CSV or JSON. */

const keyword = (purpose: string) => ({ type: 'keyword', purpose }) as const;
const longKeyword = (purpose: string) => ({ type: 'keyword', purpose, limitCharacters: 8191 }) as const;
const text = (purpose: string) => ({ type: 'text', purpose }) as const;

const ownFields = {
  'postgresql.log.database': keyword('The database'),
  'postgresql.log.application_name': keyword('What the client calls itself'),
  'postgresql.log.backend_type': keyword('client backend, checkpointer, autovacuum worker, …'),
  'postgresql.log.leader_pid': { type: 'long', purpose: 'The process that leads the parallel workers' },
  'postgresql.log.session_id': keyword('The session'),
  'postgresql.log.session_line_number': { type: 'long', purpose: 'The line within the session' },
  'postgresql.log.session_start_time': { type: 'date', purpose: 'When the session began' },
  'postgresql.log.virtual_transaction_id': keyword('The transaction, also if it wrote nothing'),
  'postgresql.log.transaction_id': keyword('The transaction'),
  'postgresql.log.command_tag': keyword('The command of the session: SELECT, idle'),
  'postgresql.log.sql_state_code': keyword('SQLSTATE'),
  'postgresql.log.detail': text('More of the error; the parameters of a statement'),
  'postgresql.log.hint': text('What may help'),
  'postgresql.log.internal_query': longKeyword('The query within a function that failed'),
  'postgresql.log.internal_query_pos': { type: 'long', purpose: 'The character in it where the error is' },
  'postgresql.log.context': text('Where it happened: the functions that were running'),
  'postgresql.log.query': longKeyword('The statement'),
  'postgresql.log.query_pos': { type: 'long', purpose: 'The character in it where the error is' },
  'postgresql.log.query_step': keyword('statement, parse, bind, execute, fetch'),
  'postgresql.log.query_name': keyword('The name of the prepared statement'),
  'postgresql.log.query_id': keyword('The number of the query in pg_stat_statements'),
  'postgresql.log.location': longKeyword("The place in PostgreSQL's source"),
  'postgresql.log.backtrace': text("PostgreSQL's own stack"),
} as const;

/** Whatever of these a form has, by the names of its columns in the documentation of csvlog. */
export type PostgresColumns = Readonly<Record<string, string | undefined>>;

const fieldOfColumn: Readonly<Record<string, string>> = {
  user_name: 'user.name',
  process_id: 'process.pid',
  database_name: 'postgresql.log.database',
  session_line_num: 'postgresql.log.session_line_number',
  ...Object.fromEntries(Object.keys(ownFields).map((name) => [name.slice('postgresql.log.'.length), name])),
};

/** What all three definitions say alike. */
export const postgresSource: Pick<
  SourceDefinition,
  'patterns' | 'timestamp' | 'fields' | 'ownFields' | 'constants' | 'specificity'
> = {
  patterns: [],
  timestamp: { field: 'timestamp', formats: ['ISO8601', 'UNIX', 'SYSLOG'] },
  fields: [
    'log.level',
    'process.pid',
    'user.name',
    'source.address',
    'source.ip',
    'source.port',
    'error.code',
    'tls.version',
    'tls.version_protocol',
    'tls.cipher',
    'event.kind',
    'event.category',
    'event.type',
    'event.action',
    'event.outcome',
    'event.duration',
    'service.type',
  ],
  ownFields,
  specificity: 3,
  constants: { 'event.kind': 'event', 'service.type': 'postgresql' },
};

const types = new Map<string, string>(Object.entries(ownFields).map(([name, { type }]) => [name, type]));
const zeroIsNone = new Set(['postgresql.log.transaction_id', 'postgresql.log.query_id']);
const failureLevels = new Set(['error', 'fatal', 'panic']);

/** Fills the event. */
export function fillEvent(draft: Draft, columns: PostgresColumns): void {
  const { fields, aside } = draft;
  if (columns.log_time) aside.timestamp = columns.log_time;
  for (const [column, value] of Object.entries(columns)) {
    const name = Object.hasOwn(fieldOfColumn, column) ? fieldOfColumn[column] : undefined;
    if (name !== undefined && value) setField(draft, name, value);
  }
  const level = columns.error_severity?.toLowerCase();
  if (level) fields['log.level'] = level;
  const failed = level !== undefined && failureLevels.has(level);
  const state = columns.sql_state_code;
  if (failed && state) fields['error.code'] = state;
  fields['event.category'] = ['database'];
  fields['event.type'] = [failed ? 'error' : 'info'];
  setClient(fields, columns.connection_from);
  if (columns.message) fields.message = columns.message;
  readMessage(fields, columns.message ?? '');
  const { 'source.address': address } = fields;
  if (typeof address === 'string' && isIp(address)) fields['source.ip'] = address;
}

function setField({ fields, context }: Draft, name: string, value: string): void {
  const type = types.get(name);
  if (type === 'date') {
    const time = parseTimestamp(value, ['ISO8601', 'UNIX'], context);
    if (time !== undefined) fields[name] = time;
  } else if (type === 'long' || name === 'process.pid') {
    if (/^\d{1,15}$/.test(value)) fields[name] = Number(value);
  } else if (value !== '[unknown]' && !(value === '0' && zeroIsNone.has(name))) fields[name] = value;
}

/** `192.0.2.1:51044`, `192.0.2.1(51044)`, `[local]`, a name. */
function setClient(fields: Draft['fields'], client: string | undefined): void {
  const [, address, port] = /^(.*?)(?:[:(](\d{1,5})\)?)?$/s.exec(client ?? '') ?? [];
  if (!address || address === '[unknown]' || address === '[local]') return;
  const whole = client !== undefined && isIp(client);
  fields['source.address'] = whole ? client : address;
  if (port !== undefined && !whole) fields['source.port'] = Number(port);
}

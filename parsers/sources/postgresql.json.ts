import { textAt } from '../families/json-object.ts';
import { fillEvent, postgresSource } from '../families/postgresql.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** The keys of jsonlog, by the columns of csvlog that say the same. */
const keyOfColumn: Readonly<Record<string, string>> = {
  log_time: 'timestamp',
  user_name: 'user',
  database_name: 'dbname',
  process_id: 'pid',
  session_id: 'session_id',
  session_line_num: 'line_num',
  command_tag: 'ps',
  session_start_time: 'session_start',
  virtual_transaction_id: 'vxid',
  transaction_id: 'txid',
  error_severity: 'error_severity',
  sql_state_code: 'state_code',
  message: 'message',
  detail: 'detail',
  hint: 'hint',
  internal_query: 'internal_query',
  internal_query_pos: 'internal_position',
  context: 'context',
  query: 'statement',
  query_pos: 'cursor_position',
  application_name: 'application_name',
  backend_type: 'backend_type',
  leader_pid: 'leader_pid',
};

/** PostgreSQL's jsonlog, since 15. */
export const source: SourceDefinition = {
  ...postgresSource,
  type: 'postgresql.json',
  dataset: 'postgresql.log',
  title: 'PostgreSQL (jsonlog, since 15)',
  read: readJson,
  readFailure: '_jsonparsefailure',
};

function readJson(draft: Draft): void {
  const document: unknown = JSON.parse(draft.text);
  const text = (key: string) => textAt(document, key);
  if (text('timestamp') === undefined || text('error_severity') === undefined)
    throw new SyntaxError('not a record of jsonlog');
  const columns = Object.entries(keyOfColumn).map(([column, key]) => [column, text(key)]);
  const [host, port] = [text('remote_host'), text('remote_port')];
  const place = [text('func_name'), [text('file_name'), text('file_line_num')].filter(Boolean).join(':')];
  fillEvent(draft, {
    ...Object.fromEntries(columns),
    // Wider than a double.
    query_id: /"query_id":(-?\d{1,20})/.exec(draft.text)?.[1],
    connection_from: host !== undefined && port !== undefined ? `${host}(${port})` : host,
    location: place.filter(Boolean).join(', '),
  });
}

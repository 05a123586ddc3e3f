import type { PostgresColumns } from './postgresql.ts';

/**
 * `log_line_prefix` is whatever the administrator made of it. So it is not matched as a whole: each fact is looked for in the form that
 * PostgreSQL gives it, which is nearly always unmistakable.
 */

const time =
  /(?<!\d)(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:[A-Z]{1,5}|[+-]\d\d(?::?\d\d)?)(?![A-Za-z0-9=@_]))?)/;
const syslogTime = /^(?:<\d{1,3}>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S+ [^\s:[]+\[(\d+)\]: \[(\d+)-\d+\] */;
const unixTime = /^\[?(\d{10}\.\d{3})\b/;
const pair = /([A-Za-z_]{1,20})=(\[local\]|\[unknown\]|.*?)(?=[,;|\s]+[A-Za-z_]{1,20}=|[,;:|\])\s]*$)/g;
const session = /(?<![0-9a-z.])([0-9a-f]{8}\.[0-9a-f]{1,8})(?![0-9a-z.])/;
const client = /(?<![0-9A-Za-z.:-])((?:[0-9A-Za-z](?:[0-9A-Za-z.:_-]*[0-9A-Za-z])?|::[0-9a-f:.]*)\(\d{1,5}\))/;
const bareAddress = /(?<![\w.:(])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.(]|:\d)/;
const owner = /(?<![^\s:,[(])(\[unknown\]|[^\s@:,()[\]=]{1,63})@(\[unknown\]|[^\s@:,()[\]=]{1,63})/;
const process = /\[(\d{1,10})\]/;
const processAndLine = /\[(\d{1,10})-(\d{1,10})\]/;
const virtualTransaction = /(?<![\w/])(-?\d{1,10}\/\d{1,10})(?![\w/])/;

/** What people call the facts where they name them. */
const names: Readonly<Record<string, string>> = {
  user: 'user_name',
  usr: 'user_name',
  u: 'user_name',
  db: 'database_name',
  database: 'database_name',
  d: 'database_name',
  app: 'application_name',
  application: 'application_name',
  appname: 'application_name',
  a: 'application_name',
  client: 'connection_from',
  host: 'connection_from',
  remote: 'connection_from',
  h: 'connection_from',
  r: 'connection_from',
  pid: 'process_id',
  p: 'process_id',
  session: 'session_id',
  sid: 'session_id',
  line: 'session_line_num',
  l: 'session_line_num',
  xid: 'transaction_id',
  txid: 'transaction_id',
  tx: 'transaction_id',
  vxid: 'virtual_transaction_id',
  cmd: 'command_tag',
  tag: 'command_tag',
  state: 'sql_state_code',
  sqlstate: 'sql_state_code',
  code: 'sql_state_code',
  err: 'sql_state_code',
  e: 'sql_state_code',
  backend: 'backend_type',
  btype: 'backend_type',
  qid: 'query_id',
  queryid: 'query_id',
  query_id: 'query_id',
};

/** @param prefix what stands before the severity, in one line of bounded length */
export function readPrefix(prefix: string): PostgresColumns | undefined {
  const columns: Record<string, string | undefined> = {};
  let rest = prefix.trim();
  const [syslogHead = '', syslogDate, syslogPid, syslogLine] = syslogTime.exec(rest) ?? [];
  rest = rest.slice(syslogHead.length);
  const when = time.exec(rest);
  columns.log_time = when?.[1] ?? unixTime.exec(rest)?.[1] ?? syslogDate;
  // The time goes first, so that nothing of it is taken for something else.
  rest = when ? `${rest.slice(0, when.index)} ${rest.slice(when.index + when[0].length).replace(/^:/, '')}` : rest;
  rest = rest.replace(unixTime, ' ');
  for (const [, key = '', value = ''] of rest.matchAll(pair)) {
    const name = Object.hasOwn(names, key.toLowerCase()) ? names[key.toLowerCase()] : undefined;
    if (name !== undefined && value !== '') columns[name] ??= value.trim();
  }
  columns.process_id ??= process.exec(rest)?.[1] ?? syslogPid;
  const numbered = processAndLine.exec(rest);
  if (columns.process_id !== undefined) columns.session_line_num ??= numbered?.[1] ?? syslogLine;
  else if (numbered) [, columns.process_id, columns.session_line_num] = numbered;
  else columns.process_id = /(?<![\w.:/([-])(\d{1,7})(?![\w.:/()-])/.exec(rest)?.[1];
  columns.session_id ??= session.exec(rest)?.[1];
  columns.connection_from ??= client.exec(rest)?.[1] ?? bareAddress.exec(rest)?.[1];
  columns.virtual_transaction_id ??= virtualTransaction.exec(rest)?.[1];
  const owned = owner.exec(rest);
  if (owned) {
    columns.user_name ??= owned[1];
    columns.database_name ??= owned[2];
  }
  const known = prefix.trim() === '' || columns.log_time !== undefined || columns.process_id !== undefined;
  return known ? columns : undefined;
}

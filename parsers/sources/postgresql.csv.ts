import { csvRecord } from '../families/csv-record.ts';
import { fillEvent, postgresSource } from '../families/postgresql.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** In the order of the documentation. 8.4 ends with the location, 9.0 with the application, 13 with the backend, 14 with the query. */
const columns =
  'log_time user_name database_name process_id connection_from session_id session_line_num command_tag session_start_time virtual_transaction_id transaction_id error_severity sql_state_code message detail hint internal_query internal_query_pos context query query_pos location application_name backend_type leader_pid query_id'.split(
    ' ',
  );
const columnsMin = 22;
const timePattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \S+$/;

/** PostgreSQL's csvlog. */
export const source: SourceDefinition = {
  ...postgresSource,
  type: 'postgresql.csv',
  dataset: 'postgresql.log',
  title: 'PostgreSQL (csvlog, 8.4 to 18)',
  multiline: { start: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [^,"]{1,10},(?:"|,|[^,"]*,)' },
  read: readCsv,
};

function readCsv(draft: Draft): void {
  const record = csvRecord(draft.text.trimEnd());
  const [time = '', severity = ''] = [record?.[0], record?.[11]];
  const isLog =
    record !== undefined && record.length >= columnsMin && timePattern.test(time) && /^[A-Z]+\d?$/.test(severity);
  if (!isLog) throw new SyntaxError('not a record of csvlog');
  fillEvent(draft, Object.fromEntries(columns.map((name, index) => [name, record[index]])));
}

import { fillEvent, postgresSource } from '../families/postgresql.ts';
import { columnOfLabel, severityLabels, severityOfLabel, supplementLabels } from '../families/postgresql-labels.ts';
import { readPrefix } from '../families/postgresql-prefix.ts';
import type { Draft, SourceDefinition } from '../source.ts';

// Letters of any alphabet: the labels are translated.
const line = new RegExp(`^(.{0,500}?)(?<![\\p{L}_])(${severityLabels}|${supplementLabels}):  (.*)$`, 'u');
const supplement = new RegExp(`^.{0,500}?(?<![\\p{L}_])(${supplementLabels}):  (.*)$`, 'u');
const anySeverity = new RegExp(`(?<![\\p{L}_])(?:${severityLabels}):  `, 'u');

/** PostgreSQL's log on stderr, with any `log_line_prefix`. An error is one event with its detail, hint, context and statement. */
export const source: SourceDefinition = {
  ...postgresSource,
  type: 'postgresql.log',
  dataset: 'postgresql.log',
  title: 'PostgreSQL (stderr, any log_line_prefix)',
  // PostgreSQL begins the lines of a message with a tab, all but the first; and writes an error with all that belongs to it at once.
  multiline: {
    continuation: `^(?:\\t|(?!.{0,500}?(?:^|[^\\p{L}_])(?:${severityLabels}):  ).{0,500}?(?:^|[^\\p{L}_])(?:${supplementLabels}):  )`,
  },
  read: readText,
  // Others write `time ERROR:  …` too, but no process and no level of that name.
  isTypical: ({ fields }) =>
    fields['log.level'] === 'log' ||
    fields['process.pid'] !== undefined ||
    fields['postgresql.log.session_id'] !== undefined
      ? true
      : undefined,
};

function readText(draft: Draft): void {
  const [first = '', ...more] = draft.text.split('\n');
  const [, prefix = '', label = '', begin] = line.exec(first) ?? [];
  const columns: Record<string, string | undefined> = { ...prefixOf(prefix, label) };
  const leading = columnOfLabel.get(label);
  if (leading === undefined) columns.error_severity = severityOfLabel.get(label);
  // A supplement that lost its error is still read: it is the message, and stands under its own name too.
  let column = 'message';
  // With log_error_verbosity = verbose the SQLSTATE stands before the message.
  const [state = ''] = /^(?=[A-Z]*\d)[0-9A-Z]{5}: /.exec(begin ?? '') ?? [];
  if (state !== '') columns.sql_state_code = state.slice(0, 5);
  columns.message = begin?.slice(state.length);
  for (const text of more) {
    const [, name = '', value] = text.startsWith('\t') || anySeverity.test(text) ? [] : (supplement.exec(text) ?? []);
    if (value !== undefined) {
      column = columnOfLabel.get(name) ?? column;
      columns[column] = columns[column] === undefined ? value : `${columns[column]}\n${value}`;
    } else columns[column] = `${columns[column]}\n${text.replace(/^\t/, '')}`;
  }
  if (leading !== undefined) columns[leading] ??= columns.message;
  fillEvent(draft, columns);
}

function prefixOf(prefix: string, label: string) {
  const columns = label === '' ? undefined : readPrefix(prefix);
  if (!columns) throw new SyntaxError('not a line of PostgreSQL');
  return columns;
}

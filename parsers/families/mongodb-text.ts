import type { Draft } from '../source.ts';
import { setConnection, setLogin, setRemote, setSeverity } from './mongodb.ts';

const iso =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:?\d\d)) (?:([FEWID]\d?) +([A-Z_]+|-) +)?\[([^\]\n]*)\] ?(.*)$/s;
const ctime =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{3})?) (?:\[([^\]\n]*)\] ?(.*)|(\*\*\*\*\* .*))$/s;
const operation =
  /^(?<operation>command|query|update|insert|remove|delete|getmore|find|write|killcursors|aggregate|distinct|count) (?<namespace>\S+) (?<rest>.*) (?<ms>\d{1,12})ms$/s;
const plan = / planSummary: (.*?)(?= (?:update: |[a-zA-Z_]+:(?! )|exception:|locks\()|$)/s;
const application = /^appName: "([^"]*)"/;
/** Keys of the log have no space behind the colon, keys of a document have one. */
const command = /(?:^| )(?:command|query|originatingCommand): (.*?)(?= planSummary: | [a-zA-Z]+:(?![ /])| locks\(|$)/s;
const counts: readonly (readonly [RegExp, string])[] = [
  [/ (?:keysExamined|nscanned):(\d{1,15})/, 'mongodb.log.keys_examined'],
  [/ (?:docsExamined|nscannedObjects|scannedObjects):(\d{1,15})/, 'mongodb.log.docs_examined'],
  [/ nreturned:(\d{1,15})/, 'mongodb.log.returned'],
  [/ reslen:(\d{1,15})/, 'mongodb.log.response_bytes'],
  [/ queryHash:([0-9A-F]{1,16})/, 'mongodb.log.query_hash'],
];
const connection = /^(?:connection accepted from|end connection|received client metadata from) (\S+:\d{1,5}) /;
const login =
  /^\s*(?:Successfully authenticated as principal (?<user>\S+)|\S+ \S+ authentication failed for (?<stranger>\S+) on) .*?from client (?<client>[^\s,;]+)/s;

/** The text of 3.x and 4.x, before that without severity and component, and before 2.6 with the date in C's form. */
export function readMongoText({ fields, aside, text }: Draft): void {
  const [, time, severity, component, thread, message] = iso.exec(text) ?? fromCtime(text);
  if (time === undefined || message === undefined) throw new SyntaxError('not of MongoDB');
  aside.timestamp = time;
  setSeverity(
    fields,
    severity ?? (/^(?:ERROR|error):/.test(message) ? 'E' : /^(?:warning|WARNING):/.test(message) ? 'W' : undefined),
  );
  if (component !== undefined && component !== '-') fields['mongodb.log.component'] = component;
  if (thread) {
    fields['mongodb.log.context'] = thread;
    fields['process.thread.name'] = thread;
  }
  if (message !== '') fields.message = message;
  readOperation(fields, message);
  readConnection(fields, message);
}

function fromCtime(text: string): (string | undefined)[] {
  const match = ctime.exec(text);
  return match ? [text, match[1], undefined, undefined, match[2], match[3] ?? match[4]] : [];
}

function readOperation(fields: Draft['fields'], message: string): void {
  const found = operation.exec(message)?.groups;
  if (!found) return;
  const rest = ` ${found.rest ?? ''}`;
  fields['event.duration'] = Number(found.ms) * 1e6;
  fields['event.action'] = 'slow_query';
  fields['mongodb.log.operation'] = found.operation ?? '';
  fields['mongodb.log.namespace'] = found.namespace ?? '';
  const [, name] = application.exec(rest.trimStart()) ?? [];
  if (name) fields['mongodb.log.application_name'] = name;
  const [, asked] = command.exec(rest) ?? [];
  if (asked) fields['mongodb.log.command'] = asked;
  const [, planned] = plan.exec(rest) ?? [];
  if (planned)
    fields['mongodb.log.plan_summary'] = planned.replace(/ (?:keyUpdates|ntoreturn|cursorid|numYields)$/, '');
  for (const [pattern, field] of counts) {
    const [, value] = pattern.exec(rest) ?? [];
    if (value !== undefined) fields[field] = field.endsWith('hash') ? value : Number(value);
  }
}

function readConnection(fields: Draft['fields'], message: string): void {
  const [whole, remote] = connection.exec(message) ?? [];
  if (remote !== undefined) setRemote(fields, remote);
  if (whole?.startsWith('connection')) setConnection(fields, 'start');
  else if (whole?.startsWith('end')) setConnection(fields, 'end');
  const found = login.exec(message)?.groups;
  if (!found) return;
  setRemote(fields, found.client);
  setLogin(fields, found.user ?? found.stranger, found.user === undefined ? 'failure' : 'success');
}

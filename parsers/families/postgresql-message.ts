import type { Draft } from '../source.ts';

/** What PostgreSQL's messages say about statements, connections and upkeep. The wording is the same since 9.x. */

const statement =
  /^(?:duration: (?<ms>\d+(?:\.\d+)?) ms(?: {2}|$))?(?:(?<step>statement|parse|bind|execute|fetch)(?: (?:fetch from )?(?<name>[^:]*))?: (?<query>.*)|(?<step2>plan):(?<plan>.*))?$/s;
const connection =
  /^(?<what>connection received|connection authenticated|connection authorized|replication connection authorized|disconnection): (?<facts>.*)$/s;
const fact =
  /(?:^|[\s(])(user|database|host|port|identity|method|application_name|protocol|cipher)=("[^"]*"|[^\s,)]+)/g;
const refused =
  /^(?:(?<method>\S+) authentication failed for user "(?<user>[^"]*)"|no pg_hba\.conf entry for (?:replication connection from )?host "(?<host>[^"]*)", user "(?<user2>[^"]*)")/;
const sessionTime = /session time: (\d+):(\d\d):(\d\d(?:\.\d+)?)/;
/** Each with the time that it took, in the unit that stands behind it. */
const upkeep: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:checkpoint|restartpoint) (?:starting|complete):(?:.*, total=(?<took>\d+\.\d+) s)?/s, 'checkpoint', 1e9],
  [
    /^automatic (?:aggressive )?vacuum (?:to prevent wraparound )?of table .*?(?:elapsed:? (?<took>\d+\.\d+) s(?:ec)?|$)/s,
    'autovacuum',
    1e9,
  ],
  [/^automatic analyze of table .*?(?:elapsed:? (?<took>\d+\.\d+) s(?:ec)?|$)/s, 'autoanalyze', 1e9],
  [
    /^process \d+ (?:still waiting|acquired|avoided deadlock|detected deadlock|failed to acquire).*? after (?<took>\d+\.\d+) ms$/s,
    'lock_wait',
    1e6,
  ],
  [/^temporary file: /, 'temporary_file', 1],
];

export function readMessage(fields: Draft['fields'], message: string): void {
  if (message === '') return;
  readStatement(fields, message);
  readConnection(fields, message);
  if (!/^(?:checkp|restartp|automatic|process|temporary)/.test(message)) return;
  for (const [pattern, action, nanoseconds] of upkeep) {
    const match = pattern.exec(message);
    if (!match) continue;
    fields['event.action'] = action;
    if (match.groups?.took !== undefined)
      fields['event.duration'] = Math.round(Number(match.groups.took) * nanoseconds);
    return;
  }
}

function readStatement(fields: Draft['fields'], message: string): void {
  const { ms, step, name, query, step2, plan } = statement.exec(message)?.groups ?? {};
  if (ms !== undefined) fields['event.duration'] = Math.round(Number(ms) * 1e6);
  if (step2 !== undefined) fields['postgresql.log.query_step'] = step2;
  // auto_explain: the plan's first line is the statement.
  const explained =
    /^\s*Query Text: (.*?)(?=\n\s*[A-Z][^\n]*\(cost=|$)/s.exec(plan ?? '')?.[1] ??
    /"Query Text": "([^"\\]*(?:\\.[^"\\]*)*)"/s.exec(plan ?? '')?.[1]?.replace(/\\(["\\])/g, '$1');
  if (explained) fields['postgresql.log.query'] ??= explained;
  if (step === undefined) return;
  fields['postgresql.log.query_step'] = step;
  if (name && name !== '<unnamed>') fields['postgresql.log.query_name'] = name;
  if (query) fields['postgresql.log.query'] = query;
}

function readConnection(fields: Draft['fields'], message: string): void {
  const failed = refused.exec(message)?.groups;
  if (failed) {
    setCategory(fields, 'authentication', 'start', 'login');
    fields['event.outcome'] = 'failure';
    fields['user.name'] ??= failed.user ?? failed.user2 ?? '';
    if (failed.host) fields['source.address'] ??= failed.host;
    return;
  }
  const { what, facts = '' } = connection.exec(message)?.groups ?? {};
  if (what === undefined) return;
  for (const [, name = '', value = ''] of facts.matchAll(fact)) setFact(fields, name, value.replaceAll('"', ''));
  if (what === 'connection received') setCategory(fields, 'network', 'start', 'connection_received');
  else if (what !== 'disconnection') {
    setCategory(fields, 'authentication', 'start', what.replace(/^replication /, '').replace(' ', '_'));
    fields['event.outcome'] = 'success';
  } else {
    setCategory(fields, 'session', 'end', 'disconnection');
    const [, hours, minutes, seconds] = sessionTime.exec(facts) ?? [];
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (Number.isSafeInteger(Math.round(total * 1e9))) fields['event.duration'] = Math.round(total * 1e9);
  }
}

function setCategory(fields: Draft['fields'], category: string, type: string, action: string): void {
  fields['event.category'] = ['database', category];
  fields['event.type'] = category === 'network' ? ['connection', type] : [type];
  fields['event.action'] = action;
}

function setFact(fields: Draft['fields'], name: string, value: string): void {
  if (name === 'user' || name === 'identity') fields['user.name'] ??= value;
  else if (name === 'database') fields['postgresql.log.database'] ??= value;
  else if (name === 'application_name') fields['postgresql.log.application_name'] ??= value;
  else if (name === 'host' && value !== '[local]') fields['source.address'] ??= value;
  else if (name === 'port' && /^\d{1,5}$/.test(value)) fields['source.port'] ??= Number(value);
  else if (name === 'cipher') fields['tls.cipher'] = value;
  else if (name === 'protocol' && /^TLSv\d/.test(value)) {
    fields['tls.version_protocol'] = 'tls';
    fields['tls.version'] = value.slice('TLSv'.length);
  }
}

import { isIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const login = /^login attempt: db=\S+ user=\S+(?: tls=(?<tls>\S+))?/;
const closed = /^closing because: (?<reason>.+?)(?: \(age=(?<seconds>\d+)s?\))?$/s;
const refused = /^(?:pooler error|login failed): (?<reason>.+?)(?: \(age=\d+s?\))?$/s;

/** PgBouncer's log: what it says of a client or a server names it as `database/user@address:port`. */
export const source: SourceDefinition = {
  type: 'pgbouncer',
  dataset: 'pgbouncer',
  title: 'PgBouncer',
  definitions: {
    BOUNCERTIME: '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}(?:\\.[0-9]+)?(?: (?:[A-Z]{1,5}|[+-][0-9]{2,4}))?',
    BOUNCERLEVEL: 'LOG|WARNING|ERROR|FATAL|NOISE|DEBUG|INFO',
    BOUNCERSIDE: '[CS]-0x[0-9A-Fa-f]+',
    BOUNCERNAME: '[^/@\\s]+|\\(nodb\\)|\\(nouser\\)',
    BOUNCERUSER: '[^\\s]+',
    BOUNCERADDRESS: '\\[[0-9A-Fa-f:.]+\\]|[0-9A-Fa-f:.]+|unix(?:\\([0-9]+\\))?',
    DECIMAL: '[0-9]+',
  },
  patterns: [
    '%{BOUNCERTIME:timestamp} \\[?%{DECIMAL:process.pid:int}\\]? %{BOUNCERLEVEL:log.level}:? ' +
      '%{BOUNCERSIDE:pgbouncer.log.socket}: %{BOUNCERNAME:database}/%{BOUNCERUSER:user}@%{BOUNCERADDRESS:address}:%{DECIMAL:port} %{GREEDYDATA:message}',
    '%{BOUNCERTIME:timestamp} \\[?%{DECIMAL:process.pid:int}\\]? %{BOUNCERLEVEL:log.level}:? (?! )%{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    'log.level',
    'process.pid',
    'user.name',
    'source.address',
    'source.ip',
    'source.port',
    'destination.address',
    'destination.ip',
    'destination.port',
    'event.kind',
    'event.category',
    'event.type',
    'event.action',
    'event.outcome',
    'event.reason',
    'event.duration',
    'service.type',
  ],
  ownFields: {
    'pgbouncer.log.socket': { type: 'keyword', purpose: 'C-… a client, S-… a server' },
    'pgbouncer.log.database': { type: 'keyword', purpose: 'The database' },
  },
  specificity: 3,
  // The second form is nearly everybody's.
  isTypical: ({ fields }) =>
    fields['pgbouncer.log.socket'] !== undefined || /^stats: /.test(String(fields.message)) ? true : undefined,
  constants: { 'event.kind': 'event', 'service.type': 'pgbouncer' },
  finish: finishBouncer,
};

function finishBouncer({ fields, aside }: Draft): void {
  const level = String(fields['log.level'] ?? '').toLowerCase();
  fields['log.level'] = level;
  fields['event.category'] = ['database'];
  fields['event.type'] = [level === 'error' || level === 'fatal' ? 'error' : 'info'];
  const { database, user, address, port } = aside;
  if (typeof database === 'string' && database !== '(nodb)') fields['pgbouncer.log.database'] = database;
  if (typeof user === 'string' && user !== '(nouser)') fields['user.name'] = user;
  if (typeof address === 'string') setPeer(fields, address.replace(/^\[|\]$/g, ''), Number(port));
  readMessage(fields, String(fields.message ?? ''));
}

function setPeer(fields: Draft['fields'], address: string, port: number): void {
  const side = String(fields['pgbouncer.log.socket']).startsWith('C') ? 'source' : 'destination';
  fields[`${side}.address`] = address;
  fields[`${side}.port`] = port;
  if (isIp(address)) fields[`${side}.ip`] = address;
}

function readMessage(fields: Draft['fields'], message: string): void {
  const end = closed.exec(message)?.groups;
  const failure =
    refused.exec(message)?.groups ??
    (/auth|password|no such (?:user|database)/.test(end?.reason ?? '') ? end : undefined);
  if (failure || login.test(message)) {
    fields['event.category'] = ['database', 'authentication'];
    fields['event.type'] = ['start'];
    fields['event.action'] = 'login';
    if (failure) fields['event.outcome'] = 'failure';
    if (failure?.reason) fields['event.reason'] = failure.reason;
  } else if (end) {
    fields['event.category'] = ['database', 'network'];
    fields['event.type'] = ['connection', 'end'];
    fields['event.action'] = 'connection_closed';
    if (end.reason) fields['event.reason'] = end.reason;
  } else if (message.startsWith('new connection to server')) {
    fields['event.category'] = ['database', 'network'];
    fields['event.type'] = ['connection', 'start'];
    fields['event.action'] = 'connection_opened';
  }
  if (end?.seconds) fields['event.duration'] = Number(end.seconds) * 1e9;
}

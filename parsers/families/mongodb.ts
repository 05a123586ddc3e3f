import type { Draft } from '../source.ts';
import { isIp } from './web.ts';

/** What the two forms of MongoDB's log have in common. */

export const mongoFields = [
  'log.level',
  'process.thread.name',
  'source.address',
  'source.ip',
  'source.port',
  'user.name',
  'error.code',
  'error.message',
  'event.kind',
  'event.category',
  'event.type',
  'event.action',
  'event.outcome',
  'event.duration',
  'event.code',
  'service.type',
];

export const mongoOwnFields = {
  'mongodb.log.component': { type: 'keyword', purpose: 'COMMAND, NETWORK, REPL: the part of the server' },
  'mongodb.log.context': { type: 'keyword', purpose: 'The thread: conn17, initandlisten' },
  'mongodb.log.attr': { type: 'text', purpose: 'What the message is about, as JSON' },
  'mongodb.log.tags': { type: 'keyword', purpose: "The message's own tags: startupWarnings" },
  'mongodb.log.operation': { type: 'keyword', purpose: 'command, query, update, …' },
  'mongodb.log.namespace': { type: 'keyword', purpose: 'Database and collection' },
  'mongodb.log.application_name': { type: 'keyword', purpose: 'What the client calls itself' },
  'mongodb.log.command': { type: 'keyword', purpose: 'The command, as JSON', limitCharacters: 8191 },
  'mongodb.log.plan_summary': {
    type: 'keyword',
    purpose: 'How it was looked for: COLLSCAN, IXSCAN { a: 1 }',
    limitCharacters: 8191,
  },
  'mongodb.log.query_hash': { type: 'keyword', purpose: 'The shape of the query' },
  'mongodb.log.keys_examined': { type: 'long', purpose: 'Keys of indexes that were looked at' },
  'mongodb.log.docs_examined': { type: 'long', purpose: 'Documents that were looked at' },
  'mongodb.log.returned': { type: 'long', purpose: 'Documents that were returned' },
  'mongodb.log.response_bytes': { type: 'long', purpose: 'Bytes of the answer' },
} as const;

const levels: Readonly<Record<string, string>> = { F: 'fatal', E: 'error', W: 'warning', I: 'info', D: 'debug' };

/** @param severity as it stands in the log: `I`, `D2` */
export function setSeverity(fields: Draft['fields'], severity: string | undefined): void {
  const level = levels[severity?.charAt(0) ?? ''];
  if (level !== undefined) fields['log.level'] = level;
  fields['event.category'] = ['database'];
  fields['event.type'] = [level === 'error' || level === 'fatal' ? 'error' : 'info'];
}

/** `192.0.2.1:51044`, `[2001:db8::1]:51044`. */
export function setRemote(fields: Draft['fields'], remote: string | undefined): void {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^\s]+?)):(\d{1,5})$/.exec(remote ?? '') ?? [];
  const address = bracketed ?? plain;
  if (address === undefined) return;
  fields['source.address'] = address;
  fields['source.port'] = Number(port);
  if (isIp(address)) fields['source.ip'] = address;
}

export function setLogin(fields: Draft['fields'], user: string | undefined, outcome: 'success' | 'failure'): void {
  if (user) fields['user.name'] = user;
  fields['event.category'] = ['database', 'authentication'];
  fields['event.type'] = ['start'];
  fields['event.action'] = 'login';
  fields['event.outcome'] = outcome;
}

export function setConnection(fields: Draft['fields'], type: 'start' | 'end'): void {
  fields['event.category'] = ['database', 'network'];
  fields['event.type'] = ['connection', type];
  fields['event.action'] = type === 'start' ? 'connection_accepted' : 'connection_ended';
}

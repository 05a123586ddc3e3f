import type { Draft } from '../source.ts';
import { isIp } from './web.ts';

/** What programs that let people in say of it: rules from their messages to ECS. */

export interface AuthenticationRule {
  readonly pattern: RegExp;
  readonly meaning: Meaning;
}

export interface Meaning {
  readonly action: string;
  readonly category: readonly string[];
  readonly type: readonly string[];
  readonly outcome?: 'success' | 'failure';
  /** Where the message means a user without naming one. */
  readonly user?: string;
}

/** Which field a named group of a rule fills. */
const fieldOfGroup: Readonly<Record<string, string>> = {
  user: 'user.name',
  uid: 'user.id',
  effective: 'user.effective.name',
  target: 'user.target.name',
  group: 'group.name',
  gid: 'group.id',
  address: 'source.address',
  domain: 'source.domain',
  port: 'source.port',
  local: 'destination.address',
  localport: 'destination.port',
  reason: 'event.reason',
  command: 'process.command_line',
  folder: 'process.working_directory',
  event: 'system.auth.ssh.event',
  method: 'system.auth.ssh.method',
  signature: 'system.auth.ssh.signature',
  subsystem: 'system.auth.ssh.subsystem',
  tty: 'system.auth.tty',
  session: 'system.auth.session_id',
  home: 'system.auth.useradd.home',
  shell: 'system.auth.useradd.shell',
};

export const authenticationFields = [
  ...Object.values(fieldOfGroup).filter((name) => !name.startsWith('system.')),
  'source.ip',
  'destination.ip',
  'event.action',
  'event.category',
  'event.type',
  'event.outcome',
];

export const authenticationOwnFields = {
  'system.auth.ssh.event': { type: 'keyword', purpose: 'Accepted, Failed, Invalid: what became of it' },
  'system.auth.ssh.method': { type: 'keyword', purpose: 'How the user logged in: password, publickey' },
  'system.auth.ssh.signature': { type: 'keyword', purpose: 'The key that was shown' },
  'system.auth.ssh.subsystem': { type: 'keyword', purpose: 'What was asked for in place of a shell: sftp' },
  'system.auth.tty': { type: 'keyword', purpose: 'The terminal' },
  'system.auth.session_id': { type: 'keyword', purpose: "logind's number of the session" },
  'system.auth.useradd.home': { type: 'keyword', purpose: 'The home of a new user', limitCharacters: 8191 },
  'system.auth.useradd.shell': { type: 'keyword', purpose: 'The shell of a new user', limitCharacters: 8191 },
} as const;

const address = '\\[?(?<address>(?=[0-9]*(?:[.A-Za-z]|:[0-9A-Fa-f:]))[^\\s\\[\\],]*(?:[^\\s\\[\\],:]|::))\\]?';

/**
 * A rule over the whole message. In its text `%from` stands for an address with or without `port N`, `%port` for one with it, `%peer` for `address:port`. Names come
 * from whoever knocks at the door and may hold anything: give them a greedy group, so that the address that counts is the last one.
 */
export function authenticationRule(text: string, meaning: Meaning): AuthenticationRule {
  const whole = text
    .replace('%port', `${address} port (?<port>\\d{1,5})`)
    .replace('%from', `${address}(?: port (?<port>\\d{1,5}))?`)
    .replace('%peer', `${address}:(?<port>\\d{1,5})`);
  return { pattern: new RegExp(`^${whole}$`, 's'), meaning };
}

/** Fills the event from the first rule that fits the text. @returns whether one did */
export function applyRules({ fields }: Draft, text: string, rules: readonly AuthenticationRule[]): boolean {
  for (const { pattern, meaning } of rules) {
    const match = pattern.exec(text);
    if (!match) continue;
    for (const [group, value] of Object.entries(match.groups ?? {})) {
      const name = fieldOfGroup[group];
      if (name !== undefined && value) fields[name] = name.endsWith('.port') ? Number(value) : value;
    }
    fields['event.action'] = meaning.action;
    fields['event.category'] = [...meaning.category];
    fields['event.type'] = [...meaning.type];
    if (meaning.user) fields['user.name'] = meaning.user;
    if (meaning.outcome) fields['event.outcome'] = meaning.outcome;
    setAddresses(fields);
    return true;
  }
  return false;
}

function setAddresses(fields: Draft['fields']): void {
  const { 'source.address': source, 'destination.address': destination } = fields;
  if (typeof source === 'string') {
    if (isIp(source)) fields['source.ip'] = source;
    else if (source !== 'UNKNOWN') fields['source.domain'] ??= source;
  }
  if (typeof destination === 'string' && isIp(destination)) fields['destination.ip'] = destination;
}

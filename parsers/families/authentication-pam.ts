import { type AuthenticationRule, authenticationRule } from './authentication.ts';

/** What PAM's modules say inside of other programs: `pam_unix(sshd:session): …`. */

const opened = { action: 'session_opened', category: ['session'], type: ['start'], outcome: 'success' } as const;
const closed = { action: 'session_closed', category: ['session'], type: ['end'] } as const;
const passed = {
  action: 'pam_authentication',
  category: ['authentication'],
  type: ['start'],
  outcome: 'success',
} as const;
const failed = { ...passed, outcome: 'failure' } as const;
const changed = {
  action: 'password_changed',
  category: ['iam'],
  type: ['user', 'change'],
  outcome: 'success',
} as const;

// Where PAM is old, the module stands in the program's tag: `sshd(pam_unix)[19939]: session opened …`, or alone: `(pam_unix) …`, `pam_unix: …`.
const module = '(?:pam_\\w+(?:\\([^()]*\\)(?:\\[\\d+\\])?:|:|\\)) )?';
const asked =
  'logname=\\S* uid=\\d* euid=\\d* tty=(?<tty>\\S*) ruser=\\S* rhost=(?<address>\\S*)(?: +user=(?<user>.*?))?\\s*';

function rule(text: string, meaning: AuthenticationRule['meaning']): AuthenticationRule {
  return authenticationRule(module + text, meaning);
}

export const pamRules = [
  // Whoever is not root opens it for somebody else: sudo, su.
  rule(
    'session opened for user (?<effective>[^\\s(]+)(?:\\(uid=\\d+\\))? by (?<user>[^\\s(]+)\\(uid=(?<uid>[1-9]\\d*)\\).*',
    opened,
  ),
  rule('session opened for user (?<user>[^\\s(]+)(?:\\(uid=(?<uid>\\d+)\\))?(?: by .*)?', opened),
  rule('session closed for user (?<user>\\S+)', closed),
  rule(`authentication success; ${asked}`, passed),
  rule(`authentication failure; ${asked}`, failed),
  rule(`PAM \\d+ more authentication failures?; ${asked}`, failed),
  rule('check pass; (?<reason>user unknown)', failed),
  rule('(?:bad username|user unknown) \\[(?<user>.*)\\]', failed),
  rule('received for user (?<user>.*): \\d+ \\((?<reason>.+)\\)', failed),
  rule('auth could not identify password for \\[(?<user>.*)\\]', failed),
  rule('(?<reason>conversation failed)', failed),
  rule('account (?<user>\\S+) (?<reason>has expired|has password changed in future).*', failed),
  rule('(?<reason>expired password) for user (?<user>\\S+) .*', failed),
  rule('(?<reason>Consecutive login failures) for user (?<user>\\S+) account temporarily locked', failed),
  rule('user (?<user>\\S+) \\(\\d+\\) (?<reason>tally \\d+, deny \\d+)', failed),
  rule('(?<reason>requirement ".*" not met) by user "(?<user>.*)"', failed),
  rule('password changed for (?<user>\\S+)(?: by (?<effective>\\S+))?', changed),
];

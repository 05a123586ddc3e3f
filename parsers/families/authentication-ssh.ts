import { authenticationRule as rule } from './authentication.ts';

/** What OpenSSH's server and Dropbear say. */

const login = { action: 'ssh_login', type: ['start'] };
const success = { ...login, category: ['authentication', 'session'], outcome: 'success' } as const;
const failure = { ...login, category: ['authentication'], outcome: 'failure' } as const;
const step = { ...login, category: ['authentication'], type: ['info'] } as const;
const connected = { action: 'ssh_connect', category: ['network'], type: ['connection', 'start'] } as const;
const refused = {
  action: 'ssh_connect',
  category: ['network'],
  type: ['connection', 'denied'],
  outcome: 'failure',
} as const;
const disconnected = {
  action: 'ssh_disconnect',
  category: ['network', 'session'],
  type: ['connection', 'end'],
} as const;
const looked = { action: 'ssh_reverse_lookup', category: ['network'], type: ['info'], outcome: 'failure' } as const;
const session = { category: ['session'] } as const;
const listening = { action: 'ssh_listen', category: ['process'], type: ['start'] } as const;

const invalid = '(?:invalid user |illegal user )?';
const who = '(?:(?:(?:authenticating|invalid) )?user (?<user>.*) )?';
const behind = '(?: ssh\\d?)?(?:: (?<signature>.+))?';

export const sshRules = [
  // Who is let in is a user of the host: here the first address counts, since what stands behind may come from a certificate.
  rule(`(?<event>Accepted) (?<method>\\S+) for (?<user>.+?) from %from${behind}`, success),
  rule(`(?<event>Failed) (?<method>\\S+) for ${invalid}(?<user>.*) from %from${behind}`, failure),
  rule(`(?<event>Postponed|Partial) (?<method>\\S+) for ${invalid}(?<user>.*) from %from${behind}`, step),
  rule('(?<event>Invalid|Illegal) user (?<user>.*) from %from', failure),
  rule('input_userauth_request: (?:invalid|illegal) user (?<user>.*)', failure),
  rule('User (?<user>.+) from %from not allowed because (?<reason>.+)', failure),
  rule('User (?<user>.+) not allowed because (?<reason>.+)', failure),
  rule(
    `(?<reason>maximum authentication attempts exceeded) for ${invalid}(?<user>.*) from %from(?: ssh\\d?)?`,
    failure,
  ),
  rule(`(?:Disconnecting: )?(?<reason>Too many authentication failures)(?: for ${invalid}(?<user>.+))?`, failure),
  rule(`PAM: (?<reason>.+?) for ${invalid}(?<user>.*) from %from(?: via \\S+)?`, failure),
  rule('ROOT LOGIN REFUSED FROM %from', { ...failure, user: 'root' }),
  rule('Authentication refused: (?<reason>.+)', failure),
  rule('Access denied for user (?<user>.+) by (?<reason>PAM account configuration)', failure),
  rule(`Connection (?:closed|reset) by ${who}%from`, disconnected),
  rule('(?:Received disconnect|Disconnect received) from %from: ?(?:\\d+: ?)?(?<reason>.*)', disconnected),
  rule(`Disconnected from ${who}%from`, disconnected),
  rule(`Disconnecting ${who}%port: (?<reason>.*)`, disconnected),
  rule('Disconnecting: (?<reason>.*)', disconnected),
  rule('Starting session: .* for (?<user>\\S+) from %from(?: id \\d+)?', {
    ...session,
    action: 'ssh_session',
    type: ['start'],
  }),
  rule('Close session: user (?<user>\\S+) from %from(?: id \\d+)?', {
    ...session,
    action: 'ssh_session',
    type: ['end'],
  }),
  rule('subsystem request for (?<subsystem>\\S+)(?: by user (?<user>.+))?', {
    ...session,
    action: 'ssh_subsystem',
    type: ['info'],
  }),
  rule('Connection from %from(?: on (?<local>\\S+) port (?<localport>\\d{1,5}))?(?: rdomain .*)?', connected),
  rule('(?<reason>Did not receive identification string) from %from', refused),
  rule('(?<reason>Bad protocol version identification) .* from %from', refused),
  rule(
    '(?:banner exchange|ssh_dispatch_run_fatal|kex_exchange_identification): Connection from %from: (?<reason>.+)',
    refused,
  ),
  rule('Unable to negotiate with %from: (?<reason>.+)', refused),
  rule('(?<reason>Protocol major versions differ) for %from: .*', refused),
  rule(
    '(?<reason>Timeout before authentication) for (?:connection from )?%from(?: to (?<local>\\S+?), pid = \\d+)?',
    refused,
  ),
  rule(
    'drop connection #\\d+ from \\[(?<address>[^\\]]+)\\]:(?<port>\\d+) on \\[(?<local>[^\\]]+)\\]:(?<localport>\\d+) (?<reason>.+)',
    refused,
  ),
  rule('refused connect from (?<domain>\\S+) \\((?<address>[^)]+)\\)', refused),
  rule('reverse mapping checking getaddrinfo for (?<domain>\\S+) \\[(?<address>[^\\]]+)\\] failed.*', looked),
  rule('Address %from maps to (?<domain>\\S+), but this does not map back to the address.*', looked),
  rule('Nasty PTR record "(?<domain>[^"]*)" is set up for %from, ignoring', looked),
  rule('Server listening on (?<local>\\S+) port (?<localport>\\d{1,5})\\.', listening),
];

export const dropbearRules = [
  rule(
    "(?<method>Password|Pubkey|PAM password) auth succeeded for '(?<user>.*)'(?: with (?:\\S+ )?key (?<signature>.+))? from %peer",
    success,
  ),
  rule("Bad (?:PAM )?(?<method>password) attempt for '(?<user>.*)' from %peer", failure),
  rule('(?<reason>Login attempt for nonexistent user)(?: .*)? from %peer', failure),
  rule("Exit before auth(?: from <%peer>)?: \\(user '(?<user>.*)', \\d+ fails\\): (?<reason>.+)", disconnected),
  rule("Exit before auth(?: \\(user '(?<user>.*)', \\d+ fails\\))?: (?<reason>.+)", disconnected),
  rule('Exit \\((?<user>.*)\\)(?: from <%peer>)?: (?<reason>.+)', disconnected),
  rule('Child connection from %peer', connected),
];

import { authenticationRule as rule } from './authentication.ts';

/** Acting as others (sudo, su, pkexec), sessions (login, logind), and accounts (the shadow utilities, cron's jobs). */

const ran = { action: 'sudo', category: ['process'], type: ['start'], outcome: 'success' } as const;
const notRan = { ...ran, category: ['process', 'authentication'], outcome: 'failure' } as const;
const command =
  '(?:HOST=\\S+ ; )?(?:TTY=(?<tty>.*?) ; )?(?:CHROOT=\\S+ ; )?PWD=(?<folder>.*?) ; (?:USER=(?<effective>.*?) ; )?(?:GROUP=(?<group>.*?) ; )?(?:TSID=\\S+ ; )?(?:ENV=.*? ; )?COMMAND=(?<command>.*)';

export const sudoRules = [
  rule(` *(?<user>[^\\s:;][^:;]{0,255}?) : ${command}`, ran),
  rule(` *(?<user>[^\\s:;][^:;]{0,255}?) : (?<reason>[^;=]{1,255}?) ; ${command}`, notRan),
];

const executed = { ...ran, action: 'pkexec' } as const;
const notExecuted = { ...notRan, action: 'pkexec' } as const;
const pkexec =
  '\\[USER=(?<effective>[^\\]]*)\\] \\[TTY=(?<tty>[^\\]]*)\\] \\[CWD=(?<folder>[^\\]]*)\\] \\[COMMAND=(?<command>.*)\\]';

export const polkitRules = [
  rule(`(?<user>\\S+): Executing command ${pkexec}`, executed),
  rule(`(?<user>\\S+): (?<reason>.+) ${pkexec}`, notExecuted),
  rule(
    'Operator of \\S+ successfully authenticated as unix-user:(?<effective>\\S+) to gain .*? \\(owned by unix-user:(?<user>[^)]+)\\)',
    {
      ...executed,
      action: 'polkit_authorization',
      category: ['authentication'],
    },
  ),
  rule('Operator of \\S+ FAILED to authenticate to gain .*? \\(owned by unix-user:(?<user>[^)]+)\\)', {
    ...notExecuted,
    action: 'polkit_authorization',
    category: ['authentication'],
  }),
];

const switched = {
  action: 'su',
  category: ['authentication', 'session'],
  type: ['start'],
  outcome: 'success',
} as const;
const notSwitched = { ...switched, category: ['authentication'], outcome: 'failure' } as const;

export const suRules = [
  rule('Successful su for (?<effective>\\S+) by (?<user>\\S+)', switched),
  rule(
    'FAILED (?:su|SU) (?:for |\\(to )(?<effective>[^\\s)]+)(?: by |\\) )(?<user>\\S+)(?: on (?<tty>\\S+))?',
    notSwitched,
  ),
  rule('\\(to (?<effective>[^)]+)\\) (?<user>\\S+) on (?<tty>\\S+)', switched),
  rule('\\+ (?<tty>\\S+) (?<user>[^\\s:]+):(?<effective>\\S+)', switched),
  rule('- (?<tty>\\S+) (?<user>[^\\s:]+):(?<effective>\\S+)', notSwitched),
  rule("'su (?<effective>[^']+)' succeeded for (?<user>\\S+) on (?<tty>\\S+)", switched),
  rule("'su (?<effective>[^']+)' failed for (?<user>\\S+) on (?<tty>\\S+)", notSwitched),
  rule('BAD SU (?<user>\\S+) to (?<effective>\\S+) on (?<tty>\\S+)', notSwitched),
  rule('(?<user>\\S+) to (?<effective>\\S+) on (?<tty>\\S+)', switched),
];

const entered = {
  action: 'login',
  category: ['authentication', 'session'],
  type: ['start'],
  outcome: 'success',
} as const;
const turnedAway = { ...entered, category: ['authentication'], outcome: 'failure' } as const;

export const loginRules = [
  rule(
    "FAILED LOGIN(?: SESSION)?(?: \\(?\\d+\\)?)?(?: on '?(?<tty>[^\\s']+)'?)?(?: (?:from|FROM) '?(?<address>[^\\s']+)'?)? FOR '?(?<user>[^',]*)'?,? ?(?<reason>.*)",
    turnedAway,
  ),
  rule("ROOT LOGIN +(?:on|ON) '?(?<tty>[^\\s']+)'?(?: [Ff]rom '?(?<address>[^\\s']+)'?)?", {
    ...entered,
    user: 'root',
  }),
  rule('LOGIN ON (?<tty>\\S+) BY (?<user>\\S+)(?: FROM (?<address>\\S+))?', entered),
];

const began = { action: 'session_opened', category: ['session'], type: ['start'], outcome: 'success' } as const;
const ended = { action: 'session_closed', category: ['session'], type: ['end'] } as const;

export const logindRules = [
  rule("New session '?(?<session>[^\\s']+)'? of user '?(?<user>.+?)'?(?: with class '.*)?\\.", began),
  rule('Session (?<session>\\S+) logged out\\. Waiting for processes to exit\\.', ended),
  rule('Removed session (?<session>[^\\s]+)\\.', ended),
];

const account = { category: ['iam'], outcome: 'success' } as const;
const userAdded = { ...account, action: 'user_added', type: ['user', 'creation'] } as const;
const userRemoved = { ...account, action: 'user_removed', type: ['user', 'deletion'] } as const;
const userChanged = { ...account, action: 'user_changed', type: ['user', 'change'] } as const;
const groupAdded = { ...account, action: 'group_added', type: ['group', 'creation'] } as const;
const groupRemoved = { ...account, action: 'group_removed', type: ['group', 'deletion'] } as const;
const groupChanged = { ...account, action: 'group_changed', type: ['group', 'change'] } as const;

/** useradd, groupadd, usermod, userdel, gpasswd and the like. Old ones open their quotes with a backtick. */
export const accountRules = [
  rule(
    'new user: name=(?<user>[^,]+), UID=(?<uid>\\d+), GID=(?<gid>\\d+), home=(?<home>.*?), shell=(?<shell>[^,]*)(?:, from=(?<tty>\\S+))?',
    userAdded,
  ),
  rule("failed adding user ['`]?(?<user>[^',]+)'?,? ?(?<reason>.*)", { ...userAdded, outcome: 'failure' }),
  rule('(?:new group: |group added to \\S+: )name=(?<group>[^,]+)(?:, GID=(?<gid>\\d+))?', groupAdded),
  rule("delete user ['`](?<user>[^']+)'", userRemoved),
  rule("(?:add|added) ['`](?<user>[^']+)' to (?:shadow )?group ['`](?<group>[^']+)'", groupChanged),
  rule("(?:delete|removed) ['`](?<user>[^']+)' from (?:shadow )?group ['`](?<group>[^']+)'", groupChanged),
  rule("removed (?:shadow )?group ['`](?<group>[^']+)' owned by ['`](?<user>[^']+)'", groupRemoved),
  rule("(?:remove )?group ['`](?<group>[^']+)'(?: removed)?(?: from \\S+)?", groupRemoved),
  rule("change group ['`](?<group>[^']+)' .*", groupChanged),
  rule('group changed in \\S+ \\(group (?<group>[^/)]+)/(?<gid>\\d+).*', groupChanged),
  rule('user (?<user>\\S+) (?:added|removed) by \\S+ (?:to|from) group (?<group>\\S+)', groupChanged),
  rule("(?:changed?|lock|unlock) user (?:name )?['`](?<user>[^']+)' .*", userChanged),
  rule("password for ['`](?<user>[^']+)' changed by ['`](?<effective>[^']+)'", {
    ...userChanged,
    action: 'password_changed',
  }),
  rule('changed password expiry for (?<user>\\S+)', userChanged),
];

export const cronRules = [rule('\\((?<user>[^)]+)\\) CMD \\((?<command>.*)\\)', { ...ran, action: 'cron_job' })];

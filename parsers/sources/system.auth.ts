import {
  type AuthenticationRule,
  applyRules,
  authenticationFields,
  authenticationOwnFields,
} from '../families/authentication.ts';
import { pamRules } from '../families/authentication-pam.ts';
import { dropbearRules, sshRules } from '../families/authentication-ssh.ts';
import {
  accountRules,
  cronRules,
  logindRules,
  loginRules,
  polkitRules,
  sudoRules,
  suRules,
} from '../families/authentication-users.ts';
import {
  syslogDefinitions,
  syslogFields,
  syslogMultiline,
  syslogPatterns,
  syslogTimestamp,
} from '../families/syslog.ts';
import { finishSyslog } from '../families/syslog-fields.ts';
import type { Draft, ParsedEvent, SourceDefinition } from '../source.ts';

/** By program. The others are in auth.log too, and say what they say through PAM. */
const rulesByProgram: Readonly<Record<string, readonly AuthenticationRule[]>> = {
  sshd: sshRules,
  'sshd-session': sshRules,
  'sshd-auth': sshRules,
  dropbear: dropbearRules,
  sudo: sudoRules,
  su: suRules,
  'su-l': suRules,
  login: loginRules,
  'systemd-logind': logindRules,
  polkitd: polkitRules,
  pkexec: polkitRules,
  cron: cronRules,
};
const accountPrograms =
  /^(?:useradd|usermod|userdel|adduser|deluser|groupadd|groupmod|groupdel|gpasswd|passwd|chpasswd|chage|chfn|chsh|newusers|shadow|grpck|pwck)$/;
const otherPrograms =
  /^(?:systemd|runuser|sudo-rs|doas|gdm\S*|lightdm|sddm\S*|xrdp-\S+|polkit\S*|unix_chkpwd|saslauthd|sssd\S*|krb5kdc|vsftpd|proftpd|screen|cockpit-\S+|remote)$/;
const repeated = /^message repeated \d+ times: \[ ?(.*)\]$/s;
const severity = /^(error|fatal|warning): /;

/** What syslog keeps apart in auth.log or secure. Lines of other programs are read as far as syslog reads them. */
export const source: SourceDefinition = {
  type: 'system.auth',
  dataset: 'system.auth',
  title: 'Authentication log (sshd, PAM, sudo, su, accounts, logind)',
  definitions: syslogDefinitions,
  patterns: syslogPatterns,
  timestamp: syslogTimestamp,
  multiline: syslogMultiline,
  fields: [...syslogFields, ...authenticationFields],
  ownFields: authenticationOwnFields,
  specificity: 3,
  isTypical: isAuthentication,
  constants: { 'event.kind': 'event' },
  finish: finishAuthentication,
};

function finishAuthentication(draft: Draft): void {
  finishSyslog(draft);
  const { fields } = draft;
  const program = programOf(fields['process.name']);
  if (program === undefined || typeof fields.message !== 'string') return;
  fields['process.name'] = program;
  let text = repeated.exec(fields.message)?.[1] ?? fields.message;
  const [prefix = '', level] = severity.exec(text) ?? [];
  if (level !== undefined) fields['log.level'] ??= level;
  text = text
    .slice(prefix.length)
    .replace(/ \[(?:preauth|postauth)\]$/, '')
    .trimEnd();
  const rules = accountPrograms.test(program) ? accountRules : rulesOf(program);
  if (applyRules(draft, text, rules)) return;
  // Dovecot and others name one of their own processes first.
  const module = text.slice(0, 64).indexOf('pam_');
  applyRules(draft, module > 0 ? text.slice(module) : text, pamRules);
}

/** `/usr/sbin/CRON`, `sshd(pam_unix)` → `CRON`, `sshd`. */
function programOf(name: unknown): string | undefined {
  return typeof name === 'string' ? (/([^/()]+)(?:\(\S*\))?$/.exec(name)?.[1] ?? name) : undefined;
}

function rulesOf(program: string): readonly AuthenticationRule[] {
  // `-- root` is what login calls itself.
  const name = program
    .toLowerCase()
    .replace(/^crond$/, 'cron')
    .replace(/^-- .*/, 'login');
  return Object.hasOwn(rulesByProgram, name) ? (rulesByProgram[name] ?? []) : [];
}

/** Cron's jobs and systemd's units are in every syslog; their sessions are not. */
function isAuthentication({ fields }: ParsedEvent): boolean {
  const program = String(fields['process.name'] ?? '');
  if (/^(?:cron|crond|systemd)$/i.test(program))
    return fields['event.category'] !== undefined && fields['event.action'] !== 'cron_job';
  return rulesOf(program).length > 0 || accountPrograms.test(program) || otherPrograms.test(program);
}

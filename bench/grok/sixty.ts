/**
 * Sixty patterns as people collect them for the messages of a Linux fleet: unanchored, one after the other, the first that matches wins.
 * And lines for them: each pattern's turn comes equally often, one line in thirteen fits none.
 */

/** Of a pattern, its expression; of its lines, the message with the number of the line in it. */
type Kind = readonly [expression: string, message: (i: number) => string];

const ip = (i: number) => `192.0.2.${i % 250}`;
const port = (i: number) => 1024 + (i % 60_000);
const user = (i: number) => ['alice', 'bob', 'carol', 'deploy', 'root'][i % 5] ?? 'root';
const id = (i: number) => (i * 2_654_435_761).toString(16).padStart(10, '0').slice(0, 10).toUpperCase();

const kinds: readonly Kind[] = [
  [
    'Accepted %{WORD:method} for %{USERNAME:user} from %{IP:ip} port %{INT:port:int} %{WORD:protocol}',
    (i) => `Accepted publickey for ${user(i)} from ${ip(i)} port ${port(i)} ssh2`,
  ],
  [
    'Failed %{WORD:method} for invalid user %{USERNAME:user} from %{IP:ip} port %{INT:port:int}',
    (i) => `Failed password for invalid user ${user(i)} from ${ip(i)} port ${port(i)} ssh2`,
  ],
  [
    'Failed %{WORD:method} for %{USERNAME:user} from %{IP:ip} port %{INT:port:int}',
    (i) => `Failed password for ${user(i)} from ${ip(i)} port ${port(i)} ssh2`,
  ],
  ['Invalid user %{USERNAME:user} from %{IP:ip}', (i) => `Invalid user ${user(i)} from ${ip(i)} port ${port(i)}`],
  [
    'Connection closed by %{IP:ip} port %{INT:port:int}(?: \\[%{WORD:phase}\\])?',
    (i) => `Connection closed by ${ip(i)} port ${port(i)} [preauth]`,
  ],
  [
    'Received disconnect from %{IP:ip} port %{INT:port:int}:%{INT:code:int}: %{GREEDYDATA:reason}',
    (i) => `Received disconnect from ${ip(i)} port ${port(i)}:11: Bye Bye [preauth]`,
  ],
  [
    'Disconnected from(?: authenticating)? user %{USERNAME:user} %{IP:ip} port %{INT:port:int}',
    (i) => `Disconnected from authenticating user ${user(i)} ${ip(i)} port ${port(i)}`,
  ],
  [
    'pam_unix\\(%{DATA:service}:auth\\): authentication failure; logname=%{DATA:logname} uid=%{INT:uid:int} euid=%{INT:euid:int} tty=%{DATA:tty} ruser=%{DATA:ruser} rhost=%{NOTSPACE:rhost}',
    (i) =>
      `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${ip(i)}  user=${user(i)}`,
  ],
  [
    'pam_unix\\(%{DATA:service}:session\\): session opened for user %{USERNAME:user}',
    (i) => `pam_unix(cron:session): session opened for user ${user(i)}(uid=0) by (uid=0)`,
  ],
  [
    'pam_unix\\(%{DATA:service}:session\\): session closed for user %{USERNAME:user}',
    (i) => `pam_unix(cron:session): session closed for user ${user(i)}`,
  ],
  [
    '%{USERNAME:user} : TTY=%{NOTSPACE:tty} ; PWD=%{UNIXPATH:directory} ; USER=%{USERNAME:target} ; COMMAND=%{GREEDYDATA:command}',
    (i) =>
      `${user(i)} : TTY=pts/${i % 9} ; PWD=/home/${user(i)} ; USER=root ; COMMAND=/usr/bin/systemctl restart app-${i}`,
  ],
  ['New session %{INT:session:int} of user %{USERNAME:user}', (i) => `New session ${i} of user ${user(i)}.`],
  ['Removed session %{INT:session:int}', (i) => `Removed session ${i}.`],
  [
    '\\(%{USERNAME:user}\\) CMD \\(%{DATA:command}\\)$',
    (i) => `(root) CMD (   cd / && run-parts --report /etc/cron.hourly # ${i})`,
  ],
  ['\\(%{USERNAME:user}\\) RELOAD \\(%{DATA:file}\\)', (i) => `(system) RELOAD (/etc/cron.d/job-${i})`],
  ['Started %{DATA:unit}\\.$', (i) => `Started Session ${i} of User ${user(i)}.`],
  ['Stopped %{DATA:unit}\\.$', (i) => `Stopped The job number ${i}.`],
  ['Starting %{DATA:unit}\\.\\.\\.$', (i) => `Starting Daily job number ${i}...`],
  [
    '%{NOTSPACE:unit}: Main process exited, code=%{WORD:code}, status=%{INT:status:int}/%{WORD:name}',
    (i) => `app-${i}.service: Main process exited, code=exited, status=${i % 255}/FAILURE`,
  ],
  ["%{NOTSPACE:unit}: Failed with result '%{DATA:result}'", (i) => `app-${i}.service: Failed with result 'exit-code'.`],
  [
    '%{NOTSPACE:unit}: Scheduled restart job, restart counter is at %{INT:count:int}',
    (i) => `app-${i}.service: Scheduled restart job, restart counter is at ${i}.`,
  ],
  [
    '%{NOTSPACE:unit}: Consumed %{NUMBER:seconds:float}s CPU time',
    (i) => `app-${i}.service: Consumed ${i % 100}.${i % 1000}s CPU time.`,
  ],
  [
    'Out of memory: Killed process %{INT:pid:int} \\(%{DATA:name}\\) total-vm:%{INT:total:int}kB, anon-rss:%{INT:rss:int}kB',
    (i) => `Out of memory: Killed process ${i} (java) total-vm:${i * 100}kB, anon-rss:${i * 70}kB, file-rss:0kB`,
  ],
  [
    'EXT4-fs \\(%{DATA:device}\\): mounted filesystem with %{DATA:mode} data mode',
    (i) => `EXT4-fs (sda${i % 9}): mounted filesystem with ordered data mode. Opts: (null)`,
  ],
  ['%{WORD:device}: link becomes ready', (i) => `eth${i % 9}: link becomes ready`],
  [
    '%{NOTSPACE:device}: link up, %{INT:speed:int}Mbps, %{WORD:duplex}-duplex',
    (i) => `eth${i % 9}: link up, 1000Mbps, full-duplex, lpa 0xC5E1`,
  ],
  [
    '\\[UFW %{WORD:action}\\] IN=%{DATA:in} OUT=%{DATA:out} MAC=%{DATA:mac} SRC=%{IP:src} DST=%{IP:dst} LEN=%{INT:length:int}',
    (i) =>
      `[UFW BLOCK] IN=eth0 OUT= MAC=01:00:5e:00:00:01:88:f8:c7:8b:1a:b4:08:00 SRC=${ip(i)} DST=198.51.100.7 LEN=${i % 1500} TOS=0x00 PREC=0x00 TTL=51`,
  ],
  [
    'TCP: request_sock_TCP: Possible SYN flooding on port %{INT:port:int}',
    (i) => `TCP: request_sock_TCP: Possible SYN flooding on port ${port(i)}. Sending cookies.`,
  ],
  ['nf_conntrack: table full, %{WORD:action} packet', () => 'nf_conntrack: table full, dropping packet'],
  [
    'task %{DATA:task}:%{INT:pid:int} blocked for more than %{INT:seconds:int} seconds',
    (i) => `INFO: task jbd2/sda1-8:${i} blocked for more than 120 seconds.`,
  ],
  [
    'DHCPREQUEST (?:for|of) %{IP:ip} (?:from|on) %{NOTSPACE:mac}',
    (i) => `DHCPREQUEST for ${ip(i)} from 52:54:00:12:34:56 via eth0`,
  ],
  ['DHCPACK (?:on|of|from) %{IP:ip}', (i) => `DHCPACK on ${ip(i)} to 52:54:00:12:34:56 via eth0`],
  ['DHCPDISCOVER from %{MAC:mac} via %{NOTSPACE:interface}', () => 'DHCPDISCOVER from 52:54:00:12:34:56 via eth0'],
  [
    'client @%{NOTSPACE:object} %{IP:ip}#%{INT:port:int} \\(%{DATA:name}\\): query: %{NOTSPACE:query} IN %{WORD:type}',
    (i) => `client @0x7f ${ip(i)}#${port(i)} (host-${i}.example): query: host-${i}.example IN A + (10.0.0.1)`,
  ],
  [
    "error \\(%{DATA:error}\\) resolving '%{DATA:question}': %{IP:server}#%{INT:port:int}",
    (i) => `error (connection refused) resolving 'host-${i}.example/A/IN': ${ip(i)}#53`,
  ],
  [
    '%{WORD:queue}: from=<%{DATA:from}>, size=%{INT:size:int}, nrcpt=%{INT:recipients:int} \\(queue active\\)',
    (i) => `${id(i)}: from=<${user(i)}@example.com>, size=${i}, nrcpt=1 (queue active)`,
  ],
  [
    '%{WORD:queue}: to=<%{DATA:to}>, relay=%{NOTSPACE:relay}, delay=%{NUMBER:delay:float}, delays=%{NOTSPACE:delays}, dsn=%{NOTSPACE:dsn}, status=%{WORD:status}',
    (i) =>
      `${id(i)}: to=<${user(i)}@example.com>, relay=mx.example.com[${ip(i)}]:25, delay=0.${i % 99}, delays=0.01/0/0.1/0.2, dsn=2.0.0, status=sent (250 ok)`,
  ],
  ['%{WORD:queue}: message-id=<%{DATA:message_id}>', (i) => `${id(i)}: message-id=<${i}.${id(i)}@mail.example.com>`],
  ['%{WORD:queue}: removed$', (i) => `${id(i)}: removed`],
  [
    'NOQUEUE: reject: RCPT from %{NOTSPACE:client}: %{INT:code:int} %{NOTSPACE:dsn} %{GREEDYDATA:reason}',
    (i) => `NOQUEUE: reject: RCPT from unknown[${ip(i)}]: 554 5.7.1 Service unavailable; Client host blocked`,
  ],
  ['connect from %{HOSTNAME:host}\\[%{IP:ip}\\]', (i) => `connect from mail-${i}.example.com[${ip(i)}]`],
  [
    'lost connection after %{WORD:command} from %{HOSTNAME:host}\\[%{IP:ip}\\]',
    (i) => `lost connection after EHLO from mail-${i}.example.com[${ip(i)}]`,
  ],
  [
    'warning: %{DATA:host}\\[%{IP:ip}\\]: SASL %{WORD:mechanism} authentication failed',
    (i) => `warning: unknown[${ip(i)}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6`,
  ],
  [
    'imap-login: Login: user=<%{DATA:user}>, method=%{WORD:method}, rip=%{IP:rip}, lip=%{IP:lip}',
    (i) => `imap-login: Login: user=<${user(i)}>, method=PLAIN, rip=${ip(i)}, lip=10.0.0.5, mpid=${i}, TLS`,
  ],
  [
    'checkpoint complete: wrote %{INT:buffers:int} buffers \\(%{NUMBER:percent:float}%\\)',
    (i) => `LOG:  checkpoint complete: wrote ${i} buffers (${i % 100}.5%); 0 WAL file(s) added`,
  ],
  [
    'duration: %{NUMBER:duration:float} ms  statement: %{GREEDYDATA:statement}',
    (i) => `LOG:  duration: ${i}.123 ms  statement: SELECT * FROM orders WHERE id = ${i}`,
  ],
  ['deadlock %{WORD:what}', () => 'ERROR:  deadlock detected'],
  [
    'password authentication failed for user "%{DATA:user}"',
    (i) => `FATAL:  password authentication failed for user "${user(i)}"`,
  ],
  ['DB saved on %{WORD:where}', () => '* DB saved on disk'],
  ['Background saving started by pid %{INT:pid:int}', (i) => `* Background saving started by pid ${i}`],
  ['MASTER <-> REPLICA sync: Finished with %{WORD:result}', () => '* MASTER <-> REPLICA sync: Finished with success'],
  [
    'health check for server %{NOTSPACE:server} failed, reason: %{DATA:reason}, check duration: %{INT:milliseconds:int}ms',
    (i) => `health check for server app/web-${i % 9} failed, reason: Layer4 timeout, check duration: ${i}ms`,
  ],
  [
    'Server %{NOTSPACE:server} is DOWN, reason: %{GREEDYDATA:reason}',
    (i) => `Server app/web-${i % 9} is DOWN, reason: Layer4 connection problem`,
  ],
  [
    'upstream timed out \\(%{INT:code:int}: %{DATA:reason}\\) while %{DATA:phase}, client: %{IP:client}',
    (i) =>
      `[error] 12#12: *${i} upstream timed out (110: Connection timed out) while reading response header from upstream, client: ${ip(i)}, server: shop`,
  ],
  ['certificate verify failed: %{GREEDYDATA:reason}', () => 'TLS: certificate verify failed: certificate has expired'],
  [
    'Synchronized to time server %{IP:ip}:%{INT:port:int}',
    (i) => `Synchronized to time server ${ip(i)}:123 (ntp.example.com).`,
  ],
  [
    'GC\\(%{INT:number:int}\\) Pause %{WORD:kind} %{DATA:cause} %{INT:before:int}M->%{INT:after:int}M\\(%{INT:total:int}M\\) %{NUMBER:milliseconds:float}ms',
    (i) => `[gc] GC(${i}) Pause Young (Normal) (G1 Evacuation Pause) ${i}M->${i >> 1}M(4096M) ${i % 90}.123ms`,
  ],
  [
    'took snapshot %{NOTSPACE:snapshot} of volume %{NOTSPACE:volume} in %{NUMBER:seconds:float} s',
    (i) => `took snapshot snap-${id(i)} of volume vol-${id(i)} in ${i % 90}.5 s`,
  ],
  [
    'order %{INT:order:int} of %{NOTSPACE:customer} paid with %{WORD:method}',
    (i) => `order ${i} of ${user(i)}@example.com paid with card`,
  ],
  [
    'request %{UUID:request} %{WORD:method} %{URIPATHPARAM:path} took %{INT:milliseconds:int} ms',
    (i) => `request 8c4f8fdc-5f30-4a52-9d1a-${String(i).padStart(12, '0')} GET /orders/${i}?page=2 took ${i % 900} ms`,
  ],
];

export const sixtyPatterns: readonly string[] = kinds.map(([expression]) => expression);

/** Syslog lines, in an order in which neighbours are of different kinds. */
export function sixtyLines(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const kind = i % 13 === 12 ? undefined : kinds[(i * 17) % kinds.length];
    const message = kind ? kind[1](i) : `something else happened to number ${i}, and nobody has a pattern for it`;
    const second = String(i % 60).padStart(2, '0');
    return `Nov 21 05:37:${second} host-${i % 40} program[${1000 + (i % 9000)}]: ${message}`;
  });
}

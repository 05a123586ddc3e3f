/**
 * Logs of a small shop as its hosts would write them: web access with errors, syslog, an application that throws. Written for
 * the demonstration; nothing in it comes from anybody's real traffic (addresses are of the documentation ranges, RFC 5737).
 */
import type { Random } from './random.ts';

export interface SampleLog {
  /** File name in the demonstration's folder. */
  readonly file: string;
  /** Share of all events. */
  readonly weight: number;
  /** One event, one line or several, each with its line ending. */
  event(random: Random, at: Date): string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');
const timeOfDay = (at: Date) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
const isoDay = (at: Date) => `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;

const paths = [
  ['/', 30],
  ['/products', 25],
  ['/products/42', 14],
  ['/search?q=mill', 10],
  ['/cart', 9],
  ['/checkout', 5],
  ['/static/app.css', 14],
  ['/static/app.js', 14],
  ['/favicon.ico', 4],
  ['/wp-login.php', 2],
] as const;

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (compatible; SampleBot/1.2; +https://bot.example.org)',
  'curl/8.14.1',
] as const;

function statusOf(random: Random, path: string): number {
  if (path === '/wp-login.php') return 404;
  if (path === '/checkout') {
    return random.weighted([
      [200, 80],
      [500, 12],
      [503, 8],
    ]);
  }
  return random.weighted([
    [200, 90],
    [304, 6],
    [404, 2],
    [301, 1],
    [500, 1],
  ]);
}

/** The combined format of nginx with the request time behind it, as many set it up. */
function webAccess(random: Random, at: Date): string {
  const path = random.weighted(paths);
  const status = statusOf(random, path);
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  const bytes = status === 304 ? 0 : 200 + random.below(60_000);
  const slow = path === '/checkout' ? 1.5 : path.startsWith('/search') ? 0.6 : 0.05;
  const seconds = (random.next() * slow + (status >= 500 ? 2 : 0)).toFixed(3);
  const client = `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${1 + random.below(200)}`;
  const method = path === '/checkout' ? 'POST' : 'GET';
  const referrer = random.pick(['-', 'https://shop.example.org/', 'https://www.example.com/']);
  return `${client} - - [${day}:${timeOfDay(at)} +0000] "${method} ${path} HTTP/1.1" ${status} ${bytes} "${referrer}" "${random.pick(agents)}" ${seconds}\n`;
}

function syslog(random: Random, at: Date): string {
  const stamp = `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${timeOfDay(at)}`;
  const pid = 500 + random.below(30_000);
  const address = `203.0.113.${1 + random.below(200)}`;
  const text = random.weighted([
    [
      `sshd[${pid}]: Failed password for invalid user admin from ${address} port ${1024 + random.below(60_000)} ssh2`,
      4,
    ],
    [`sshd[${pid}]: Accepted publickey for deploy from 192.0.2.10 port ${1024 + random.below(60_000)} ssh2`, 2],
    [`CRON[${pid}]: (root) CMD (/usr/lib/sysstat/sa1 1 1)`, 3],
    ['systemd[1]: Started Daily apt download activities.', 1],
    [
      `kernel: [${random.below(900_000)}.${three(random.below(1000))}] TCP: request_sock_TCP: Possible SYN flooding on port 443.`,
      1,
    ],
    [
      `dhclient[${pid}]: bound to 10.0.0.${1 + random.below(200)} -- renewal in ${600 + random.below(3000)} seconds.`,
      1,
    ],
  ]);
  return `${stamp} web-1 ${text}\n`;
}

const tracebacks = [
  (order: number) => `Traceback (most recent call last):
  File "/srv/shop/checkout.py", line 88, in pay
    receipt = gateway.charge(order)
  File "/srv/shop/gateway.py", line 41, in charge
    response = self.session.post(self.url, timeout=2)
  File "/usr/lib/python3/dist-packages/requests/sessions.py", line 635, in post
    return self.request("POST", url, data=data, json=json, **kwargs)
requests.exceptions.ReadTimeout: gateway did not answer for order ${order}`,
  (order: number) => `Traceback (most recent call last):
  File "/srv/shop/cart.py", line 23, in total
    return sum(item.price for item in self.items)
TypeError: unsupported operand type(s) for +: 'int' and 'NoneType' in cart ${order}`,
] as const;

/** Python's logging with milliseconds; every twelfth event or so is an error with its traceback. */
function application(random: Random, at: Date): string {
  const stamp = `${isoDay(at)} ${timeOfDay(at)},${three(at.getUTCMilliseconds())}`;
  const order = 10_000 + random.below(90_000);
  if (random.next() < 0.08) {
    return `${stamp} ERROR shop.checkout: payment failed for order ${order}\n${random.pick(tracebacks)(order)}\n`;
  }
  const text = random.weighted([
    [`INFO shop.cart: order ${order} created with ${1 + random.below(9)} items`, 5],
    [`INFO shop.checkout: order ${order} paid in ${100 + random.below(900)} ms`, 4],
    [`WARNING shop.stock: item ${random.below(500)} is low, ${random.below(5)} left`, 1],
  ]);
  return `${stamp} ${text}\n`;
}

export const sampleLogs: readonly [SampleLog, ...SampleLog[]] = [
  { file: 'web/access.log', weight: 6, event: webAccess },
  { file: 'syslog', weight: 2, event: syslog },
  { file: 'shop/app.log', weight: 2, event: application },
];

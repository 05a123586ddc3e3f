/** Short forms of Serilog, zerolog, .NET, logrus, and the letters of Ruby's Logger and Tornado. */
const longLevels: Readonly<Record<string, string>> = {
  inf: 'info',
  wrn: 'warning',
  err: 'error',
  dbg: 'debug',
  vrb: 'verbose',
  ftl: 'fatal',
  trc: 'trace',
  pnc: 'panic',
  trce: 'trace',
  dbug: 'debug',
  fail: 'error',
  'fatal error': 'fatal',
  'parse error': 'fatal',
  i: 'info',
  w: 'warning',
  e: 'error',
  d: 'debug',
  f: 'fatal',
  t: 'trace',
  v: 'verbose',
  a: 'assert',
  c: 'critical',
  n: 'notice',
  p: 'panic',
  // MySQL
  note: 'notice',
  system: 'info',
  // NestJS
  log: 'info',
  // npm
  'err!': 'error',
  // logrus on a terminal
  trac: 'trace',
  debu: 'debug',
  erro: 'error',
  fata: 'fatal',
  pani: 'panic',
};

export const troubleLevels: ReadonlySet<string> = new Set([
  'error',
  'critical',
  'crit',
  'fatal',
  'severe',
  'alert',
  'emerg',
  'emergency',
  'panic',
  'dpanic',
]);

/** The level in lower case, in full where it is one of the common short forms. */
export function levelName(level: string): string {
  const name = level.toLowerCase();
  return Object.hasOwn(longLevels, name) ? (longLevels[name] ?? name) : name;
}

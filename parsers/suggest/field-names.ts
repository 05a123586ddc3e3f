import type { Part } from './columns.ts';

/** What a value is called where nothing before it says so. */
const byPattern: Readonly<Record<string, string>> = {
  TIMESTAMP_ISO8601: 'timestamp',
  HTTPDATE: 'timestamp',
  DATESTAMP_RFC2822: 'timestamp',
  HTTPDERROR_DATE: 'timestamp',
  SYSLOGTIMESTAMP: 'timestamp',
  DATESTAMP: 'timestamp',
  DATE: 'date',
  TIME: 'time',
  DAY: 'day',
  MONTH: 'month',
  HOSTNAME: '[host][hostname]',
  UNIXPATH: 'path',
  LOGLEVEL: '[log][level]',
  IP: '[source][ip]',
  EMAILADDRESS: '[user][email]',
  URI: '[url][original]',
  UUID: 'id',
  MAC: '[source][mac]',
  INT: 'number',
  NUMBER: 'number',
  WORD: 'word',
  NOTSPACE: 'value',
  DATA: 'text',
};
/** What a second one of a kind is called. */
const second: Readonly<Record<string, string>> = {
  '[source][ip]': '[destination][ip]',
  '[source][mac]': '[destination][mac]',
};
/** Words that stand before values and do not name them. */
const small = new Set([
  'a',
  'an',
  'and',
  'as',
  'at',
  'by',
  'for',
  'in',
  'is',
  'of',
  'on',
  'or',
  'the',
  'to',
  'was',
  'with',
]);
const types: Readonly<Record<string, string>> = { INT: ':int', NUMBER: ':float' };

/** Writes the parts of a pattern one after the other, and gives their fields names: the word before a value, else what it is. */
export class FieldNames {
  readonly #used = new Map<string, number>();
  #before = '';

  write({ name, text }: Part): string {
    if (name === '') {
      // `port` of `port 22`, `user` of `user=`: the last word that stood there.
      this.#before = /([A-Za-z_]\w*)[^A-Za-z_]{0,3}$/.exec(text)?.[1] ?? (/^[=: ]$/.test(text) ? this.#before : '');
      return escaped(text);
    }
    const known = byPattern[name] ?? name.toLowerCase();
    const isTime = known === 'timestamp';
    // The one name that no field can have.
    if (this.#before === '__proto__' || small.has(this.#before.toLowerCase())) this.#before = '';
    const wanted = isTime || known === '[log][level]' || this.#before === '' ? known : this.#before.toLowerCase();
    this.#before = '';
    return `%{${name}:${this.#unused(wanted)}${types[name] ?? ''}}`;
  }

  #unused(name: string): string {
    const times = (this.#used.get(name) ?? 0) + 1;
    this.#used.set(name, times);
    if (times === 1) return name;
    const other = second[name];
    if (other !== undefined && times === 2) return this.#unused(other);
    return name.endsWith(']') ? `${name.slice(0, -1)}_${times}]` : `${name}_${times}`;
  }
}

function escaped(text: string): string {
  const safe = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  // A terminal would act upon them.
  return safe.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import type { Redaction } from './redactions.ts';

const keys =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|credentials?|authorization';

/** A value in quotes ends with its quote, a list with its bracket; within JSON in JSON the quotes have backslashes. */
const enclosed = `"(?:[^"\\\\]|\\\\[^])*"|'(?:[^'\\\\]|\\\\[^])*'|\\\\{1,3}["'](?:[^"'\\\\])*|\\[[^[\\]]{0,1024}\\]`;

/** What stands between a name and its value. */
const separator = `\\\\{0,3}["']?\\s{0,4}(?:=>|[=:])\\s{0,4}`;

/**
 * What follows the name of a secret: `password=…`, `"api_key": "…"`, `secret => '…'`, `Authorization: Basic …`. A value without quotes
 * ends with a blank or a separator.
 */
const keyed = new RegExp(
  `((?:${keys})${separator}(?:(?:basic|bearer|token|apikey|negotiate)\\s{1,4})?)` +
    `(?:${enclosed}|["']?[^\\s"'&,;)}\\][{]+)`,
  'gi',
);

/** A cookie without quotes goes on behind each semicolon: `Cookie: a=1; b=2`, `Set-Cookie: a=1; Path=/; HttpOnly`. */
const crumb = `[^\\s"'&,;)}\\][{\\\\]+`;
const cookie = new RegExp(`(cookie2?${separator})(?:${enclosed}|["']?${crumb}(?:;\\s{0,2}${crumb})*)`, 'gi');

/** In the query of a URL that is signed, and in the header that AWS takes. As a word of a sentence it is none. */
const signature = /((?:(?<![a-z])sig|signature)=)[^\s"'&,;)}\][{]+/gi;

/**
 * With nothing but a blank between: an option of a command, a text in quotes as SQL has it, or what has letters and digits, as words such as
 * those of `password for root` have not.
 */
const spoken =
  /((?<![\w-])--?(?:password|passwd|pwd|secret|token|api-key)\s{1,4}(?!-)|(?<![\w/.-])(?:password|passwd)\s{1,4}(?=['"]|[^\s\d/]{0,64}\d)(?=[^\sA-Za-z]{0,64}[A-Za-z]))('[^']*'|"[^"]*"|[^\s"',;)}\][{]+)/gi;

/** The values of what is named like a secret. */
export const redactNamedValues: Redaction = (text, replacement) => {
  const whole = (match: string, before: string) => before + keepQuotes(match.slice(before.length), replacement);
  const redacted = text.replace(keyed, whole).replace(spoken, whole);
  const unsigned = redacted.includes('=')
    ? redacted.replace(signature, (_, before: string) => before + replacement)
    : redacted;
  return unsigned.replace(cookie, whole);
};

/** JSON stays JSON. */
function keepQuotes(value: string, replacement: string): string {
  const [open = ''] = /^\\{0,3}["']?/.exec(value) ?? [];
  const quote = open.slice(-1);
  const close = quote !== '' && quote !== '\\' && !open.startsWith('\\') && value.length > 1 && value.endsWith(quote);
  return open + replacement + (close ? quote : '');
}

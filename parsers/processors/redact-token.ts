import type { Redaction } from './redactions.ts';

/** Worth a closer look: nothing below matches a text without one of these. */
const hint = /pass|pwd|secret|token|key|auth|cred|bearer|AKIA|ASIA|eyJ|:\/\//i;

const keys =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|credentials?|authorization';

/**
 * What follows the name of a secret: `password=…`, `"api_key": "…"`, `secret => '…'`, `Authorization: Basic …`; within JSON in JSON the
 * quotes have backslashes. A quoted value ends with its quote, a list with its
 * bracket, another one with a blank or a separator.
 */
const keyed = new RegExp(
  `((?:${keys})\\\\{0,3}["']?\\s{0,4}(?:=>|[=:])\\s{0,4}(?:(?:basic|bearer|token|apikey|negotiate)\\s{1,4})?)` +
    `(?:"(?:[^"\\\\]|\\\\[^])*"|'(?:[^'\\\\]|\\\\[^])*'|\\\\{1,3}["'](?:[^"'\\\\])*|\\[[^[\\]]{0,1024}\\]|["']?[^\\s"'&,;)}\\][{]+)`,
  'gi',
);

/** Each begins where no such text can have begun before, so that none is gone over twice. */
const bearer = /((?<![A-Za-z])bearer\s{1,4})(?!realm=)[A-Za-z0-9._~+/-]+=*/gi;
const awsKey = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
const jsonWebToken = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){0,3}/g;
const urlPassword = /(:\/\/[^\s/:@"']{0,256}:)[^\s/@"']+(?=@)/g;

/** Credentials: bearer tokens, keys of AWS, JSON Web Tokens, passwords in URLs, and the values of keys that are named like secrets. */
export const redactTokens: Redaction = (text, replacement) => {
  if (!hint.test(text)) return text;
  const behind = (_: string, before: string) => before + replacement;
  return text
    .replace(urlPassword, behind)
    .replace(bearer, behind)
    .replace(keyed, (whole: string, before: string) => before + keepQuotes(whole.slice(before.length), replacement))
    .replace(jsonWebToken, () => replacement)
    .replace(awsKey, () => replacement);
};

/** JSON stays JSON. */
function keepQuotes(value: string, replacement: string): string {
  const [open = ''] = /^\\{0,3}["']?/.exec(value) ?? [];
  const quote = open.slice(-1);
  const close = quote !== '' && quote !== '\\' && !open.startsWith('\\') && value.length > 1 && value.endsWith(quote);
  return open + replacement + (close ? quote : '');
}

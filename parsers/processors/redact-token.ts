import { redactKeyBlocks } from './redact-key-block.ts';
import { redactKnownTokens } from './redact-known-token.ts';
import { redactNamedValues } from './redact-named-value.ts';
import type { Redaction } from './redactions.ts';

/** Worth a closer look: nothing below but passwords in URLs and tokens of services matches a text without one of these. */
const hint = /pass|pwd|secret|token|key|auth|cred|cookie|sig(?:nature)?=|bearer|eyJ/i;

/** Each begins where no such text can have begun before, so that none is gone over twice. */
const bearer = /((?<![A-Za-z])bearer\s{1,4})(?!realm=)[A-Za-z0-9._~+/-]+=*/gi;
const jsonWebToken = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){0,3}/g;
const urlPassword = /(:\/\/[^\s/:@"']{0,256}:)[^\s/@"']+(?=@)/g;

/** Credentials: what is named like one, what services give out, bearer tokens, JSON Web Tokens, private keys, passwords in URLs. */
export const redactTokens: Redaction = (text, replacement) => {
  const behind = (_: string, before: string) => before + replacement;
  // Most lines of web servers hold a URL, few an @ behind it.
  const plain = text.includes('://') && text.includes('@') ? text.replace(urlPassword, behind) : text;
  if (!hint.test(plain)) return redactKnownTokens(plain, replacement);
  const keyless = redactKeyBlocks(plain, replacement).replace(bearer, behind);
  const named = redactNamedValues(keyless, replacement).replace(jsonWebToken, () => replacement);
  return redactKnownTokens(named, replacement);
};

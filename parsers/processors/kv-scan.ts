import { openLimits } from './open-fields.ts';

/** Characters, each one alone. A look into a table by code is several times as fast as a search in a text. */
export interface CharacterSet {
  readonly ascii: Uint8Array;
  readonly others: string;
}

export function characterSet(characters: string): CharacterSet {
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => Number(characters.includes(String.fromCharCode(code))));
  return { ascii, others: [...characters].filter((character) => character.charCodeAt(0) > 127).join('') };
}

function has({ ascii, others }: CharacterSet, text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? ascii[code] === 1 : others !== '' && others.includes(text.charAt(at));
}

export interface KvSeparators {
  readonly pair: CharacterSet;
  readonly value: CharacterSet;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/**
 * Calls `take` for each pair, from left to right, at most as many as an event may have. Goes over the text once.
 * Values may be quoted, with backslashes before quotes; a quote that nothing closes is a character like any other.
 */
export function scanPairs(
  text: string,
  { pair, value }: KvSeparators,
  take: (key: string, value: string) => void,
): void {
  // A quote without an end has none for later ones either: each kind is looked for in vain once.
  const separates = (quote: string) => has(pair, quote, 0) || has(value, quote, 0);
  const unclosed = { '"': separates('"'), "'": separates("'") };
  let at = 0;
  let pairs = 0;
  while (at < text.length && pairs < openLimits.keys) {
    const from = at;
    while (at < text.length && !has(pair, text, at) && !has(value, text, at)) at++;
    const key = text.slice(from, at);
    if (at >= text.length || has(pair, text, at)) {
      at++;
      continue;
    }
    at++;
    const quote = text[at];
    const close = (quote === '"' || quote === "'") && !unclosed[quote] ? closing(text, at, quote) : -1;
    if (close >= 0) {
      take(key, unescaped(text.slice(at + 1, close)));
      at = close + 1;
    } else {
      if (quote === '"' || quote === "'") unclosed[quote] = true;
      const start = at;
      while (at < text.length && !has(pair, text, at)) at++;
      take(key, text.slice(start, at));
    }
    pairs++;
  }
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([\s\S])/g, (whole, character: string) => escapes[character] ?? whole);
}

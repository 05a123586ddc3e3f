/**
 * Where Oniguruma 6.9, which judges, is not the Onigmo of the reference filter, and how its expressions are written instead so that it
 * means the same.
 */
export interface Adaptation {
  readonly why: string;
  /** By what is written for the reference: what is written for the judge, inside of a class and, if it differs, outside. */
  readonly tokens: Readonly<Record<string, string | readonly [inside: string, outside: string]>>;
}

const asciiPunctuation = '$+<=>\\^`|~';

export const adaptations: readonly Adaptation[] = [
  {
    why: 'Ruby compiles with ASCII shorthands, but Unicode brackets and boundaries; Oniguruma has no such mix of options',
    tokens: {
      '\\d': '[0-9]',
      '\\D': '[^0-9]',
      '\\s': '[\\t\\n\\v\\f\\r ]',
      '\\S': '[^\\t\\n\\v\\f\\r ]',
      // Only a class is extended under (?i), by `ſ` and the Kelvin sign.
      '\\w': ['[a-zA-Z0-9_]', '(?-i:[a-zA-Z0-9_])'],
      '\\W': ['[^a-zA-Z0-9_]', '(?-i:[^a-zA-Z0-9_])'],
    },
  },
  {
    why: 'Onigmo counts the symbols of ASCII among [:punct:], as POSIX does; the Oniguruma that judges does not',
    tokens: {
      '[:punct:]': `[:punct:]${asciiPunctuation}`,
      '[:^punct:]': `[^[:punct:]${asciiPunctuation}]`,
    },
  },
  {
    why: 'Oniguruma takes a loop before `\\R` for one that never gives back: `[ \\n]+\\R` misses two newlines; this is how both define it',
    tokens: { '\\R': '(?>\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])' },
  },
  {
    why: 'Escapes that only Oniguruma knows; for Onigmo they are letters',
    tokens: { '\\y': 'y', '\\Y': 'Y', '\\N': 'N', '\\O': 'O' },
  },
];

const adapted = new Map(adaptations.flatMap(({ tokens }) => Object.entries(tokens)));

const property = /^\\([pP])\{(\^?)(\w+)\}$/;

/** @param token an escape, or a bracket inside of a class */
export function adaptToken(token: string, insideClass: boolean): string {
  const [, letter, caret, name] = property.exec(token) ?? [];
  // Onigmo folds properties under (?i) wherever they stand, Oniguruma inside of classes only.
  if (name !== undefined && !insideClass) return `[${(letter === 'P') === (caret === '^') ? '' : '^'}\\p{${name}}]`;
  const written = adapted.get(token) ?? token;
  return typeof written === 'string' ? written : written[insideClass ? 0 : 1];
}

/**
 * Oniguruma, and Onigmo with it (Ruby bug 21291), tries `.*` at the first position only, even behind an assertion that cannot hold there:
 * it misses `(?=b).*` in "ab". A branch that never matches makes it look everywhere.
 */
export function searchEverywhere(text: string): string {
  return /\(\?=|\$|\\[zZ]/.test(text) ? `(?:${text}|(?!))` : text;
}

/**
 * Where Oniguruma 6.9, which judges, is not the Onigmo of the reference filter, and how its expressions are written instead so that it
 * means the same. Each holds inside of classes and outside, so a bracket is never missing.
 */
export interface Adaptation {
  readonly why: string;
  /** By what is written for the reference: what is written for the judge. */
  readonly tokens: Readonly<Record<string, string>>;
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
      '\\w': '[a-zA-Z0-9_]',
      '\\W': '[^a-zA-Z0-9_]',
    },
  },
  {
    why: 'Onigmo counts the symbols of ASCII among [:punct:], as POSIX does; the Oniguruma that judges does not',
    tokens: {
      '[:punct:]': `[:punct:]${asciiPunctuation}`,
      '[:^punct:]': `[^[:punct:]${asciiPunctuation}]`,
    },
  },
];

export const adaptedTokens: ReadonlyMap<string, string> = new Map(
  adaptations.flatMap(({ tokens }) => Object.entries(tokens)),
);

import type { Dictionary } from './dictionary.ts';
import type { Fields } from './extractor.ts';
import { joinValues } from './extractor.ts';
import { Pattern, type PatternOptions } from './pattern.ts';
import { PatternIndex } from './pattern-index.ts';

export interface GrokOptions extends PatternOptions {
  /** Try every pattern, and take the fields of all that match, instead of those of the first. */
  readonly all?: boolean;
}

export interface Grok {
  /** The names that a match can yield, in order of the patterns. */
  readonly fieldNames: readonly string[];
  /**
   * Tries the patterns in order; the first that matches fills `fields` (and `aside`).
   * @returns the index of that pattern, or -1
   */
  exec(text: string, fields: Fields, aside: Fields): number;
  /** @returns the fields, flat with dots, or undefined where no pattern matches */
  match(text: string): Fields | undefined;
}

/** From so many patterns on, one scan that rules most of them out is cheaper than trying them. */
const indexFrom = 16;

/**
 * Compiles grok expressions, tried in order.
 * @throws MillraceError `bad_pattern`
 */
export function compileGrok(expressions: readonly string[], dictionary: Dictionary, options: GrokOptions = {}): Grok {
  const patterns = expressions.map((expression) => new Pattern(expression, dictionary.parse(expression), options));
  const exec = options.all ? takeAll(patterns) : takeFirst(patterns);
  return {
    fieldNames: [...new Set(patterns.flatMap((pattern) => pattern.fieldNames))],
    exec,
    match(text) {
      const fields: Fields = {};
      return exec(text, fields, fields) < 0 ? undefined : fields;
    },
  };
}

function takeFirst(patterns: readonly Pattern[]): Grok['exec'] {
  const [only] = patterns;
  if (only && patterns.length === 1) return (text, fields, aside) => (only.exec(text, fields, aside) ? 0 : -1);
  if (patterns.length < indexFrom) {
    return (text, fields, aside) => patterns.findIndex((pattern) => pattern.exec(text, fields, aside));
  }
  const index = new PatternIndex(patterns);
  return (text, fields, aside) => index.first(text, (pattern) => pattern.exec(text, fields, aside));
}

function takeAll(patterns: readonly Pattern[]): Grok['exec'] {
  const firstOf = patterns.map((pattern) => takeFirst([pattern]));
  return (text, fields, aside) => {
    let first = -1;
    for (let i = 0; i < firstOf.length; i++) {
      const more: Fields = {};
      const moreAside: Fields = fields === aside ? more : {};
      if (firstOf[i]?.(text, more, moreAside) !== 0) continue;
      if (first < 0) first = i;
      merge(fields, more);
      if (fields !== aside) merge(aside, moreAside);
    }
    return first;
  };
}

function merge(into: Fields, more: Fields): void {
  for (const [name, value] of Object.entries(more)) {
    const before = Object.hasOwn(into, name) ? into[name] : undefined;
    into[name] = [value].flat().reduce((joined, one) => joinValues(joined, one), before) ?? value;
  }
}

import { messageOf } from '../../contracts/errors.ts';
import type { Dictionary } from './dictionary.ts';
import { type EmittedExpression, emit } from './emit.ts';
import { compileExtractor, type Extractor, type Fields } from './extractor.ts';
import { requiredLiteral } from './literals.ts';
import { badPattern } from './scanner.ts';
import type { Node } from './tree.ts';

export interface GrokOptions {
  /** The pattern must take the text from its first to its last character. */
  readonly anchored?: boolean;
  /** Look for the text that every match contains before the match is tried. Only ever a matter of speed. Default: true. */
  readonly literalTest?: boolean;
  /** Fields that are only material for others go beside the document. */
  readonly isAside?: (name: string) => boolean;
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

/**
 * Compiles grok expressions, tried in order.
 * @throws MillraceError `bad_pattern`
 */
export function compileGrok(expressions: readonly string[], dictionary: Dictionary, options: GrokOptions = {}): Grok {
  const patterns = expressions.map((expression) => new Pattern(expression, dictionary.parse(expression), options));
  const exec = (text: string, fields: Fields, aside: Fields): number => {
    for (let i = 0; i < patterns.length; i++) {
      if (patterns[i]?.exec(text, fields, aside)) return i;
    }
    return -1;
  };
  return {
    fieldNames: [...new Set(patterns.flatMap((pattern) => pattern.fieldNames))],
    exec,
    match(text) {
      const fields: Fields = {};
      return exec(text, fields, fields) < 0 ? undefined : fields;
    },
  };
}

interface Variant {
  readonly regex: RegExp;
  readonly extract: Extractor;
}

class Pattern {
  readonly fieldNames: readonly string[];
  readonly #literal: string;
  readonly #single: Variant;
  readonly #multi: Variant;

  constructor(expression: string, tree: Node, options: GrokOptions) {
    const whole = options.anchored ? anchor(tree) : tree;
    const isAside = options.isAside ?? (() => false);
    const single = emit(whole, true);
    const multi = emit(whole, false);
    // Anchored patterns fail at once where they do not fit; a search through the line beforehand only costs.
    this.#literal = options.anchored || options.literalTest === false ? '' : requiredLiteral(tree);
    this.#single = compileVariant(expression, single, isAside);
    // Most patterns have no line anchors inside, and then one expression serves both.
    this.#multi = multi.source === single.source ? this.#single : compileVariant(expression, multi, isAside);
    this.fieldNames = [...new Set(single.slots.map((slot) => slot.field.name))];
  }

  exec(text: string, fields: Fields, aside: Fields): boolean {
    if (this.#literal !== '' && !text.includes(this.#literal)) return false;
    const variant = this.#multi === this.#single || !text.includes('\n') ? this.#single : this.#multi;
    const match = variant.regex.exec(text);
    if (!match) return false;
    variant.extract(match, fields, aside);
    return true;
  }
}

function compileVariant(expression: string, emitted: EmittedExpression, isAside: (name: string) => boolean): Variant {
  try {
    return { regex: new RegExp(emitted.source, emitted.flags), extract: compileExtractor(emitted.slots, isAside) };
  } catch (error) {
    throw badPattern(`V8 refuses the pattern: ${messageOf(error)}`, expression, 'simplify it', error);
  }
}

function anchor(tree: Node): Node {
  return {
    kind: 'sequence',
    items: [{ kind: 'assertion', which: 'textStart' }, tree, { kind: 'assertion', which: 'textEnd' }],
  };
}

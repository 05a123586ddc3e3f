import { messageOf } from '../../contracts/errors.ts';
import type { EmittedExpression, TextKind } from './emit.ts';
import { badPattern } from './scanner.ts';

const kinds: readonly TextKind[] = [
  { singleLine: true, ascii: true },
  { singleLine: false, ascii: true },
  { singleLine: true, ascii: false },
  { singleLine: false, ascii: false },
];

/** An expression in V8's dialect, for each kind of text for which it reads differently. For most patterns that is one. */
export class VariantSet {
  /** In order of `kinds`; null where texts of that kind cannot match. */
  readonly #expressions: readonly (RegExp | null)[];
  readonly #newlineMatters: boolean;
  readonly #asciiMatters: boolean;

  /**
   * @param write undefined where texts of that kind cannot match
   * @throws MillraceError `bad_pattern`
   */
  constructor(expression: string, write: (kind: TextKind) => EmittedExpression | undefined) {
    const known = new Map<string, RegExp | null>();
    this.#expressions = kinds.map((kind) => {
      const emitted = write(kind);
      const key = emitted === undefined ? '' : `${emitted.flags}/${emitted.source}`;
      const before = known.get(key);
      const made = before === undefined ? compile(expression, emitted) : before;
      known.set(key, made);
      return made;
    });
    const [asciiLine, asciiText, line, text] = this.#expressions;
    this.#newlineMatters = asciiLine !== asciiText || line !== text;
    this.#asciiMatters = asciiLine !== line || asciiText !== text;
  }

  exec(text: string): RegExpExecArray | null {
    let kind = 0;
    if (this.#newlineMatters && text.includes('\n')) kind = 1;
    // Counting bytes is the quickest way to hear whether there is anything beyond ASCII.
    if (this.#asciiMatters && Buffer.byteLength(text) !== text.length) kind += 2;
    const expression = this.#expressions[kind];
    return expression ? expression.exec(text) : null;
  }
}

function compile(expression: string, emitted: EmittedExpression | undefined): RegExp | null {
  if (emitted === undefined) return null;
  try {
    return new RegExp(emitted.source, emitted.flags);
  } catch (error) {
    throw badPattern(`V8 refuses the pattern: ${messageOf(error)}`, expression, 'simplify it', error);
  }
}

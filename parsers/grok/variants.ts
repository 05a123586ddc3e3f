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
    if (!expression) return null;
    try {
      return expression.exec(text);
    } catch {
      // V8 throws where its stack for backtracking is full. Such a line has no fields; the others of its batch do.
      return null;
    }
  }
}

/** Characters of an expression from which on V8 may find it too large. */
const sizeDoubtful = 20_000;

function compile(expression: string, emitted: EmittedExpression | undefined): RegExp | null {
  if (emitted === undefined) return null;
  try {
    const made = new RegExp(emitted.source, emitted.flags);
    // V8 compiles, and complains, when it is first used; for texts of one and of two bytes a character.
    if (emitted.source.length > sizeDoubtful) for (const text of ['', '\u0100']) made.exec(text);
    return made;
  } catch (error) {
    // V8 repeats the whole expression, which can be long, and which nobody has written like that.
    const reason = messageOf(error).replace(/^.*\/\w*: /s, '');
    throw badPattern(`V8 refuses the pattern: ${reason}`, expression, 'simplify it');
  }
}

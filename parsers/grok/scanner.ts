import { MillraceError } from '../../contracts/errors.ts';

/** Groups and classes within each other, and within those that refer to them. */
const nesting = 200;

/** A place in the text of an expression. */
export class Scanner {
  readonly text: string;
  at = 0;
  depth: number;

  /** @param depth of the group that refers to the expression */
  constructor(text: string, depth = 0) {
    this.text = text;
    this.depth = depth;
  }

  enter(): void {
    if (++this.depth > nesting) throw this.error('nested too deeply', `at most ${nesting} levels are read`);
  }

  leave(): void {
    this.depth--;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const character = this.peek();
    if (character === '')
      throw this.error('the expression ends too early', 'complete or remove what stands at its end');
    this.at += character.length;
    return character;
  }

  /** Moves past `token` if it stands here. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** @param pattern sticky */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.at = pattern.lastIndex;
    return match;
  }

  error(message: string, hint: string): MillraceError {
    return badPattern(`${message}, at character ${this.at + 1}`, this.text, hint);
  }
}

export function badPattern(message: string, pattern: string, hint: string, cause?: unknown): MillraceError {
  const subject = pattern.length > 200 ? `${pattern.slice(0, 200)}…` : pattern;
  return new MillraceError('bad_pattern', message, { subject, hint, cause });
}

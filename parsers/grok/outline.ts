/** The parts that an expression is written in, for people who ask at which of them a match stopped. */
export interface Piece {
  /** As it is written, quantifier included. */
  readonly text: string;
  /** What it is: a reference, a group, or a stretch of anything else. */
  readonly kind: 'reference' | 'group' | 'text';
  /** Of a reference: the name that it refers to. */
  readonly name?: string;
  /** Of a group that can be looked into, one without a quantifier: what stands within. */
  readonly inside?: string;
  /** Of such a group: what stands before it within its parentheses, `(?:` and the like. */
  readonly opening?: string;
}

const token =
  /%\{(?<name>\w+)(?::[^}]*)?\}|\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|k<[^>]*>|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|.)|(?<class>\[)|(?<group>\()|(?<bar>\|)|./suy;
const quantifier = /(?:[*+?][?+]?|\{\d*,?\d*\}\??)+/y;
const opening = /\((?:\?(?:[:>=!]|<[=!]|<[^>]*>|'[^']*'|[imx]*(?:-[imx]+)?:))?/y;

/**
 * Cuts an expression that is known to be well formed into its alternatives, and those into their pieces.
 * Characters stand alone, so that one can tell between them.
 */
export function outline(expression: string): Piece[][] {
  const branches: Piece[][] = [[]];
  let at = 0;
  while (at < expression.length) {
    token.lastIndex = at;
    const match = token.exec(expression);
    const { name, class: bracket, group, bar } = match?.groups ?? {};
    if (bar !== undefined) {
      branches.push([]);
      at++;
      continue;
    }
    const end = group ? endOfGroup(expression, at) : bracket ? endOfClass(expression, at) : token.lastIndex;
    quantifier.lastIndex = end;
    const counted = quantifier.exec(expression)?.[0] ?? '';
    const text = expression.slice(at, end + counted.length);
    branches.at(-1)?.push(pieceOf(text, name, group !== undefined && counted === ''));
    at += text.length;
  }
  return branches;
}

function pieceOf(text: string, name: string | undefined, isGroup: boolean): Piece {
  if (name !== undefined) return text.endsWith('}') ? { text, kind: 'reference', name } : { text, kind: 'text' };
  if (!isGroup) return { text, kind: 'text' };
  opening.lastIndex = 0;
  const begin = opening.exec(text)?.[0] ?? '(';
  // Only what takes text in its turn can be looked into.
  if (/^\((?:\?(?:[=!>]|<[=!]))/.test(begin)) return { text, kind: 'group' };
  return { text, kind: 'group', opening: begin, inside: text.slice(begin.length, -1) };
}

function endOfGroup(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '[') at = endOfClass(text, at) - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function endOfClass(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (text.startsWith('[:', at)) at = Math.max(at, text.indexOf(':]', at) + 1);
    else if (character === '[') {
      depth++;
      // A bracket that comes first stands for itself.
      if (text[at + 1] === '^') at++;
      if (text[at + 1] === ']') at++;
    } else if (character === ']' && --depth === 0) return at + 1;
  }
  return text.length;
}

import { compileGrok, type Grok } from './compile.ts';
import type { Dictionary } from './dictionary.ts';
import { emit } from './emit.ts';
import { outline, type Piece } from './outline.ts';

/** Where a text and a pattern part. */
export interface Mismatch {
  /** Characters of the text, from `from` to here, that the beginning of the pattern takes. */
  readonly at: number;
  /** Where that stretch begins; 0, unless a pattern that is not anchored found its beginning further on. */
  readonly from: number;
  /** The beginning of the pattern that takes them, as it is written. `''` where nothing fits. */
  readonly matched: string;
  /** What should have come next. `''`: the end of the text, which an anchored pattern wants. */
  readonly expected: string;
  /** The definitions within which `expected` stands, from the outermost. */
  readonly within: readonly string[];
}

const depthMost = 20;

/**
 * Says at which of its parts a pattern stops fitting a text: the longest beginning of the pattern that matches, going into definitions and
 * groups as far as that goes further. For people: it compiles dozens of expressions.
 * @returns undefined where the pattern matches
 * @throws MillraceError `bad_pattern`
 */
export function explainMismatch(
  expression: string,
  text: string,
  dictionary: Dictionary,
  { anchored = false }: { readonly anchored?: boolean } = {},
): Mismatch | undefined {
  const question = { dictionary, text, anchored };
  if (compiledIn(dictionary).whole(expression, anchored).match(text) !== undefined) return undefined;
  return explainWithin(question, '', expression, [], 0);
}

interface Question {
  readonly dictionary: Dictionary;
  readonly text: string;
  readonly anchored: boolean;
}

/** @param before the beginning that is known to match */
function explainWithin(
  question: Question,
  before: string,
  expression: string,
  within: readonly string[],
  depth: number,
): Mismatch {
  const found = outline(expression).map((pieces) => explainBranch(question, before, pieces, within, depth));
  return found.reduce((best, one) => (one.at > best.at ? one : best));
}

function explainBranch(
  question: Question,
  before: string,
  pieces: readonly Piece[],
  within: readonly string[],
  depth: number,
): Mismatch {
  let matched = before;
  let reached = reach(question, before) ?? { from: 0, at: 0 };
  for (const piece of pieces) {
    const next = reach(question, matched + piece.text);
    if (next === undefined) return explainPiece(question, matched, reached, piece, within, depth);
    matched += piece.text;
    reached = next;
  }
  return { ...reached, matched, expected: '', within };
}

function explainPiece(
  question: Question,
  matched: string,
  reached: { from: number; at: number },
  piece: Piece,
  within: readonly string[],
  depth: number,
): Mismatch {
  const here: Mismatch = { ...reached, matched, expected: piece.text, within };
  const body = piece.name === undefined ? piece.inside : question.dictionary.definition(piece.name);
  if (body === undefined || depth >= depthMost) return here;
  const path = piece.name === undefined ? within : [...within, piece.name];
  const deeper = explainWithin(question, matched, body, path, depth + 1);
  return deeper.at > here.at && deeper.expected !== '' ? deeper : here;
}

/** How far the beginning of a pattern gets, or undefined where it does not match at all. */
function reach({ dictionary, text, anchored }: Question, beginning: string): { from: number; at: number } | undefined {
  const expression = compiledIn(dictionary).beginning(beginning, anchored);
  try {
    const match = expression.exec(text);
    return match ? { from: match.index, at: match.index + match[0].length } : undefined;
  } catch {
    // V8's stack for backtracking is full.
    return undefined;
  }
}

interface Compiled {
  readonly whole: (expression: string, anchored: boolean) => Grok;
  readonly beginning: (expression: string, anchored: boolean) => RegExp;
}

/** Lines that do not match mostly stop at the same few places. */
const known = new WeakMap<Dictionary, Compiled>();

function compiledIn(dictionary: Dictionary): Compiled {
  const compiled = known.get(dictionary) ?? {
    whole: remembering((expression, anchored) => compileGrok([expression], dictionary, { anchored })),
    beginning: remembering((expression, anchored) => {
      const tree = dictionary.parse(expression);
      const { source, flags } = emit(
        anchored ? { kind: 'sequence', items: [{ kind: 'assertion', which: 'textStart' }, tree] } : tree,
        { singleLine: false, ascii: false },
      );
      return new RegExp(source, flags);
    }),
  };
  known.set(dictionary, compiled);
  return compiled;
}

const rememberedMost = 2000;

function remembering<T>(
  make: (expression: string, anchored: boolean) => T,
): (expression: string, anchored: boolean) => T {
  const made = new Map<string, T>();
  return (expression, anchored) => {
    const key = `${anchored ? '^' : ' '}${expression}`;
    const before = made.get(key);
    if (before !== undefined) return before;
    if (made.size >= rememberedMost) made.clear();
    const one = make(expression, anchored);
    made.set(key, one);
    return one;
  };
}

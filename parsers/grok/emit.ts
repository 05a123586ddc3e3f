import { needsUnicode, wordClass, writeAsciiSet, writeSet } from './characters.ts';
import { anything, edge, sideOf, through } from './edges.ts';
import { badPattern } from './scanner.ts';
import type { Assertion, Field, Node } from './tree.ts';

/** A numbered group of the regular expression that belongs to a field. */
export interface Slot {
  readonly index: number;
  readonly field: Field;
}

export interface EmittedExpression {
  readonly source: string;
  /** `''` or `'u'`. Never `m`, `s`, `i`: the tree is written so that it needs none. */
  readonly flags: string;
  readonly slots: readonly Slot[];
}

/** What is known of the texts that an expression will be given. */
export interface TextKind {
  /** No newline in it: `^` and `$` are the ends of the text, which V8 knows to be fast. */
  readonly singleLine: boolean;
  /** Nothing beyond ASCII in it: no Unicode classes, no code points of two units, and V8's `\b` is everybody's. */
  readonly ascii: boolean;
}

/** Characters of the expression, and of all that is written on the way there. */
const sizeMost = 300_000;
const writtenMost = 10 * sizeMost;

const word = `[${wordClass}]`;
const unicodeBoundary = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
const notUnicodeBoundary = `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;

/** Writes a tree as a V8 regular expression with positional captures. */
export function emit(tree: Node, kind: TextKind): EmittedExpression {
  const source = new Emitter(kind, !kind.ascii && wantsUnicode(tree, false));
  const plain = source.write(tree, anything, anything);
  // A `\b` beside what may be beyond ASCII needs Unicode classes, and they need the flag.
  if (!source.needsUnicode || source.unicode) return source.expression(plain);
  const again = new Emitter(kind, true);
  return again.expression(again.write(tree, anything, anything));
}

class Emitter {
  readonly kind: TextKind;
  readonly unicode: boolean;
  needsUnicode = false;
  readonly #slots: Slot[] = [];
  #groups = 0;
  #written = 0;

  constructor(kind: TextKind, unicode: boolean) {
    this.kind = kind;
    this.unicode = unicode;
  }

  expression(source: string): EmittedExpression {
    return { source, flags: this.unicode ? 'u' : '', slots: this.#slots };
  }

  /**
   * @param before what may stand before the node, in bits of `edge`
   * @param after what may stand behind it
   */
  write(node: Node, before: number, after: number): string {
    const text = this.#write(node, before, after);
    // Definitions that name others many times over grow by powers; stop before memory does.
    this.#written += text.length;
    if (this.#written > writtenMost || text.length > sizeMost)
      throw badPattern(
        'the pattern grows too large when it is written out',
        text.slice(0, 100),
        'use fewer references',
      );
    return text;
  }

  #write(node: Node, before: number, after: number): string {
    switch (node.kind) {
      case 'literal':
        return [...node.text].map(escapeLiteral).join('');
      case 'set':
        return this.kind.ascii ? writeAsciiSet(node.set) : writeSet(node.set, this.unicode);
      case 'any':
        return node.newline || this.kind.singleLine ? '[^]' : '[^\\n]';
      case 'assertion':
        return this.#assertion(node.which, before, after);
      case 'sequence':
        return this.#sequence(node.items, before, after);
      case 'choice':
        return node.branches.map((branch) => this.write(branch, before, after)).join('|');
      case 'capture': {
        const index = ++this.#groups;
        this.#slots.push({ index, field: node.field });
        return `(${this.write(node.body, before, after)})`;
      }
      case 'atomic': {
        // V8 has no atomic groups. A lookahead is atomic, and the reference behind it takes what it saw.
        const index = ++this.#groups;
        return `(?:(?=(${this.write(node.body, before, after)}))\\${index})`;
      }
      case 'look': {
        // Without the flag it could hold in the middle of a pair, where a search would then begin.
        if (node.behind && (sideOf(node.body, 'last').bits & edge.half) !== 0) this.#wantUnicode();
        const body = this.write(node.body, node.behind ? anything : before, node.behind ? after : anything);
        return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${body})`;
      }
      case 'repeat': {
        const again = node.max > 1;
        const body = this.write(
          node.body,
          again ? before | sideOf(node.body, 'last').bits : before,
          again ? after | sideOf(node.body, 'first').bits : after,
        );
        if (endsInHalf(node, after)) this.#wantUnicode();
        const text = isSingle(node.body, this.unicode) ? body : `(?:${body})`;
        return `${text}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
      }
      case 'backreference':
        return this.#backreference(node.name);
    }
  }

  #sequence(items: readonly Node[], before: number, after: number): string {
    // From the end, what may stand behind each item.
    const behind: number[] = new Array(items.length);
    let next = after;
    for (let i = items.length - 1; i >= 0; i--) {
      behind[i] = next;
      const item = items[i] as Node;
      next = item.kind === 'assertion' ? (textSides[item.which]?.behind ?? next) : through(sideOf(item, 'first'), next);
    }
    let previous = before;
    return items
      .map((item, i) => {
        const text = this.write(item, previous, behind[i] ?? after);
        previous =
          item.kind === 'assertion'
            ? (textSides[item.which]?.ahead ?? previous)
            : through(sideOf(item, 'last'), previous);
        return item.kind === 'choice' ? `(?:${text})` : text;
      })
      .join('');
  }

  #wantUnicode(): void {
    if (!this.kind.ascii) this.needsUnicode = true;
  }

  #backreference(name: string): string {
    const slot = this.#slots.findLast((candidate) => candidate.field.name === name);
    if (!slot)
      throw badPattern(`\\k<${name}> refers to a capture that does not come before it`, name, 'name it before');
    return `(?:\\${slot.index})`;
  }

  #assertion(which: Assertion, before: number, after: number): string {
    const { singleLine, ascii } = this.kind;
    switch (which) {
      case 'lineStart':
        // Behind the newline that ends the text no line begins.
        return singleLine ? '^' : '(?:^|(?<=\\n)(?!$))';
      case 'lineEnd':
        return singleLine ? '$' : '(?![^\\n])';
      case 'textStart':
        return '^';
      case 'textEnd':
        return '$';
      case 'textEndOrNewline':
        return singleLine ? '$' : '(?=\\n?$)';
      case 'wordBoundary':
      case 'notWordBoundary': {
        const negated = which === 'notWordBoundary';
        if (ascii || ((before | after) & edge.beyondAscii) === 0) return negated ? '\\B' : '\\b';
        this.#wantUnicode();
        return negated ? notUnicodeBoundary : unicodeBoundary;
      }
    }
  }
}

/** Whether an unbounded loop of single characters could, without the `u` flag, end in the middle of one of two units. */
function endsInHalf({ body, min, max, lazy }: Node & { kind: 'repeat' }, after: number): boolean {
  if (max !== Number.POSITIVE_INFINITY || (sideOf(body, 'last').bits & edge.half) === 0) return false;
  // It would count units, stop after the first of them, or give back the second.
  return min > 1 || (lazy && min > 0) || (after & edge.half) !== 0;
}

/** What is known beside an assertion, however wide the rest is: towards the end of the text, and from its start. */
const textSides: Partial<Record<Assertion, { readonly ahead?: number; readonly behind?: number }>> = {
  textStart: { ahead: edge.textEnd },
  lineStart: { ahead: edge.textEnd | edge.asciiOther },
  textEnd: { behind: edge.textEnd },
  textEndOrNewline: { behind: edge.textEnd | edge.asciiOther },
  lineEnd: { behind: edge.textEnd | edge.asciiOther },
};

/** Whether a quantifier behind it counts the whole of it. Without the `u` flag, what has two units is two. */
function isSingle(body: Node, unicode: boolean): boolean {
  if (body.kind === 'literal') return (unicode ? [...body.text].length : body.text.length) === 1;
  return body.kind === 'set' || body.kind === 'any' || body.kind === 'capture';
}

function escapeLiteral(character: string): string {
  if (/[\\^$.*+?()[\]{}|/]/.test(character)) return `\\${character}`;
  const code = character.charCodeAt(0);
  if (code < 0x20 || code === 0x2028 || code === 0x2029) return `\\u${code.toString(16).padStart(4, '0')}`;
  return character;
}

function quantifier(min: number, max: number): string {
  if (min === 0 && max === 1) return '?';
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/**
 * Code points instead of UTF-16 units cost speed and matter only where single characters are counted, or where something beyond
 * the BMP is named: an unbounded `.` takes both halves of a pair anyway.
 * @param unbounded inside of `*`, `+` or `{n,}`, directly
 */
function wantsUnicode(node: Node, unbounded: boolean): boolean {
  switch (node.kind) {
    case 'literal':
      return [...node.text].some((character) => character.length > 1);
    case 'set':
      return needsUnicode(node.set) || (!unbounded && reachesAstral(node));
    case 'any':
      return !unbounded;
    case 'assertion':
    case 'backreference':
      return false;
    case 'sequence':
      return node.items.some((item) => wantsUnicode(item, false));
    case 'choice':
      return node.branches.some((branch) => wantsUnicode(branch, unbounded));
    case 'look':
      return wantsUnicode(node.body, node.negative || unbounded);
    case 'capture':
      return wantsUnicode(node.body, false);
    case 'atomic':
      return wantsUnicode(node.body, unbounded);
    case 'repeat':
      return wantsUnicode(node.body, node.max === Number.POSITIVE_INFINITY);
  }
}

function reachesAstral(node: Node & { kind: 'set' }): boolean {
  return node.set.negated || node.set.ranges.some(([, to]) => to > 0xffff);
}

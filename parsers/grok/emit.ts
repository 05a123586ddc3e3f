import { needsUnicode, writeSet } from './characters.ts';
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

const size = 2_000_000;

/**
 * Writes a tree as a V8 regular expression with positional captures.
 * @param singleLine the text is known to hold no newline, so `^` and `$` are the ends of the text, which V8 knows to be fast
 */
export function emit(tree: Node, singleLine: boolean): EmittedExpression {
  const unicode = wantsUnicode(tree, false);
  const emitter = new Emitter(unicode, singleLine);
  const source = emitter.node(tree);
  return { source, flags: unicode ? 'u' : '', slots: emitter.slots };
}

class Emitter {
  readonly unicode: boolean;
  readonly singleLine: boolean;
  readonly slots: Slot[] = [];
  groups = 0;
  written = 0;

  constructor(unicode: boolean, singleLine: boolean) {
    this.unicode = unicode;
    this.singleLine = singleLine;
  }

  node(node: Node): string {
    const text = this.write(node);
    // Definitions that name others many times over grow by powers; stop before memory does.
    this.written += text.length;
    if (this.written > size * 10 || text.length > size)
      throw badPattern(
        'the pattern grows too large when it is written out',
        text.slice(0, 100),
        'use fewer references',
      );
    return text;
  }

  write(node: Node): string {
    switch (node.kind) {
      case 'literal':
        return [...node.text].map(escapeLiteral).join('');
      case 'set':
        return writeSet(node.set, this.unicode);
      case 'any':
        return node.newline ? '[^]' : '[^\\n]';
      case 'assertion':
        return this.assertion(node.which);
      case 'sequence':
        return node.items.map((item) => (item.kind === 'choice' ? `(?:${this.node(item)})` : this.node(item))).join('');
      case 'choice':
        return node.branches.map((branch) => this.node(branch)).join('|');
      case 'capture': {
        const index = ++this.groups;
        this.slots.push({ index, field: node.field });
        return `(${this.node(node.body)})`;
      }
      case 'atomic': {
        // V8 has no atomic groups. A lookahead is atomic, and the reference behind it takes what it saw.
        const index = ++this.groups;
        return `(?:(?=(${this.node(node.body)}))\\${index})`;
      }
      case 'look':
        return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${this.node(node.body)})`;
      case 'repeat':
        return `${this.repeatable(node.body)}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
      case 'backreference':
        return this.backreference(node.name);
    }
  }

  repeatable(body: Node): string {
    const text = this.node(body);
    const single =
      body.kind === 'set' ||
      body.kind === 'any' ||
      body.kind === 'capture' ||
      (body.kind === 'literal' && [...body.text].length === 1);
    return single ? text : `(?:${text})`;
  }

  backreference(name: string): string {
    const slot = this.slots.findLast((candidate) => candidate.field.name === name);
    if (!slot)
      throw badPattern(`\\k<${name}> refers to a capture that does not come before it`, name, 'name it before');
    return `(?:\\${slot.index})`;
  }

  assertion(which: Assertion): string {
    switch (which) {
      case 'lineStart':
        return this.singleLine ? '^' : '(?<![^\\n])';
      case 'lineEnd':
        return this.singleLine ? '$' : '(?![^\\n])';
      case 'textStart':
        return '^';
      case 'textEnd':
        return '$';
      case 'textEndOrNewline':
        return this.singleLine ? '$' : '(?=\\n?$)';
      case 'wordBoundary':
        return '\\b';
      case 'notWordBoundary':
        return '\\B';
    }
  }
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
    case 'atomic':
      return wantsUnicode(node.body, unbounded);
    case 'repeat':
      return wantsUnicode(node.body, node.max === Number.POSITIVE_INFINITY);
  }
}

function reachesAstral(node: Node & { kind: 'set' }): boolean {
  return node.set.negated || node.set.ranges.some(([, to]) => to > 0xffff);
}

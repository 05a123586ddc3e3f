/**
 * What may stand next to a place in a pattern. Onigmo's `\b` knows the letters of all scripts, V8's knows ASCII. Where neither side of a
 * `\b` can be beyond ASCII the two agree, and that is so nearly everywhere: next to a quote, a space, a digit.
 */

import type { CharacterSet } from './characters.ts';
import type { Node } from './tree.ts';

/**
 * Bits, of what may be there. `half`: without the `u` flag, a part of the pattern that may begin or end in the middle of a character of two
 * units. What stands beyond the pattern never does.
 */
export const edge = { textEnd: 1, asciiWord: 2, asciiOther: 4, beyondAscii: 8, half: 16 } as const;
export const anything = 15;
const anyCharacter = edge.asciiWord | edge.asciiOther | edge.beyondAscii | edge.half;

export interface Side {
  /** Of characters that the node itself may have there. */
  readonly bits: number;
  /** Whether it may have none, so that its neighbour's show through. */
  readonly empty: boolean;
}

type End = 'first' | 'last';

const known: Record<End, WeakMap<Node, Side>> = { first: new WeakMap(), last: new WeakMap() };

/** What the first or the last character of whatever matches the node may be. */
export function sideOf(node: Node, end: End): Side {
  const before = known[end].get(node);
  if (before) return before;
  const side = compute(node, end);
  known[end].set(node, side);
  return side;
}

/** What stands there when `outer` stands beyond the node. */
export function through(side: Side, outer: number): number {
  return side.empty ? side.bits | outer : side.bits;
}

function compute(node: Node, end: End): Side {
  switch (node.kind) {
    case 'literal':
      return literalSide(node.text, end);
    case 'set':
      return { bits: bitsOf(node.set), empty: false };
    case 'any':
      return { bits: anyCharacter, empty: false };
    case 'assertion':
      return { bits: 0, empty: true };
    case 'look':
      return { bits: edge.half, empty: true };
    case 'backreference':
      return { bits: anyCharacter, empty: true };
    case 'capture':
    case 'atomic':
      return sideOf(node.body, end);
    case 'repeat': {
      const body = sideOf(node.body, end);
      return node.max === 0 ? { bits: 0, empty: true } : { bits: body.bits, empty: body.empty || node.min === 0 };
    }
    case 'choice': {
      const sides = node.branches.map((branch) => sideOf(branch, end));
      return { bits: sides.reduce((bits, side) => bits | side.bits, 0), empty: sides.some(({ empty }) => empty) };
    }
    case 'sequence': {
      let bits = 0;
      for (const item of end === 'first' ? node.items : node.items.toReversed()) {
        const side = sideOf(item, end);
        bits |= side.bits;
        if (!side.empty) return { bits, empty: false };
      }
      return { bits, empty: true };
    }
  }
}

function literalSide(text: string, end: End): Side {
  const code = text.codePointAt(end === 'first' ? 0 : text.length - 1);
  return code === undefined ? { bits: 0, empty: true } : { bits: bitOf(code), empty: false };
}

function bitOf(code: number): number {
  if (code > 0x7f) return edge.beyondAscii;
  return isAsciiWord(code) ? edge.asciiWord : edge.asciiOther;
}

function isAsciiWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

function bitsOf(set: CharacterSet): number {
  // Properties are of Unicode, so they may be anything; so is nearly every complement.
  if (set.negated || set.properties.length > 0) return anyCharacter;
  let bits = 0;
  for (const [from, to] of set.ranges) {
    if (to > 0x7f) bits |= edge.beyondAscii;
    if (to > 0xffff) bits |= edge.half;
    for (let code = from; code <= Math.min(to, 0x7f); code++) bits |= bitOf(code);
  }
  return bits;
}

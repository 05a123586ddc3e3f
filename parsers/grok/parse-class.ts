import {
  type CharacterRange,
  type CharacterSet,
  complement,
  foldCase,
  foldProperties,
  normalise,
  posixClass,
  shorthandRanges,
} from './characters.ts';
import type { Scanner } from './scanner.ts';
import { choice, type Node, sequence } from './tree.ts';

const simpleEscapes: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

/**
 * A character class; the scanner stands behind its `[`. V8 has intersections and complements of properties inside of a class under `v`
 * only, so they become lookaheads and alternatives, of one character each.
 */
export function parseClass(scanner: Scanner, ignoreCase: boolean): Node {
  scanner.enter();
  const negated = scanner.take('^');
  const operands: Node[] = [];
  do operands.push(parseOperand(scanner, ignoreCase, operands.length === 0));
  while (scanner.take('&&'));
  scanner.take(']');
  scanner.leave();
  const last = operands.pop() ?? { kind: 'set', set: nothing };
  const all = sequence([...operands.map((operand) => look(operand, false)), last]);
  if (!negated) return all;
  if (all.kind === 'set') return { kind: 'set', set: { ...all.set, negated: !all.set.negated } };
  return sequence([look(all, true), { kind: 'any', newline: true }]);
}

const nothing: CharacterSet = { negated: false, ranges: [], properties: [] };

function look(body: Node, negative: boolean): Node {
  return { kind: 'look', behind: false, negative, body };
}

function parseOperand(scanner: Scanner, ignoreCase: boolean, first: boolean): Node {
  const ranges: CharacterRange[] = [];
  // Whole sets come in the case that they are meant in.
  const inCase: CharacterRange[] = [];
  const properties: string[] = [];
  const others: Node[] = [];
  const add = (node: Node) => {
    if (node.kind !== 'set' || (node.set.negated && node.set.properties.length > 0)) {
      others.push(node);
      return;
    }
    inCase.push(...(node.set.negated ? complement(node.set.ranges) : node.set.ranges));
    properties.push(...node.set.properties);
  };
  // A bracket that comes first stands for itself.
  if (first && scanner.take(']')) ranges.push(parseRange(scanner, 0x5d));
  while (!scanner.text.startsWith(']', scanner.at) && !scanner.text.startsWith('&&', scanner.at)) {
    const member = parseMember(scanner, ignoreCase);
    if (typeof member === 'number') ranges.push(parseRange(scanner, member));
    else add(member);
  }
  const all = normalise([...(ignoreCase ? foldCase(ranges) : ranges), ...inCase]);
  if (others.length === 0) return plainSet(all, properties);
  const plain: Node[] = all.length + properties.length > 0 ? [plainSet(all, properties)] : [];
  return choice([...plain, ...others]);
}

function plainSet(ranges: readonly CharacterRange[], properties: readonly string[]): Node {
  return { kind: 'set', set: { negated: false, ranges, properties } };
}

function foldSet(set: CharacterSet, ignoreCase: boolean): CharacterSet {
  return ignoreCase ? { ...set, properties: foldProperties(set.properties) } : set;
}

function parseMember(scanner: Scanner, ignoreCase: boolean): number | Node {
  const posix = scanner.match(/\[:(\^?)(\w+):\]/y);
  if (posix) {
    const named = posixClass(posix[2] ?? '');
    if (!named) throw scanner.error(`unknown POSIX class [:${posix[2]}:]`, 'use alnum, alpha, digit, space, upper, …');
    return { kind: 'set', set: foldSet({ ...named, negated: posix[1] === '^' }, ignoreCase) };
  }
  if (scanner.take('[')) return parseClass(scanner, ignoreCase);
  if (!scanner.take('\\')) return scanner.next().codePointAt(0) ?? 0;
  const set = parseShorthand(scanner);
  if (set) return { kind: 'set', set: foldSet(set, ignoreCase) };
  return scanner.take('b') ? 8 : parseEscapedCode(scanner);
}

function parseRange(scanner: Scanner, from: number): CharacterRange {
  const dash =
    scanner.text.startsWith('-', scanner.at) &&
    !/^-(?:\]|&&|\[|\\[dwshDWSHpP])/.test(scanner.text.slice(scanner.at, scanner.at + 3));
  if (!dash) return [from, from];
  scanner.next();
  const to = parseMember(scanner, false);
  if (typeof to !== 'number' || to < from)
    throw scanner.error('an empty range in a class', 'put the lower character first, or escape the dash');
  return [from, to];
}

/** `\d`, `\W`, `\p{…}`: after the backslash. */
export function parseShorthand(scanner: Scanner): CharacterSet | undefined {
  const letter = scanner.peek();
  const ranges = shorthandRanges[letter.toLowerCase()];
  if (ranges) {
    scanner.next();
    return { negated: letter !== letter.toLowerCase(), ranges, properties: [] };
  }
  const property = scanner.match(/([pP])\{(\^?)([\w ]+)\}/y);
  if (!property) return undefined;
  const [, kind, caret, name = ''] = property;
  const negated = (kind === 'P') !== (caret === '^');
  const posix = posixClass(name);
  return posix ? { ...posix, negated } : { negated, ranges: [], properties: [unicodeProperty(name, scanner)] };
}

function unicodeProperty(name: string, scanner: Scanner): string {
  for (const candidate of [`\\p{${name}}`, `\\p{Script=${name}}`]) {
    try {
      new RegExp(candidate, 'u');
      return candidate;
    } catch {
      // Not known under this form.
    }
  }
  throw scanner.error(`unknown Unicode property ${name}`, 'use a category such as L or Nd, or a script such as Greek');
}

/** The code point that an escape stands for: after the backslash. */
export function parseEscapedCode(scanner: Scanner): number {
  const hex = scanner.match(/x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})/y);
  if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16);
  const octal = scanner.match(/0[0-7]{0,2}/y);
  if (octal) return Number.parseInt(octal[0], 8);
  const control = scanner.match(/(?:c|C-)([A-Za-z])/y);
  if (control?.[1]) return control[1].toUpperCase().charCodeAt(0) - 64;
  const character = scanner.next();
  return simpleEscapes[character] ?? character.codePointAt(0) ?? 0;
}

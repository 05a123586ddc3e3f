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
import { type Node, sequence } from './tree.ts';

const simpleEscapes: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

/** A character class; the scanner stands behind its `[`. Intersections become a lookahead, since V8 has them under `v` only. */
export function parseClass(scanner: Scanner, ignoreCase: boolean): Node {
  const negated = scanner.take('^');
  const operands: CharacterSet[] = [];
  do operands.push(parseOperand(scanner, ignoreCase, operands.length === 0));
  while (scanner.take('&&'));
  scanner.take(']');
  const last = operands.at(-1) ?? { negated: false, ranges: [], properties: [] };
  if (operands.length === 1) return { kind: 'set', set: { ...last, negated: negated !== last.negated } };
  const conditions = operands.slice(0, -1).map((set): Node => look({ kind: 'set', set }, false));
  const all = sequence([...conditions, { kind: 'set', set: last }]);
  return negated ? sequence([look(all, true), { kind: 'any', newline: true }]) : all;
}

function look(body: Node, negative: boolean): Node {
  return { kind: 'look', behind: false, negative, body };
}

function parseOperand(scanner: Scanner, ignoreCase: boolean, first: boolean): CharacterSet {
  const ranges: CharacterRange[] = [];
  const properties: string[] = [];
  let negatedMember: CharacterSet | undefined;
  const add = (set: CharacterSet) => {
    if (set.negated && set.properties.length > 0) negatedMember = set;
    else ranges.push(...(set.negated ? complement(set.ranges) : set.ranges));
    if (!set.negated) properties.push(...set.properties);
  };
  // A bracket that comes first stands for itself.
  if (first && scanner.take(']')) ranges.push([0x5d, 0x5d]);
  while (!scanner.text.startsWith(']', scanner.at) && !scanner.text.startsWith('&&', scanner.at)) {
    const member = parseMember(scanner, ignoreCase);
    if (typeof member === 'number') ranges.push(parseRange(scanner, member));
    else add(member);
  }
  if (negatedMember) {
    if (ranges.length > 0 || properties.length > 0)
      throw scanner.error(
        'a negated Unicode class beside others in one class',
        'write it as an alternative: (?:[…]|[^…])',
      );
    return ignoreCase ? { ...negatedMember, properties: foldProperties(negatedMember.properties) } : negatedMember;
  }
  if (!ignoreCase) return { negated: false, ranges: normalise(ranges), properties };
  return { negated: false, ranges: foldCase(ranges), properties: foldProperties(properties) };
}

function parseMember(scanner: Scanner, ignoreCase: boolean): number | CharacterSet {
  const posix = scanner.match(/\[:(\^?)(\w+):\]/y);
  if (posix) {
    const named = posixClass(posix[2] ?? '');
    if (!named) throw scanner.error(`unknown POSIX class [:${posix[2]}:]`, 'use alnum, alpha, digit, space, upper, …');
    return { ...named, negated: posix[1] === '^' };
  }
  if (scanner.take('[')) {
    const node = parseClass(scanner, ignoreCase);
    if (node.kind !== 'set') throw scanner.error('an intersection inside of a class', 'write it with a lookahead');
    return node.set;
  }
  if (!scanner.take('\\')) return scanner.next().codePointAt(0) ?? 0;
  return parseShorthand(scanner) ?? (scanner.take('b') ? 8 : parseEscapedCode(scanner));
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
  const control = scanner.match(/c([A-Za-z])/y);
  if (control?.[1]) return control[1].toUpperCase().charCodeAt(0) - 64;
  const character = scanner.next();
  return simpleEscapes[character] ?? character.codePointAt(0) ?? 0;
}

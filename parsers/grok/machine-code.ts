import { type CharacterSet, normalise } from './characters.ts';
import { badPattern } from './scanner.ts';
import type { Assertion, Node } from './tree.ts';

/** Instructions of the machine in `machine.ts`. Each takes up as many cells as it has operands, and one. */
export const op = {
  /** unit */
  unit: 0,
  /** set */
  set: 1,
  /** set, fewest, most: the longest run of single characters, given back one by one */
  run: 2,
  /** first choice, second choice */
  split: 3,
  /** target */
  jump: 4,
  /** slot: remembers the position in it */
  save: 5,
  /** which assertion */
  assert: 6,
  /** register: remembers where an iteration begins */
  mark: 7,
  /** register, target: an iteration that took nothing ends the loop */
  leaveIfEmpty: 8,
  /** negative, end of the body */
  ahead: 9,
  /** negative, end of the body, fewest characters, most */
  behind: 10,
  /** end of the body */
  atomic: 11,
  /** ignore case, how many groups, the groups */
  back: 12,
  done: 13,
} as const;

export const assertionOrder: readonly Assertion[] = [
  'lineStart',
  'lineEnd',
  'textStart',
  'textEnd',
  'textEndOrNewline',
  'wordBoundary',
  'notWordBoundary',
];

export interface MachineCode {
  readonly cells: readonly number[];
  readonly sets: readonly ((code: number) => boolean)[];
  readonly groups: number;
  readonly registers: number;
}

const cellsMost = 200_000;

/**
 * Groups are numbered as `emit` numbers them, atomic ones included, so that one extractor serves both.
 * @throws MillraceError `bad_pattern` for patterns that are too large when counted repeats are written out
 */
export function assemble(tree: Node): MachineCode {
  const assembler = new Assembler();
  assembler.write(tree);
  assembler.put(op.done);
  return {
    cells: assembler.cells,
    sets: assembler.sets,
    groups: assembler.groups,
    registers: assembler.registers,
  };
}

class Assembler {
  readonly cells: number[] = [];
  readonly sets: ((code: number) => boolean)[] = [];
  groups = 0;
  registers = 0;
  readonly #names = new Map<string, Set<number>>();

  put(...cells: number[]): number {
    if (this.cells.length > cellsMost) throw badPattern('the pattern grows too large', '', 'use smaller repeats');
    return this.cells.push(...cells) - 1;
  }

  write(node: Node): void {
    switch (node.kind) {
      case 'literal':
        for (let i = 0; i < node.text.length; i++) this.put(op.unit, node.text.charCodeAt(i));
        return;
      case 'set':
        this.put(op.set, this.#test(node.set));
        return;
      case 'any':
        this.put(op.set, this.#any(node.newline));
        return;
      case 'assertion':
        this.put(op.assert, assertionOrder.indexOf(node.which));
        return;
      case 'sequence':
        for (const item of node.items) this.write(item);
        return;
      case 'choice':
        this.#choice(node.branches);
        return;
      case 'capture': {
        const group = ++this.groups;
        this.#groupsOf(node.field.name).add(group);
        this.put(op.save, 2 * group);
        this.write(node.body);
        this.put(op.save, 2 * group + 1);
        return;
      }
      case 'atomic': {
        this.groups++;
        this.#enclosed(node.body, op.atomic);
        return;
      }
      case 'look':
        if (node.behind) this.#enclosed(node.body, op.behind, Number(node.negative), ...lengthsOf(node.body));
        else this.#enclosed(node.body, op.ahead, Number(node.negative));
        return;
      case 'repeat':
        this.#repeat(node);
        return;
      case 'backreference': {
        // Of several groups of that name the last is tried first.
        const groups = [...this.#groupsOf(node.name)].reverse();
        this.put(op.back, Number(node.ignoreCase), groups.length, ...groups);
      }
    }
  }

  #groupsOf(name: string): Set<number> {
    const groups = this.#names.get(name) ?? new Set();
    this.#names.set(name, groups);
    return groups;
  }

  /** The instruction, its operands, where the body ends, the body. */
  #enclosed(body: Node, ...instruction: number[]): void {
    const end = this.put(...instruction, 0);
    this.write(body);
    this.put(op.done);
    this.cells[end] = this.cells.length;
  }

  #choice(branches: readonly Node[]): void {
    const ends: number[] = [];
    branches.forEach((branch, i) => {
      if (i === branches.length - 1) {
        this.write(branch);
        return;
      }
      const second = this.put(op.split, this.cells.length + 3, 0);
      this.write(branch);
      ends.push(this.put(op.jump, 0));
      this.cells[second] = this.cells.length;
    });
    for (const end of ends) this.cells[end] = this.cells.length;
  }

  #repeat({ body, min, max, lazy }: Node & { kind: 'repeat' }): void {
    if ((body.kind === 'set' || body.kind === 'any') && !lazy) {
      this.put(op.run, body.kind === 'set' ? this.#test(body.set) : this.#any(body.newline), min, max);
      return;
    }
    const first = this.groups;
    // Every copy writes the same groups.
    const again = () => {
      this.groups = first;
      this.write(body);
    };
    for (let i = 0; i < min; i++) {
      const before = this.cells.length;
      again();
      // Of nothing any number is nothing.
      if (this.cells.length === before) break;
    }
    const exits: number[] = [];
    const orLeave = () => {
      const at = this.cells.length;
      this.put(op.split, at + 3, at + 3);
      exits.push(lazy ? at + 1 : at + 2);
    };
    if (max === Number.POSITIVE_INFINITY) {
      const register = this.registers++;
      const loop = this.cells.length;
      orLeave();
      this.put(op.mark, register);
      again();
      exits.push(this.put(op.leaveIfEmpty, register, 0));
      this.put(op.jump, loop);
    } else {
      for (let i = min; i < max; i++) {
        orLeave();
        again();
      }
    }
    for (const exit of exits) this.cells[exit] = this.cells.length;
    // A body that is never written still has its numbers.
    if (max === 0) this.groups = first + groupsIn(body);
  }

  #any(newline: boolean): number {
    return this.sets.push(newline ? () => true : (code) => code !== 10) - 1;
  }

  #test(set: CharacterSet): number {
    return this.sets.push(membership(set)) - 1;
  }
}

const memberships = new WeakMap<CharacterSet, (code: number) => boolean>();

function membership(set: CharacterSet): (code: number) => boolean {
  const known = memberships.get(set);
  if (known) return known;
  const made = makeMembership(set);
  memberships.set(set, made);
  return made;
}

/** A table for ASCII, a search for what is beyond. */
function makeMembership(set: CharacterSet): (code: number) => boolean {
  const ranges = normalise(set.ranges);
  const properties = set.properties.length === 0 ? undefined : new RegExp(`^[${set.properties.join('')}]$`, 'u');
  const contains = (code: number) =>
    (ranges.some(([from, to]) => code >= from && code <= to) ||
      (properties?.test(String.fromCodePoint(code)) ?? false)) !== set.negated;
  const ascii = Array.from({ length: 128 }, (_, code) => contains(code));
  return (code) => (code < 128 ? (ascii[code] as boolean) : contains(code));
}

function groupsIn(node: Node): number {
  switch (node.kind) {
    case 'capture':
    case 'atomic':
      return 1 + groupsIn(node.body);
    case 'look':
    case 'repeat':
      return groupsIn(node.body);
    case 'sequence':
      return node.items.reduce((sum, item) => sum + groupsIn(item), 0);
    case 'choice':
      return node.branches.reduce((sum, branch) => sum + groupsIn(branch), 0);
    default:
      return 0;
  }
}

/** The fewest and the most characters that a node takes. */
function lengthsOf(node: Node): [number, number] {
  switch (node.kind) {
    case 'literal':
      return [[...node.text].length, [...node.text].length];
    case 'set':
    case 'any':
      return [1, 1];
    case 'assertion':
    case 'look':
      return [0, 0];
    case 'backreference':
      return [0, Number.POSITIVE_INFINITY];
    case 'capture':
    case 'atomic':
      return lengthsOf(node.body);
    case 'repeat': {
      const [fewest, most] = lengthsOf(node.body);
      return [fewest * node.min, most === 0 || node.max === 0 ? 0 : most * node.max];
    }
    case 'sequence': {
      const all = node.items.map(lengthsOf);
      return [all.reduce((sum, [fewest]) => sum + fewest, 0), all.reduce((sum, [, most]) => sum + most, 0)];
    }
    case 'choice': {
      const all = node.branches.map(lengthsOf);
      return [Math.min(...all.map(([fewest]) => fewest)), Math.max(...all.map(([, most]) => most))];
    }
  }
}

import { wordClass } from './characters.ts';
import { assertionOrder, type MachineCode, op } from './machine-code.ts';

/**
 * A backtracking machine with Onigmo's meaning of captures: what a group took in an earlier turn of a loop stays until it takes something
 * else, where JavaScript forgets it at the start of each turn. V8 finds the match, at full speed; the machine goes over that match again
 * for the few patterns whose captures could differ. Its stack is an array, so no text overflows it, and its steps are counted.
 */
export class Machine {
  readonly #code: MachineCode;
  readonly #stepsMost: number;
  #text = '';
  #steps = 0;
  #slots: number[] = [];
  #registers: number[] = [];
  /** Entries of four: what kind, and three operands. */
  readonly #stack: number[] = [];

  /** @param stepsMost per call of `exec` */
  constructor(code: MachineCode, stepsMost = 100_000) {
    this.#code = code;
    this.#stepsMost = stepsMost;
  }

  /**
   * Matches at one position.
   * @returns the whole match and the groups by number, as `RegExp.exec` has them; undefined where there is none, or it took too many steps
   */
  exec(text: string, at: number): (string | undefined)[] | undefined {
    this.#begin(text);
    return this.#matchAt(at);
  }

  /**
   * Matches at the first position where it can.
   * @returns as `exec`; null where there is no match, undefined where it took too many steps
   */
  search(text: string): (string | undefined)[] | null | undefined {
    this.#begin(text);
    for (let at = 0; at <= text.length; at++) {
      const found = this.#matchAt(at);
      if (found !== undefined) return found;
      if (this.#steps > this.#stepsMost) return undefined;
      if (isPair(text, at)) at++;
    }
    return null;
  }

  #begin(text: string): void {
    this.#text = text;
    this.#steps = 0;
  }

  #matchAt(at: number): (string | undefined)[] | undefined {
    const text = this.#text;
    this.#slots = new Array(2 * this.#code.groups + 2).fill(-1);
    this.#registers = new Array(this.#code.registers).fill(-1);
    this.#stack.length = 0;
    const end = this.#run(0, at, -1);
    if (end < 0 || this.#steps > this.#stepsMost) return undefined;
    const groups: (string | undefined)[] = [text.slice(at, end)];
    for (let group = 1; group <= this.#code.groups; group++) {
      const from = this.#slots[2 * group] ?? -1;
      const to = this.#slots[2 * group + 1] ?? -1;
      groups.push(from < 0 || to < from ? undefined : text.slice(from, to));
    }
    return groups;
  }

  /**
   * @param mustEnd where the match has to end, or -1
   * @returns where it ended, or -1. What was tried and may be tried again is on the stack.
   */
  #run(start: number, from: number, mustEnd: number): number {
    const { cells, sets } = this.#code;
    const text = this.#text;
    const stack = this.#stack;
    const base = stack.length;
    let pc = start;
    let at = from;
    for (;;) {
      if (++this.#steps > this.#stepsMost) return -1;
      let ok = true;
      switch (cells[pc]) {
        case op.unit:
          ok = text.charCodeAt(at) === cells[pc + 1];
          at++;
          pc += 2;
          break;
        case op.set: {
          const code = text.codePointAt(at);
          ok = code !== undefined && (sets[cells[pc + 1] as number]?.(code) ?? false);
          at += code !== undefined && code > 0xffff ? 2 : 1;
          pc += 2;
          break;
        }
        case op.run: {
          const end = this.#longestRun(pc, at);
          ok = end >= 0;
          if (ok) at = end;
          pc += 4;
          break;
        }
        case op.split:
          stack.push(entry.choice, cells[pc + 2] as number, at, 0);
          pc = cells[pc + 1] as number;
          break;
        case op.jump:
          pc = cells[pc + 1] as number;
          break;
        case op.save:
          this.#remember(entry.slot, this.#slots, cells[pc + 1] as number, at);
          pc += 2;
          break;
        case op.assert:
          ok = this.#holds(cells[pc + 1] as number, at);
          pc += 2;
          break;
        case op.mark:
          this.#remember(entry.register, this.#registers, cells[pc + 1] as number, at);
          pc += 2;
          break;
        case op.leaveIfEmpty:
          pc = this.#registers[cells[pc + 1] as number] === at ? (cells[pc + 2] as number) : pc + 3;
          break;
        case op.ahead: {
          const found = this.#enclosed(pc + 3, at, -1, cells[pc + 1] === 1) >= 0;
          ok = found !== (cells[pc + 1] === 1);
          pc = cells[pc + 2] as number;
          break;
        }
        case op.behind:
          ok = this.#endsHere(pc, at) !== (cells[pc + 1] === 1);
          pc = cells[pc + 4] as number;
          break;
        case op.atomic: {
          const end = this.#enclosed(pc + 2, at, -1, false);
          ok = end >= 0;
          at = end;
          pc = cells[pc + 1] as number;
          break;
        }
        case op.back: {
          at = this.#again(pc, at);
          ok = at >= 0;
          pc += 3 + (cells[pc + 2] as number);
          break;
        }
        default:
          if (mustEnd < 0 || at === mustEnd) return at;
          ok = false;
      }
      if (ok) continue;
      // Back to the last choice above the base.
      for (;;) {
        if (stack.length === base) return -1;
        const c = stack.pop() as number;
        const b = stack.pop() as number;
        const a = stack.pop() as number;
        const kind = stack.pop();
        if (kind === entry.slot) this.#slots[a] = b;
        else if (kind === entry.register) this.#registers[a] = b;
        else if (kind === entry.run) {
          // `a` behind the run, `b` the least, `c` where it stood: one character less.
          at = c - (isPair(text, c - 2) && c - 2 >= b ? 2 : 1);
          if (at > b) stack.push(entry.run, a, b, at);
          pc = a;
          break;
        } else {
          pc = a;
          at = b;
          break;
        }
      }
    }
  }

  #remember(kind: number, cells: number[], index: number, value: number): void {
    this.#stack.push(kind, index, cells[index] ?? -1, 0);
    cells[index] = value;
  }

  /** @returns where the run ends, or -1 where it is too short; on the stack, that it may be shorter */
  #longestRun(pc: number, from: number): number {
    const { cells, sets } = this.#code;
    const contains = sets[cells[pc + 1] as number];
    const fewest = cells[pc + 2] as number;
    const most = cells[pc + 3] as number;
    let at = from;
    let least = from;
    for (let count = 0; count < most; count++) {
      if (count === fewest) least = at;
      const code = this.#text.codePointAt(at);
      if (code === undefined || !contains?.(code)) {
        if (count < fewest) return -1;
        break;
      }
      at += code > 0xffff ? 2 : 1;
      if (count + 1 === fewest) least = at;
    }
    if (at > least) this.#stack.push(entry.run, pc + 4, least, at);
    return at;
  }

  /** Runs a body of its own. What it captured stays and can be undone; what else it could have done is forgotten. */
  #enclosed(body: number, at: number, mustEnd: number, forget: boolean): number {
    const stack = this.#stack;
    const base = stack.length;
    const end = this.#run(body, at, mustEnd);
    if (end < 0) return end;
    let kept = base;
    const undo: [number, number, number][] = [];
    for (let i = base; i < stack.length; i += 4) {
      const kind = stack[i] as number;
      if (kind !== entry.slot && kind !== entry.register) continue;
      undo.push([kind, stack[i + 1] as number, stack[i + 2] as number]);
    }
    stack.length = base;
    if (forget) {
      for (const [kind, index, value] of undo.toReversed())
        (kind === entry.slot ? this.#slots : this.#registers)[index] = value;
    } else {
      for (const [kind, index, value] of undo) stack.push(kind, index, value, 0);
      kept = stack.length;
    }
    stack.length = kept;
    return end;
  }

  /** @returns where what one of the groups took ends when it comes again here, or -1. A group that took nothing fails, unlike in JavaScript. */
  #again(pc: number, at: number): number {
    const { cells } = this.#code;
    const fold = (text: string) => (cells[pc + 1] === 1 ? text.toUpperCase().toLowerCase() : text);
    for (let i = 0; i < (cells[pc + 2] as number); i++) {
      const group = cells[pc + 3 + i] as number;
      const from = this.#slots[2 * group] as number;
      const to = this.#slots[2 * group + 1] as number;
      if (from < 0 || to < from) continue;
      const end = at + to - from;
      if (fold(this.#text.slice(from, to)) === fold(this.#text.slice(at, end))) return end;
    }
    return -1;
  }

  #endsHere(pc: number, at: number): boolean {
    const { cells } = this.#code;
    const fewest = cells[pc + 2] as number;
    const most = cells[pc + 3] as number;
    let from = at;
    for (let count = 0; count <= most; count++) {
      if (count >= fewest && this.#enclosed(pc + 5, from, at, cells[pc + 1] === 1) >= 0) return true;
      if (from === 0) return false;
      from -= from >= 2 && isPair(this.#text, from - 2) ? 2 : 1;
    }
    return false;
  }

  #holds(which: number, at: number): boolean {
    const text = this.#text;
    switch (assertionOrder[which]) {
      case 'lineStart':
        return at === 0 || (text.charCodeAt(at - 1) === 10 && at < text.length);
      case 'lineEnd':
        return at === text.length || text.charCodeAt(at) === 10;
      case 'textStart':
        return at === 0;
      case 'textEnd':
        return at === text.length;
      case 'textEndOrNewline':
        return at === text.length || (at === text.length - 1 && text.charCodeAt(at) === 10);
      case 'wordBoundary':
        return isWordBefore(text, at) !== isWordAt(text, at);
      default:
        return isWordBefore(text, at) === isWordAt(text, at);
    }
  }
}

const entry = { choice: 0, slot: 1, register: 2, run: 3 } as const;
const wordPattern = new RegExp(`^[${wordClass}]`, 'u');

function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && wordPattern.test(String.fromCodePoint(code));
}

function isWordBefore(text: string, at: number): boolean {
  return at > 0 && isWordAt(text, at >= 2 && isPair(text, at - 2) ? at - 2 : at - 1);
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

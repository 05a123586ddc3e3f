import type { Pattern } from './pattern.ts';

/** More say little more. */
const literalsEach = 2;
const classesMost = 128;

/**
 * Tells for a text, in one pass over it, which of many patterns may match: those all of whose literals it contains (an Aho-Corasick automaton
 * finds every literal of every pattern at once), and which may begin with its first character where they only can at the start.
 */
export class PatternIndex {
  /** For each pattern, the literals that it needs, as bits in words; laid out one after the other. */
  readonly #needs: Int32Array;
  readonly #words: number;
  readonly #found: Int32Array;
  /** 1 where the pattern, anchored, cannot begin with the character: by pattern and character. */
  readonly #excluded: Uint8Array;
  readonly #automaton: Automaton;
  #first = 0;

  constructor(patterns: readonly Pattern[]) {
    const chosen = patterns.map(({ literals }) => distinctive(literals, patterns));
    const all = [...new Set(chosen.flat())];
    this.#words = Math.max(1, Math.ceil(all.length / 32));
    this.#found = new Int32Array(this.#words);
    this.#needs = new Int32Array(this.#words * patterns.length);
    chosen.forEach((literals, i) => {
      for (const literal of literals) {
        const bit = all.indexOf(literal);
        const cell = i * this.#words + (bit >> 5);
        this.#needs[cell] = (this.#needs[cell] ?? 0) | (1 << (bit & 31));
      }
    });
    this.#excluded = new Uint8Array(patterns.length * (classesMost + 1));
    patterns.forEach(({ anchored, starts }, i) => {
      if (anchored && starts)
        starts.forEach((may, code) => {
          this.#excluded[i * (classesMost + 1) + code] = 1 - may;
        });
    });
    this.#automaton = buildAutomaton(all);
  }

  /** Looks at a text; `mayMatch` then speaks of it. */
  look(text: string): void {
    const { table, classes, hits } = this.#automaton;
    const found = this.#found;
    found.fill(0);
    const first = text.charCodeAt(0);
    // A text of several lines may match behind a newline, where no first character says anything.
    this.#first = text.includes('\n') || text === '' ? -1 : Math.min(first, classesMost);
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = table[state + (classes[code < classesMost ? code : classesMost] as number)] as number;
      const bits = hits[state];
      if (bits !== undefined) for (const bit of bits) found[bit >> 5] = (found[bit >> 5] as number) | (1 << (bit & 31));
    }
  }

  mayMatch(pattern: number): boolean {
    if (this.#first >= 0 && this.#excluded[pattern * (classesMost + 1) + this.#first] === 1) return false;
    const needs = this.#needs;
    const found = this.#found;
    for (let word = 0, cell = pattern * this.#words; word < this.#words; word++, cell++) {
      if ((needs[cell] as number) & ~(found[word] as number)) return false;
    }
    return true;
  }
}

/** Those that the fewest patterns have, the longer first. */
function distinctive(literals: readonly string[], patterns: readonly Pattern[]): string[] {
  const shared = (literal: string) => patterns.filter((pattern) => pattern.literals.includes(literal)).length;
  return literals
    .filter((literal) => /^[\0-\x7f]+$/.test(literal))
    .map((literal) => ({ literal, shared: shared(literal) }))
    .toSorted((a, b) => a.shared - b.shared || b.literal.length - a.literal.length)
    .slice(0, literalsEach)
    .map(({ literal }) => literal);
}

interface Automaton {
  /** From state + class to state; states are multiples of the number of classes. */
  readonly table: Int32Array;
  /** Of a character: 0 for all that occur in no literal. */
  readonly classes: Uint8Array;
  /** By state: the literals that end there. */
  readonly hits: readonly (readonly number[] | undefined)[];
}

function buildAutomaton(literals: readonly string[]): Automaton {
  const classes = new Uint8Array(classesMost + 1);
  let width = 1;
  for (const character of new Set(literals.join(''))) classes[character.charCodeAt(0)] = width++;
  const next: Int32Array[] = [];
  const hits: number[][] = [];
  const addState = () => {
    hits.push([]);
    return next.push(new Int32Array(width).fill(-1)) - 1;
  };
  addState();
  literals.forEach((literal, id) => {
    let state = 0;
    for (let i = 0; i < literal.length; i++) {
      const row = next[state] as Int32Array;
      const column = classes[literal.charCodeAt(i)] as number;
      if (row[column] === -1) row[column] = addState();
      state = row[column] as number;
    }
    hits[state]?.push(id);
  });
  completeTransitions(next, hits);
  const table = new Int32Array(next.length * width);
  const byOffset: (readonly number[] | undefined)[] = new Array(next.length * width);
  next.forEach((row, state) => {
    table.set(
      row.map((target) => target * width),
      state * width,
    );
    byOffset[state * width] = hits[state]?.length ? hits[state] : undefined;
  });
  return { table, classes, hits: byOffset };
}

/** Breadth first: where a state has no transition it has the one of the longest other beginning that it ends with. */
function completeTransitions(next: Int32Array[], hits: number[][]): void {
  const fallback = new Int32Array(next.length);
  const queue: number[] = [];
  const root = next[0] as Int32Array;
  root.forEach((target, column) => {
    if (target < 0) root[column] = 0;
    else queue.push(target);
  });
  for (const state of queue) {
    const row = next[state] as Int32Array;
    const other = next[fallback[state] as number] as Int32Array;
    hits[state]?.push(...(hits[fallback[state] as number] ?? []));
    row.forEach((target, column) => {
      if (target < 0) row[column] = other[column] as number;
      else {
        fallback[target] = other[column] as number;
        queue.push(target);
      }
    });
  }
}

import type { Pattern } from './pattern.ts';

/** One that finds a pattern and one that confirms it; more say little more. */
const literalsEach = 2;
/** So much of a literal tells it from others; the automaton has a state for each character. */
const charactersMost = 32;
const classesMost = 128;

/**
 * Tells for a text, in one pass over it, which of many patterns may match: those whose literals it contains (an Aho-Corasick automaton finds
 * every literal of every pattern at once), and which may begin with its first character where they only can at the start.
 */
export class PatternIndex {
  readonly #patterns: readonly Pattern[];
  /** For each pattern the literal that it is found by, and one more that must be there; -1 for none. */
  readonly #keys: Int32Array;
  readonly #others: Int32Array;
  /** Patterns by the literal that they are found by, as bits in words; then those that need none. */
  readonly #byKey: readonly Int32Array[];
  readonly #always: Int32Array;
  readonly #candidates: Int32Array;
  readonly #found: Uint8Array;
  readonly #automaton: Automaton;

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
    const chosen = distinctiveLiterals(patterns);
    const all = [...new Set(chosen.flat())];
    const numbers = new Map(all.map((literal, i) => [literal, i]));
    const words = Math.ceil(patterns.length / 32);
    const literalOf = (position: number) => (literals: readonly string[]) =>
      numbers.get(literals[position] ?? '') ?? -1;
    this.#keys = Int32Array.from(chosen, literalOf(0));
    this.#others = Int32Array.from(chosen, literalOf(1));
    this.#always = new Int32Array(words);
    this.#byKey = all.map(() => new Int32Array(words));
    this.#keys.forEach((key, i) => {
      const bits = this.#byKey[key] ?? this.#always;
      bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
    });
    this.#candidates = new Int32Array(words);
    this.#found = new Uint8Array(all.length);
    this.#automaton = buildAutomaton(all);
  }

  /** Has the patterns that may match tried in order. @returns the index of the first that does, or -1 */
  first(text: string, tries: (pattern: Pattern) => boolean): number {
    this.#scan(text);
    const candidates = this.#candidates;
    for (let word = 0; word < candidates.length; word++) {
      for (let bits = candidates[word] as number; bits !== 0; bits &= bits - 1) {
        const i = (word << 5) + 31 - Math.clz32(bits & -bits);
        const other = this.#others[i] as number;
        if ((other < 0 || this.#found[other] === 1) && tries(this.#patterns[i] as Pattern)) return i;
      }
    }
    return -1;
  }

  #scan(text: string): void {
    const { table, classes, hits } = this.#automaton;
    const found = this.#found.fill(0);
    const candidates = this.#candidates;
    candidates.set(this.#always);
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = table[state + (classes[Math.min(code, classesMost)] as number)] as number;
      if (state >= 0) continue;
      state = ~state;
      for (const literal of hits[state] as readonly number[]) {
        if (found[literal] === 1) continue;
        found[literal] = 1;
        const bits = this.#byKey[literal] as Int32Array;
        for (let word = 0; word < bits.length; word++)
          candidates[word] = (candidates[word] as number) | (bits[word] as number);
      }
    }
  }
}

/** For each pattern the literals that the fewest others have, the longer first. */
function distinctiveLiterals(patterns: readonly Pattern[]): string[][] {
  const candidates = patterns.map(({ literals }) => [
    ...new Set(
      literals.filter((literal) => /^[\0-\x7f]+$/.test(literal)).map((literal) => literal.slice(0, charactersMost)),
    ),
  ]);
  const shared = new Map<string, number>();
  for (const literal of candidates.flat()) shared.set(literal, (shared.get(literal) ?? 0) + 1);
  return candidates.map((literals) =>
    literals
      .toSorted((a, b) => (shared.get(a) ?? 0) - (shared.get(b) ?? 0) || b.length - a.length)
      .slice(0, literalsEach),
  );
}

interface Automaton {
  /** From state + class to state; states are multiples of the number of classes. The complement of one in which literals end. */
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
      row.map((target) => (hits[target]?.length ? ~(target * width) : target * width)),
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

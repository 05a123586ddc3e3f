import { emit, type Slot, type TextKind } from './emit.ts';
import { compileExtractor, type Extractor, type Fields } from './extractor.ts';
import { containsInOrder, requiredLiterals } from './literals.ts';
import { hasEmptyTurns, hasLoopCaptures } from './loops.ts';
import { Machine } from './machine.ts';
import { assemble } from './machine-code.ts';
import { hasForeignReferences } from './references.ts';
import { mayStart, type Starts, startsOf } from './starts.ts';
import { capturedFields, type Node } from './tree.ts';
import { VariantSet } from './variants.ts';

export interface PatternOptions {
  /** The pattern must take the text from its first to its last character. */
  readonly anchored?: boolean;
  /** Fields that are only material for others go beside the document. */
  readonly isAside?: (name: string) => boolean;
  /** Leaves what takes long to the first text that is tried: for many patterns that are known to be sound, of which few are used. */
  readonly deferred?: boolean;
}

/** What is expensive of a pattern. */
interface Compiled {
  readonly atStart: VariantSet;
  /** Undefined for patterns that match at the start of a text or not at all. */
  readonly anywhere: VariantSet | undefined;
  readonly extract: Extractor;
  /** What else than V8 is needed: for captures that it could have differently, for matches as well, or for nothing. */
  readonly need: 'captures' | 'matches' | undefined;
}

/** One grok expression, compiled. */
export class Pattern {
  readonly fieldNames: readonly string[];
  /** Texts that every match contains, in order. */
  readonly literals: readonly string[];
  /** What a match can begin with; undefined: anything. */
  readonly starts: Starts | undefined;
  readonly #expression: string;
  readonly #tree: Node;
  /** A match can only begin where the text does, whatever the text. */
  readonly #onlyAtStart: boolean;
  readonly #isAside: (name: string) => boolean;
  /** Only ever a matter of speed. */
  #failed = false;
  #compiled: Compiled | undefined;
  /** Made when it is first needed; null where the pattern is too large for it. */
  #machine: Machine | null | undefined;

  /** @throws MillraceError `bad_pattern`, unless that is deferred */
  constructor(expression: string, tree: Node, options: PatternOptions) {
    this.#expression = expression;
    this.#tree = options.anchored ? sequence(textStart, tree, textEnd) : tree;
    this.#onlyAtStart = beginsAtStart(this.#tree, false);
    this.#isAside = options.isAside ?? (() => false);
    this.literals = requiredLiterals(tree);
    this.starts = startsOf(tree);
    this.fieldNames = [...new Set(capturedFields(tree).map(({ name }) => name))];
    if (!options.deferred) this.#compiled = this.#compile();
  }

  /** @returns whether it matches; if so its fields are set */
  exec(text: string, fields: Fields, aside: Fields): boolean {
    // Where the last text did not match, the next one may not either: then this is worth a look before a long attempt.
    if (this.#failed && !this.#mayMatch(text)) return false;
    this.#compiled ??= this.#compile();
    const match = this.#match(text, this.#compiled);
    this.#failed = match === null;
    if (match === null) return false;
    this.#compiled.extract(match, fields, aside);
    return true;
  }

  #compile(): Compiled {
    const tree = this.#tree;
    const slots: Slot[] = [];
    const atStart = new VariantSet(this.#expression, (kind) => {
      const emitted = emit(sequence(textStart, tree), kind);
      // The groups are the same for every kind of text.
      if (slots.length === 0) slots.push(...emitted.slots);
      return emitted;
    });
    const onlyAtLineStart = beginsAtStart(tree, true);
    const anywhere = this.#onlyAtStart
      ? undefined
      : new VariantSet(this.#expression, (kind: TextKind) =>
          kind.singleLine && onlyAtLineStart ? undefined : emit(tree, kind),
        );
    const byMachine = hasEmptyTurns(tree) || hasForeignReferences(tree);
    const need = byMachine ? 'matches' : hasLoopCaptures(tree) ? 'captures' : undefined;
    return { atStart, anywhere, extract: compileExtractor(slots, this.#isAside), need };
  }

  #mayMatch(text: string): boolean {
    if (this.#onlyAtStart && this.starts !== undefined && !mayStart(this.starts, text)) return false;
    return containsInOrder(text, this.literals);
  }

  #match(text: string, { atStart, anywhere, need }: Compiled): readonly (string | undefined)[] | null {
    if (need === 'matches') {
      const found = this.#ownMachine()?.search(text);
      if (found !== undefined) return found;
    }
    // Most texts match at their start; they are searched only where they do not.
    let match = this.starts === undefined || mayStart(this.starts, text) ? atStart.exec(text) : null;
    if (match === null && anywhere !== undefined && containsInOrder(text, this.literals)) match = anywhere.exec(text);
    if (match === null || need === undefined) return match;
    return this.#ownMachine()?.exec(text, match.index) ?? match;
  }

  #ownMachine(): Machine | null {
    if (this.#machine === undefined) {
      try {
        this.#machine = new Machine(assemble(this.#tree));
      } catch {
        this.#machine = null;
      }
    }
    return this.#machine;
  }
}

const textStart: Node = { kind: 'assertion', which: 'textStart' };
const textEnd: Node = { kind: 'assertion', which: 'textEnd' };

function sequence(...items: readonly Node[]): Node {
  return { kind: 'sequence', items };
}

/** Whether a match can only begin where the text does. `^` promises that in texts of one line. */
function beginsAtStart(node: Node, singleLine: boolean): boolean {
  switch (node.kind) {
    case 'assertion':
      return node.which === 'textStart' || (singleLine && node.which === 'lineStart');
    case 'sequence': {
      const first = node.items[0];
      return first !== undefined && beginsAtStart(first, singleLine);
    }
    case 'capture':
    case 'atomic':
      return beginsAtStart(node.body, singleLine);
    case 'choice':
      return node.branches.every((branch) => beginsAtStart(branch, singleLine));
    case 'repeat':
      // Whatever `.*` leads to from further on, it leads to from the start as well, and that match comes first.
      return node.max === Number.POSITIVE_INFINITY && node.body.kind === 'any' && node.body.newline;
    default:
      return false;
  }
}

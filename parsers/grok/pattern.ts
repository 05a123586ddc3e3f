import { emit, type Slot, type TextKind } from './emit.ts';
import { compileExtractor, type Extractor, type Fields } from './extractor.ts';
import { containsInOrder, requiredLiterals } from './literals.ts';
import { hasEmptyTurns, hasLoopCaptures } from './loops.ts';
import { Machine } from './machine.ts';
import { assemble } from './machine-code.ts';
import { hasForeignReferences } from './references.ts';
import { mayStart, type Starts, startsOf } from './starts.ts';
import type { Node } from './tree.ts';
import { VariantSet } from './variants.ts';

export interface PatternOptions {
  /** The pattern must take the text from its first to its last character. */
  readonly anchored?: boolean;
  /** Fields that are only material for others go beside the document. */
  readonly isAside?: (name: string) => boolean;
}

/** One grok expression, compiled. */
export class Pattern {
  readonly fieldNames: readonly string[];
  /** Texts that every match contains, in order. */
  readonly literals: readonly string[];
  /** What a match can begin with; undefined: anything. */
  readonly starts: Starts | undefined;
  /** In a text of one line a match can only begin at its start. */
  readonly anchored: boolean;
  /** Only ever a matter of speed. */
  #failed = false;
  readonly #atStart: VariantSet;
  /** Undefined for patterns that match at the start of a text or not at all. */
  readonly #anywhere: VariantSet | undefined;
  readonly #extract: Extractor;
  /** What else than V8 is needed: for captures that it could have differently, for matches as well, or for nothing. */
  readonly #need: 'captures' | 'matches' | undefined;
  readonly #tree: Node;
  /** Made when it is first needed; null where the pattern is too large for it. */
  #machine: Machine | null | undefined;

  /** @throws MillraceError `bad_pattern` */
  constructor(expression: string, tree: Node, { anchored = false, isAside = () => false }: PatternOptions) {
    const whole = anchored ? sequence(textStart, tree, textEnd) : tree;
    const slots: Slot[] = [];
    this.anchored = beginsAtStart(whole, true);
    this.literals = requiredLiterals(tree);
    this.starts = startsOf(tree);
    this.#atStart = new VariantSet(expression, (kind) => {
      const emitted = emit(sequence(textStart, whole), kind);
      // The groups are the same for every kind of text.
      if (slots.length === 0) slots.push(...emitted.slots);
      return emitted;
    });
    this.#anywhere = beginsAtStart(whole, false)
      ? undefined
      : new VariantSet(expression, (kind: TextKind) =>
          kind.singleLine && this.anchored ? undefined : emit(whole, kind),
        );
    this.#extract = compileExtractor(slots, isAside);
    this.fieldNames = [...new Set(slots.map(({ field }) => field.name))];
    this.#need =
      hasEmptyTurns(whole) || hasForeignReferences(whole) ? 'matches' : hasLoopCaptures(whole) ? 'captures' : undefined;
    this.#tree = whole;
  }

  /** @returns whether it matches; if so its fields are set */
  exec(text: string, fields: Fields, aside: Fields): boolean {
    // Where the last text did not match, the next one may not either: then this is worth a look before a long attempt.
    if (this.#failed && !this.#mayMatch(text)) return false;
    const match = this.#match(text);
    this.#failed = match === null;
    if (match === null) return false;
    this.#extract(match, fields, aside);
    return true;
  }

  #mayMatch(text: string): boolean {
    if (this.#anywhere === undefined && this.starts !== undefined && !mayStart(this.starts, text)) return false;
    return containsInOrder(text, this.literals);
  }

  #match(text: string): readonly (string | undefined)[] | null {
    if (this.#need === 'matches') {
      const found = this.#ownMachine()?.search(text);
      if (found !== undefined) return found;
    }
    // Most texts match at their start; they are searched only where they do not.
    const match =
      (this.starts === undefined || mayStart(this.starts, text) ? this.#atStart.exec(text) : null) ??
      this.#search(text);
    if (match === null || this.#need === undefined) return match;
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

  #search(text: string): RegExpExecArray | null {
    if (this.#anywhere === undefined || !containsInOrder(text, this.literals)) return null;
    return this.#anywhere.exec(text);
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
    default:
      return false;
  }
}

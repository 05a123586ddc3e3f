/** The parse tree of a grok expression: what Onigmo would make of it, before anything is said in V8's dialect. */

import type { CharacterSet } from './characters.ts';

export type Conversion = 'int' | 'float';

/** Where a capture goes: a flat name with dots (`source.ip`), and what becomes of its text. */
export interface Field {
  readonly name: string;
  readonly conversion: Conversion | undefined;
}

export type Assertion =
  | 'lineStart'
  | 'lineEnd'
  | 'textStart'
  | 'textEnd'
  | 'textEndOrNewline'
  | 'wordBoundary'
  | 'notWordBoundary';

export type Node =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'any'; readonly newline: boolean }
  | { readonly kind: 'assertion'; readonly which: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly branches: readonly Node[] }
  | { readonly kind: 'capture'; readonly field: Field; readonly body: Node }
  | { readonly kind: 'atomic'; readonly body: Node }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Node }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly min: number;
      /** Infinity where there is no upper bound. */
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'backreference'; readonly name: string; readonly ignoreCase: boolean };

export function sequence(items: readonly Node[]): Node {
  const only = items.length === 1 ? items[0] : undefined;
  return only ?? { kind: 'sequence', items };
}

export function choice(branches: readonly Node[]): Node {
  const only = branches.length === 1 ? branches[0] : undefined;
  return only ?? { kind: 'choice', branches };
}

/** The fields of all captures, in the order in which they are written. */
export function capturedFields(node: Node): Field[] {
  switch (node.kind) {
    case 'capture':
      return [node.field, ...capturedFields(node.body)];
    case 'atomic':
    case 'look':
    case 'repeat':
      return capturedFields(node.body);
    case 'sequence':
      return node.items.flatMap(capturedFields);
    case 'choice':
      return node.branches.flatMap(capturedFields);
    default:
      return [];
  }
}

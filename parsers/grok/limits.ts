import { badPattern } from './scanner.ts';
import type { Node } from './tree.ts';

/** Characters of one expression or definition. */
export const charactersMost = 500_000;
/** Nodes of a tree, those of a definition counted at each reference: the largest standard definition has some 4,500. */
const nodesMost = 50_000;
/** Levels of a tree: all that work on it recurse. */
const levelsMost = 1000;

interface Size {
  readonly nodes: number;
  readonly levels: number;
}

const known = new WeakMap<Node, Size>();

/**
 * Definitions that name others many times over grow by powers; they are turned down before anybody walks through them.
 * @throws MillraceError `bad_pattern`
 */
export function checkSize(tree: Node, expression: string): void {
  const { nodes, levels } = sizeOf(tree);
  if (nodes > nodesMost)
    throw badPattern(
      'the pattern grows too large when its references are written out',
      expression,
      'use fewer of them',
    );
  if (levels > levelsMost)
    throw badPattern('the pattern is nested too deeply', expression, 'use fewer groups within groups');
}

/** Only goes as deep as one expression does: what it refers to has been measured before. */
function sizeOf(node: Node): Size {
  const before = known.get(node);
  if (before) return before;
  let nodes = 1;
  let levels = 0;
  for (const child of childrenOf(node)) {
    const size = sizeOf(child);
    nodes += size.nodes;
    levels = Math.max(levels, size.levels);
  }
  const size = { nodes, levels: levels + 1 };
  known.set(node, size);
  return size;
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.branches;
    case 'capture':
    case 'atomic':
    case 'look':
    case 'repeat':
      return [node.body];
    default:
      return [];
  }
}

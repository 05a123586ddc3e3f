import type { Node } from './tree.ts';

/**
 * Whether a capture stands in a loop without being taken in each of its turns: in one of several alternatives, or in something optional.
 * Only then can JavaScript, which forgets captures at the start of a turn, and Onigmo, which keeps them, have different fields.
 */
export function hasLoopCaptures(tree: Node): boolean {
  return visit(tree, false, false);
}

function visit(node: Node, inLoop: boolean, optional: boolean): boolean {
  switch (node.kind) {
    case 'capture':
      return (inLoop && optional) || visit(node.body, inLoop, optional);
    case 'atomic':
      return visit(node.body, inLoop, optional);
    case 'look':
      return visit(node.body, inLoop, true);
    case 'sequence':
      return node.items.some((item) => visit(item, inLoop, optional));
    case 'choice':
      return node.branches.some((branch) => visit(branch, inLoop, true));
    case 'repeat': {
      const loop = node.max > 1;
      return visit(node.body, inLoop || loop, inLoop && (optional || node.min === 0));
    }
    default:
      return false;
  }
}

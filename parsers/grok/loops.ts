import type { Node } from './tree.ts';

/**
 * Whether JavaScript, which forgets captures at the start of each turn of a loop, and Onigmo, which keeps them, can have different fields:
 * where a capture stands in a loop without being taken in each of its turns, or where the last turn may take nothing.
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
      const skipped = inLoop && node.min === 0;
      return visit(node.body, inLoop || loop, (inLoop && optional) || skipped || (loop && mayBeEmpty(node.body)));
    }
    default:
      return false;
  }
}

/**
 * Whether a turn of a loop may take nothing although it could take something. Onigmo then leaves the loop, JavaScript tries the turn
 * again: such a pattern can match other texts.
 */
export function hasEmptyTurns(tree: Node): boolean {
  switch (tree.kind) {
    case 'repeat':
      return (mayBeEmpty(tree.body) && prefersEmpty(tree.body)) || hasEmptyTurns(tree.body);
    case 'capture':
    case 'atomic':
    case 'look':
      return hasEmptyTurns(tree.body);
    case 'sequence':
      return tree.items.some(hasEmptyTurns);
    case 'choice':
      return tree.branches.some(hasEmptyTurns);
    default:
      return false;
  }
}

function mayBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'literal':
      return node.text === '';
    case 'set':
    case 'any':
      return false;
    case 'assertion':
    case 'look':
    case 'backreference':
      return true;
    case 'capture':
    case 'atomic':
      return mayBeEmpty(node.body);
    case 'repeat':
      return node.min === 0 || mayBeEmpty(node.body);
    case 'sequence':
      return node.items.every(mayBeEmpty);
    case 'choice':
      return node.branches.some(mayBeEmpty);
  }
}

/** Of what may be empty: whether that is tried before something that is not. */
function prefersEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'repeat':
      return (node.lazy && node.min === 0) || prefersEmpty(node.body);
    case 'capture':
    case 'atomic':
      return prefersEmpty(node.body);
    case 'sequence':
      return node.items.some(prefersEmpty);
    case 'choice':
      return node.branches.some(
        (branch, i) => prefersEmpty(branch) || (i < node.branches.length - 1 && mayBeEmpty(branch)),
      );
    default:
      return false;
  }
}

import type { Node } from './tree.ts';

/**
 * Whether a back reference may mean something else to V8 than to Onigmo: to a group that took nothing, where Onigmo fails and V8 takes
 * nothing; to a name that several groups have; to text in either case.
 */
export function hasForeignReferences(tree: Node): boolean {
  return visit(tree, new Set(), new Map());
}

/**
 * @param taken names whose group has surely taken something when the match gets here
 * @param groups how many groups have a name, of those that stand before
 */
function visit(node: Node, taken: Set<string>, groups: Map<string, number>): boolean {
  switch (node.kind) {
    case 'backreference':
      return node.ignoreCase || !taken.has(node.name) || groups.get(node.name) !== 1;
    case 'capture': {
      const { name } = node.field;
      groups.set(name, (groups.get(name) ?? 0) + 1);
      const found = visit(node.body, taken, groups);
      taken.add(name);
      return found;
    }
    case 'atomic':
      return visit(node.body, taken, groups);
    case 'sequence':
      return node.items.some((item) => visit(item, taken, groups));
    case 'choice':
      return node.branches.some((branch) => visit(branch, new Set(taken), groups));
    case 'look':
      return visit(node.body, node.negative || node.behind ? new Set(taken) : taken, groups);
    case 'repeat':
      return visit(node.body, node.min > 0 ? taken : new Set(taken), groups);
    default:
      return false;
  }
}

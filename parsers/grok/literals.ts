import type { Node } from './tree.ts';

/**
 * The longest text that every match must contain, or `''`. Looking for it first is a fraction of the cost of a failed attempt
 * at every position.
 */
export function requiredLiteral(tree: Node): string {
  const runs: string[] = [''];
  collect(tree, runs);
  return runs.reduce((best, run) => (run.length > best.length ? run : best), '');
}

/** Appends to the last run while texts adjoin, and begins a new run where something unknown comes between. */
function collect(node: Node, runs: string[]): void {
  switch (node.kind) {
    case 'literal':
      runs[runs.length - 1] += node.text;
      return;
    case 'sequence':
      for (const item of node.items) collect(item, runs);
      return;
    case 'capture':
    case 'atomic':
      collect(node.body, runs);
      return;
    case 'repeat':
      if (node.min > 0) {
        runs.push('');
        collect(node.body, runs);
      }
      runs.push('');
      return;
    // Takes no room, so what stands before and after it adjoins.
    case 'assertion':
      return;
    case 'look':
      return;
    case 'any':
    case 'backreference':
    case 'choice':
    case 'set':
      runs.push('');
  }
}

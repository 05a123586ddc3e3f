import type { Node } from './tree.ts';

/** More than these cost more to look for than they save. */
const most = 6;

/**
 * Texts that every match contains, in this order, none over another. A line in which one is missing is turned down for a fraction of the
 * cost of a failed attempt at every position.
 */
export function requiredLiterals(tree: Node): string[] {
  const runs: string[] = [''];
  collect(tree, runs);
  const found = runs.filter((run) => run !== '' && run !== ' ');
  if (found.length <= most) return found;
  // The longest say most; of equally long ones the later, since lines that are cut off lack those.
  const chosen = new Set(
    found
      .map((text, index) => ({ text, index }))
      .toSorted((a, b) => b.text.length - a.text.length || b.index - a.index)
      .slice(0, most)
      .map(({ index }) => index),
  );
  return found.filter((_, index) => chosen.has(index));
}

export function containsInOrder(text: string, literals: readonly string[]): boolean {
  let at = 0;
  for (let i = 0; i < literals.length; i++) {
    const literal = literals[i] as string;
    const found = text.indexOf(literal, at);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return true;
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
    case 'look':
      return;
    case 'any':
    case 'backreference':
    case 'choice':
    case 'set':
      runs.push('');
  }
}

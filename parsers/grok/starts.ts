import { asciiOf, type CharacterSet } from './characters.ts';
import type { Node } from './tree.ts';

const beyondAscii = 128;

/** Whether a match can begin with the character: an entry for each of ASCII, and one for all others. */
export type Starts = Uint8Array;

/** @returns undefined where a match may be empty, or begin with anything */
export function startsOf(tree: Node): Starts | undefined {
  const starts: Starts = new Uint8Array(beyondAscii + 1);
  return add(tree, starts) || starts.every((may) => may === 1) ? undefined : starts;
}

/** Whether a match can begin with the first character of the text. */
export function mayStart(starts: Starts, text: string): boolean {
  return text !== '' && starts[Math.min(text.charCodeAt(0), beyondAscii)] === 1;
}

/** Adds what the node may begin with. @returns whether it may be empty, so that what follows counts too */
function add(node: Node, starts: Starts): boolean {
  switch (node.kind) {
    case 'literal': {
      if (node.text === '') return true;
      const code = node.text.charCodeAt(0);
      starts[Math.min(code, beyondAscii)] = 1;
      return false;
    }
    case 'set':
      addSet(node.set, starts);
      return false;
    case 'any':
      starts.fill(1);
      if (!node.newline) starts[10] = 0;
      return false;
    case 'assertion':
    case 'look':
      return true;
    case 'backreference':
      starts.fill(1);
      return true;
    case 'capture':
    case 'atomic':
      return add(node.body, starts);
    case 'repeat':
      return add(node.body, starts) || node.min === 0;
    case 'choice':
      return node.branches.map((branch) => add(branch, starts)).some((empty) => empty);
    case 'sequence':
      return node.items.every((item) => add(item, starts));
  }
}

function addSet(set: CharacterSet, starts: Starts): void {
  const ranges = [...set.ranges, ...asciiOf(set.properties)];
  for (let code = 0; code < beyondAscii; code++) {
    if (ranges.some(([from, to]) => code >= from && code <= to) !== set.negated) starts[code] = 1;
  }
  if (set.negated || set.properties.length > 0 || set.ranges.some(([, to]) => to >= beyondAscii))
    starts[beyondAscii] = 1;
}

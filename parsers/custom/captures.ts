import type { FieldType } from '../../contracts/fields.ts';
import type { Conversion, Node } from '../grok/tree.ts';

/** The fields that an expression captures, and what the index is to take them for where nobody says it. */
export function capturesOf(tree: Node): Map<string, FieldType> {
  const captures = new Map<string, FieldType>();
  collect(tree, captures);
  return captures;
}

function collect(node: Node, captures: Map<string, FieldType>): void {
  if (node.kind === 'capture') {
    const { name, conversion } = node.field;
    const before = captures.get(name);
    const type = typeOf(conversion);
    captures.set(name, before === undefined || before === type ? type : 'keyword');
  }
  if ('body' in node) collect(node.body, captures);
  if ('items' in node) for (const item of node.items) collect(item, captures);
  if ('branches' in node) for (const branch of node.branches) collect(branch, captures);
}

function typeOf(conversion: Conversion | undefined): FieldType {
  if (conversion === 'int') return 'long';
  return conversion === 'float' ? 'double' : 'keyword';
}

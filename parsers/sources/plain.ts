import type { SourceDefinition } from '../source.ts';

/** Text as it is: no time, no fields. For whatever nobody has described yet. */
export const source: SourceDefinition = {
  type: 'plain',
  dataset: 'plain',
  title: 'Plain text, not parsed',
  patterns: [],
  fields: ['event.kind'],
  specificity: 0,
  constants: { 'event.kind': 'event' },
};

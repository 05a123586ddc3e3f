import { readJson } from '../families/json.ts';
import { openFieldNames, readOpenTime } from '../families/open-fields.ts';
import type { SourceDefinition } from '../source.ts';

/** A JSON object a line, of any program. */
export const source: SourceDefinition = {
  type: 'json',
  dataset: 'json',
  title: 'JSON lines',
  patterns: [],
  read: readJson,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: [], read: readOpenTime },
  fields: openFieldNames,
  openFields: true,
  specificity: 1,
  constants: { 'event.kind': 'event' },
};

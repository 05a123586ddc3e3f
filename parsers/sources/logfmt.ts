import { readLogfmt } from '../families/logfmt.ts';
import { openFieldNames, readOpenTime } from '../families/open-fields.ts';
import type { SourceDefinition } from '../source.ts';

/** `key=value` pairs, as Heroku, Prometheus, Grafana and many others write them. */
export const source: SourceDefinition = {
  type: 'logfmt',
  dataset: 'logfmt',
  title: 'logfmt (key=value pairs)',
  patterns: [],
  read: readLogfmt,
  timestamp: { field: 'timestamp', formats: [], read: readOpenTime },
  fields: openFieldNames,
  openFields: true,
  specificity: 1,
  // A lone `a=b` may stand anywhere.
  isTypical: ({ fields, timestamp }) =>
    fields['log.level'] !== undefined || (timestamp !== undefined && Object.keys(fields).length > 2),
  constants: { 'event.kind': 'event' },
};

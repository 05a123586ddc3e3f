import { mongoFields, mongoOwnFields } from '../families/mongodb.ts';
import { readMongoJson } from '../families/mongodb-json.ts';
import { readMongoText } from '../families/mongodb-text.ts';
import type { SourceDefinition } from '../source.ts';

/** MongoDB's server and router: JSON since 4.4, text before. */
export const source: SourceDefinition = {
  type: 'mongodb.log',
  dataset: 'mongodb.log',
  title: 'MongoDB (JSON since 4.4, text before)',
  patterns: [],
  read: (draft) => (draft.text.startsWith('{') ? readMongoJson(draft) : readMongoText(draft)),
  timestamp: { field: 'timestamp', formats: ['ISO8601', 'SYSLOG'] },
  multiline: {
    start: '^(?:\\{|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:)',
  },
  fields: mongoFields,
  ownFields: mongoOwnFields,
  specificity: 3,
  constants: { 'event.kind': 'event', 'service.type': 'mongodb' },
};

import { mongoFields, mongoOwnFields } from '../families/mongodb.ts';
import { readMongoJson } from '../families/mongodb-json.ts';
import { readMongoText } from '../families/mongodb-text.ts';
import type { SourceDefinition } from '../source.ts';

const ownThread =
  /^(?:initandlisten|listener|conn\d+|websvr|journal|clientcursormon|snapshotthread|interruptThread|signalProcessingThread|rs[A-Z]\w*|repl\w*|TTLMonitor|FileAllocator|DataFileSync|mongosMain|Balancer|cleanup\w*|thread\d+)$/;

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
  // Before 3.0 a line is a time and a word in brackets, which many programs write.
  isTypical: ({ fields }) =>
    fields['mongodb.log.component'] !== undefined || ownThread.test(String(fields['mongodb.log.context'])) || undefined,
  constants: { 'event.kind': 'event', 'service.type': 'mongodb' },
};

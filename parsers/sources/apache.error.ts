import { setSourceIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** Apache 2.4 (`[module:level] [pid …]`) and 2.2 (`[level]`). */
export const source: SourceDefinition = {
  type: 'apache.error',
  dataset: 'apache.error',
  title: 'Apache error log (2.2, 2.4)',
  definitions: {
    ERRORTIME: '[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}(?:\\.[0-9]+)? [0-9]{4}',
    DECIMAL: '[0-9]+',
    ERRORCLIENT: '[0-9A-Za-z_:.%-]+?',
    ERRORWHO: '\\[(?:client|remote) %{ERRORCLIENT:source.address}(?::%{DECIMAL:source.port:int})?\\] ',
    ERRORCODE: '(?:%{ERRORNUMBER:error.code}: )?',
    ERRORNUMBER: 'AH[0-9]+',
    ERRORLEVEL: '[a-z]+[0-9]?',
    ERRORSYSTEM: '\\([0-9]+\\)[^\\[:]+: ',
  },
  patterns: [
    '\\[%{ERRORTIME:timestamp}\\] \\[%{WORD:apache.error.module}?:%{ERRORLEVEL:log.level}\\] ' +
      '\\[pid %{DECIMAL:process.pid:int}(?::tid %{DECIMAL:process.thread.id:int})?\\] (?:\\[[a-z_]+\\.c\\([0-9]+\\)\\] )?' +
      '%{ERRORSYSTEM:prefix}?(?:%{ERRORWHO})?%{ERRORCODE}%{GREEDYDATA:message}',
    '\\[%{ERRORTIME:timestamp}\\] \\[%{ERRORLEVEL:log.level}\\] (?:%{ERRORWHO})?%{ERRORCODE}%{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['CTIME'] },
  multiline: { start: '^\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:' },
  fields: [
    'log.level',
    'process.pid',
    'process.thread.id',
    'source.address',
    'source.ip',
    'source.port',
    'error.code',
    'http.request.referrer',
    'event.kind',
    'event.category',
    'event.type',
  ],
  ownFields: { 'apache.error.module': { type: 'keyword', purpose: 'The module of Apache that logged it' } },
  specificity: 3,
  constants: { 'event.kind': 'event', 'event.category': ['web'], 'event.type': ['error'] },
  finish: finishError,
};

function finishError({ fields, aside }: Draft): void {
  setSourceIp(fields);
  const { message } = fields;
  if (typeof message !== 'string') return;
  const referrer = message.lastIndexOf(', referer: ');
  if (referrer >= 0) fields['http.request.referrer'] = message.slice(referrer + ', referer: '.length);
  // What the system said of it stands before the client in the line, and belongs to the message.
  const system = typeof aside.prefix === 'string' ? aside.prefix : '';
  fields.message = system + (referrer >= 0 ? message.slice(0, referrer) : message);
}

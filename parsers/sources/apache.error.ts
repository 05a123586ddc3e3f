import { setSourceIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const quiet = new Set(['notice', 'info', 'debug']);

/** Apache 2.4 (`[module:level] [pid …]`), also in the form of its documentation for threads, and 2.2 (`[level]`). */
export const source: SourceDefinition = {
  type: 'apache.error',
  dataset: 'apache.error',
  title: 'Apache error log (2.2, 2.4)',
  definitions: {
    ERRORTIME:
      '(?:[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}(?:\\.[0-9]+)? [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}(?:\\.[0-9]+)?)',
    DECIMAL: '[0-9]+',
    ERRORCLIENT: '[0-9A-Za-z_:.%-]+?',
    ERRORWHO: '\\[(?:client|remote) %{ERRORCLIENT:source.address}(?::%{DECIMAL:source.port:int})?\\] ',
    // Version 2.2 writes no port: the last group of an IPv6 address is none.
    ERRORWHOALONE: '\\[client %{ERRORADDRESS:source.address}\\] ',
    ERRORADDRESS: '[0-9A-Za-z_:.%-]+',
    ERRORCODE: '(?:%{ERRORNUMBER:error.code}: )?',
    ERRORNUMBER: '(?:AH|OSSL)[0-9]+',
    ERRORLEVEL: '(?:emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])',
    ERRORMODULE: '[0-9A-Za-z_]+',
    ERRORSYSTEM: '\\([0-9]+\\)[^\\[:\\n]+: ',
    ERRORPLACE: '%{ERRORFILE:log.origin.file.name}\\(%{DECIMAL:log.origin.file.line:int}\\)',
    ERRORFILE: '[\\w.-]+\\.[ch](?:pp|xx)?',
    ERRORID: '\\[[RC]:[^\\]\\n]*\\] ',
  },
  patterns: [
    '\\[%{ERRORTIME:timestamp}\\] \\[(?:-|%{ERRORMODULE:apache.error.module})?:%{ERRORLEVEL:log.level}\\] ' +
      '(?:\\[pid %{DECIMAL:process.pid:int}(?::tid %{DECIMAL:process.thread.id:int})?\\] )?(?:%{ERRORID}){0,2}(?:\\[?%{ERRORPLACE}\\]?:? )?' +
      '%{ERRORSYSTEM:prefix}?(?:%{ERRORWHO})?%{ERRORCODE}%{GREEDYDATA:message}',
    '\\[%{ERRORTIME:timestamp}\\] \\[%{ERRORLEVEL:log.level}\\] (?:%{ERRORWHOALONE})?%{ERRORCODE}%{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['CTIME', 'ISO8601'] },
  multiline: { start: '^\\[(?:[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d|\\d{4}-\\d\\d-\\d\\d) \\d\\d:' },
  fields: [
    'log.level',
    'log.origin.file.name',
    'log.origin.file.line',
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
  constants: { 'event.kind': 'event', 'event.category': ['web'] },
  finish: finishError,
};

function finishError({ fields, aside }: Draft): void {
  setSourceIp(fields);
  const level = String(fields['log.level']);
  fields['event.type'] = [quiet.has(level) || level.startsWith('trace') ? 'info' : 'error'];
  const { message } = fields;
  if (typeof message !== 'string') return;
  const referrer = message.lastIndexOf(', referer: ');
  if (referrer >= 0) fields['http.request.referrer'] = message.slice(referrer + ', referer: '.length);
  // What the system said of it stands before the client in the line, and belongs to the message.
  const system = typeof aside.prefix === 'string' ? aside.prefix : '';
  fields.message = system + (referrer >= 0 ? message.slice(0, referrer) : message);
}

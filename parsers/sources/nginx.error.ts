import { setSourceIp, splitRequest, splitUrl } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

// Nginx appends these in this order; each value that a client controls stands in quotes, with quotes inside escaped or not.
const contextPattern =
  /, client: (?<client>[^,]+)(?:, server: (?<server>[^,]*))?(?:, request: "(?<request>.*?)"(?=, (?:subrequest|upstream|host|referrer): "|$))?(?:, subrequest: "[^"]*")?(?:, upstream: "(?<upstream>[^"]*)")?(?:, host: "(?<host>[^"]*)")?(?:, referrer: "(?<referrer>[^"]*)")?$/s;

export const source: SourceDefinition = {
  type: 'nginx.error',
  dataset: 'nginx.error',
  title: 'Nginx error log',
  definitions: { NGINXTIME: '[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}', DECIMAL: '[0-9]+' },
  patterns: [
    '%{NGINXTIME:timestamp} \\[%{WORD:log.level}\\] %{DECIMAL:process.pid:int}#%{DECIMAL:process.thread.id:int}: ' +
      '(?:\\*%{DECIMAL:nginx.error.connection_id:int} )?%{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['SLASHED'] },
  multiline: { start: '^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[' },
  fields: [
    'log.level',
    'process.pid',
    'process.thread.id',
    'source.address',
    'source.ip',
    'http.request.method',
    'http.request.referrer',
    'http.version',
    'url.original',
    'url.path',
    'url.query',
    'url.domain',
    'event.kind',
    'event.category',
    'event.type',
  ],
  ownFields: {
    'nginx.error.connection_id': { type: 'long', purpose: "Nginx's number of the connection" },
    'nginx.error.server': { type: 'keyword', purpose: 'The server block' },
    'nginx.error.upstream': { type: 'keyword', purpose: 'The upstream that was asked', limitCharacters: 8191 },
  },
  specificity: 3,
  constants: { 'event.kind': 'event', 'event.category': ['web'], 'event.type': ['error'] },
  finish: takeContext,
};

function takeContext({ fields }: Draft): void {
  const { message } = fields;
  const from = typeof message === 'string' ? message.lastIndexOf(', client: ') : -1;
  if (typeof message !== 'string' || from < 0) return;
  const context = contextPattern.exec(message.slice(from))?.groups;
  if (!context) return;
  if (from > 0) fields.message = message.slice(0, from);
  const set = (name: string, value: string | undefined) => {
    if (value) fields[name] = value;
  };
  set('source.address', context.client);
  set('nginx.error.server', context.server);
  set('nginx.error.upstream', context.upstream);
  set('url.domain', context.host);
  set('http.request.referrer', context.referrer);
  if (context.request) splitRequest(fields, context.request);
  splitUrl(fields);
  setSourceIp(fields);
}

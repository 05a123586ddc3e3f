import { setSourceIp, splitRequest, splitUrl } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

// Nginx appends these in this order; each value that a client controls stands in quotes, with quotes inside escaped or not.
const contextPattern =
  /^, (?:udp )?client: (?<client>[^,\n]*)(?:, server: (?<server>[^,"\n]*))?(?:, login: "(?<login>[^"\n]*)")?(?:, request: "(?<request>[^\n]*?)"(?=, (?:subrequest|upstream|host|referrer): "|\n|$))?(?:, subrequest: "[^"\n]*")?(?:, upstream: "?(?<upstream>[^",\n]*)"?)?(?:, bytes from\/to client:(?<received>\d+)\/(?<sent>\d+), bytes from\/to upstream:\d+\/\d+)?(?:, host: "(?<host>[^"\n]*)")?(?:, referrer: "(?<referrer>[^"\n]*)")?(?<rest>\n[\s\S]*)?$/;
const contextStart = /, (?:udp )?client: /g;
/** `open() "…" failed (2: No such file or directory)`: the system's number of the error. */
const systemError = /\((\d{1,5}): [^()]*\)(?: |$)/;
const quiet = new Set(['notice', 'info', 'debug']);

export const source: SourceDefinition = {
  type: 'nginx.error',
  dataset: 'nginx.error',
  title: 'Nginx error log',
  definitions: {
    NGINXTIME: '[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}',
    DECIMAL: '[0-9]+',
    NGINXLEVEL: '(?:emerg|alert|crit|error|warn|notice|info|debug)',
  },
  patterns: [
    '%{NGINXTIME:timestamp} \\[%{NGINXLEVEL:log.level}\\] %{DECIMAL:process.pid:int}#%{DECIMAL:process.thread.id:int}: ' +
      '(?:\\*%{DECIMAL:nginx.error.connection_id:int} )?%{GREEDYDATA:message}',
    // What it prints when it starts, or tests its configuration
    'nginx: \\[%{NGINXLEVEL:log.level}\\] %{GREEDYDATA:message}',
    'nginx: (?=(?:the )?configuration file )%{GREEDYDATA:message}',
  ],
  timestamp: { field: 'timestamp', formats: ['SLASHED'] },
  multiline: { start: '^(?:\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[|nginx: )' },
  fields: [
    'log.level',
    'process.pid',
    'process.thread.id',
    'source.address',
    'source.ip',
    'source.bytes',
    'user.name',
    'error.code',
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
  constants: { 'event.kind': 'event', 'event.category': ['web'] },
  finish: takeContext,
};

function takeContext({ fields }: Draft): void {
  fields['event.type'] = [quiet.has(String(fields['log.level'])) ? 'info' : 'error'];
  const { message } = fields;
  if (typeof message !== 'string') return;
  const [from, context] = findContext(message);
  const said = from > 0 ? message.slice(0, from) : message;
  fields.message = said + (context?.rest ?? '');
  const code = systemError.exec(said.slice(0, 8192))?.[1];
  if (code !== undefined) fields['error.code'] = code;
  if (!context) return;
  const set = (name: string, value: string | undefined) => {
    if (value) fields[name] = value;
  };
  // A client on a Unix socket has no address.
  set('source.address', context.client);
  set('nginx.error.server', context.server);
  set('nginx.error.upstream', context.upstream);
  set('user.name', context.login);
  set('url.domain', context.host);
  set('http.request.referrer', context.referrer);
  if (context.received) fields['source.bytes'] = Number(context.received);
  if (context.request) splitRequest(fields, context.request);
  splitUrl(fields);
  setSourceIp(fields);
}

/**
 * The first place where all that follows is what Nginx appends: behind it stands the request, which a client fills with what it likes. What a
 * program behind Nginx printed may hold such words too, so that the search begins behind it.
 */
function findContext(message: string): [from: number, groups?: Readonly<Record<string, string | undefined>>] {
  const printed = message.includes('sent in stderr: "') ? message.lastIndexOf('" while ') : -1;
  const starts = Array.from(message.matchAll(contextStart), (match) => match.index).filter((from) => from > printed);
  // A line with many of them is somebody's attempt.
  for (const from of starts.slice(0, 4)) {
    const groups = contextPattern.exec(message.slice(from))?.groups;
    if (groups) return [from, groups];
  }
  return [-1];
}

import type { Dialect } from './dialect.ts';

/** What Node's programs write as text: winston's printf, log4js, NestJS, debug, pino-pretty, npm, the runtime's own warnings. */
export const node: Dialect = {
  language: 'node',
  definitions: {
    NODEUSTIME: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}, [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[ \\x{202F}][AP]M)?',
    NODEWORDS: '[^\\[\\]\\n]+',
    NODEUTC: '[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT',
    NODENAME: '[A-Za-z0-9@][\\w@./*-]*(?::[\\w@./*-]+)+',
    NODENPM: '(?:silly|verbose|info|http|timing|warn|error|notice)',
    NODEPACKAGE: '[^\\s/()]+',
    NODECODE: '[A-Z]{3,4}[0-9]{3,4}',
    NODEMS: '[0-9]+(?:\\.[0-9]+)?',
  },
  patterns: [
    // NestJS
    '\\[Nest\\] %{DECIMAL:process.pid:int} +- +(?:%{NODEUSTIME:timestamp}|%{APPTIME:timestamp}) +%{LEVEL} +(?:\\[%{NODEWORDS:log.logger}\\] +)?%{TAIL}',
    // log4js: `[2026-11-21T05:37:03.123] [INFO] default - …`
    '\\[%{APPTIME:timestamp}\\] \\[%{LEVEL}\\] %{APPLOGGER:log.logger} - %{TAIL}',
    // pino-pretty: `[05:37:03.123] INFO (name/812 on host): …`
    '\\[%{APPWHEN}\\] %{LEVEL} \\((?:%{NODEPACKAGE:service.name}/)?%{DECIMAL:process.pid:int}(?: on %{NODEPACKAGE:host.hostname})?\\): ?%{TAIL}',
    // debug, without colours: `2026-11-21T05:37:03.123Z express:router …`, and in its first versions
    '%{APPTIME:timestamp} %{NODENAME:log.logger} (?![=|])%{TAIL}',
    '%{NODEUTC:timestamp} %{NODENAME:log.logger} %{TAIL}',
    // winston's printf of its documentation: `${timestamp} [${label}] ${level}: ${message}`
    '%{APPTIME:timestamp} \\[%{NODEWORDS:log.logger}\\] (?=[a-z])%{LEVEL}: %{TAIL}',
    // npm: on the console, and in its debug logs
    'npm (?:(?i:%{NODENPM:log.level})|(?<log.level>ERR!))(?: %{GREEDYDATA:message})?',
    '%{DECIMAL} %{NODENPM:log.level} %{TAIL}',
    // The runtime: `(node:812) [DEP0005] DeprecationWarning: …`
    '\\((?:node|electron|bun):%{DECIMAL:process.pid:int}\\) (?:\\[%{APPID:event.code}\\] )?(?=[A-Z]\\w*(?<warning>Warning): )%{TAIL}',
    // What ends a program: the place first
    '(?=(?:file://)?/[^\\n:]+\\.[cm]?[jt]sx?:[0-9]+\\n)%{TAIL}',
    // morgan's `dev` and `tiny`
    '%{APPVERB:http.request.method} %{APPTARGET:url.original} %{APPSTATUS:http.response.status_code:int}(?: (?:-|%{DECIMAL:http.response.body.bytes:int}))? - %{NODEMS:duration_ms} ms',
    '%{APPVERB:http.request.method} %{APPTARGET:url.original} %{APPSTATUS:http.response.status_code:int} %{NODEMS:duration_ms} ms - (?:-|%{DECIMAL:http.response.body.bytes:int})',
  ],
  starts: ['\\[Nest\\]', '\\(node:\\d+\\)', 'npm [A-Za-z]+!? '],
};

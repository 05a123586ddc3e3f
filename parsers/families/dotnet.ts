import type { Dialect } from './dialect.ts';

/** The console of Microsoft.Extensions.Logging, Serilog, NLog, log4net. */
export const dotnet: Dialect = {
  language: 'dotnet',
  definitions: {
    NETSHORT: '(?:trce|dbug|info|warn|fail|crit)',
    NETSERILOG: '(?:VRB|DBG|INF|WRN|ERR|FTL)',
    NETNAME: '[A-Za-z_][\\w.`+<>,-]*',
    NETDASH: '(?:\\[[^\\]\\n]*\\] +)?',
  },
  patterns: [
    // `info: Microsoft.Hosting.Lifetime[14]` and the message under it, or behind it
    '(?:\\[?%{APPTIME:timestamp}\\]? ?)?%{NETSHORT:log.level}: %{NETNAME:log.logger}\\[%{DECIMAL:event.code}\\](?:\\n?(?<indented>%{GREEDYDATA}))?',
    // Serilog on the console and in files
    '\\[(?:%{APPTIME:timestamp}|%{APPCLOCK}) %{NETSERILOG:log.level}\\] (?:\\[?%{NETNAME:log.logger}\\]? (?=- |: )[-:] )?%{TAIL}',
    '%{APPTIME:timestamp} \\[%{NETSERILOG:log.level}\\] %{TAIL}',
    // NLog
    '%{APPTIME:timestamp}\\|(?:%{DECIMAL:event.code}\\|)?%{LEVEL}\\|%{NETNAME:log.logger}\\|%{TAIL}',
    // log4net: namespaces with capital letters
    '%{APPTIME:timestamp} \\[%{APPTHREAD:process.thread.name}\\] +%{LEVEL} +(?=[A-Z]\\w*\\.[A-Z])%{NETNAME:log.logger} +%{NETDASH}- %{TAIL}',
    '(?=Unhandled exception\\. |Unhandled Exception: )%{TAIL}',
  ],
  starts: [
    '(?:trce|dbug|info|warn|fail|crit)(?:\\x1b\\[[\\d;]*m)*: ',
    '\\[\\d\\d:\\d\\d:\\d\\d [A-Z]{3}\\]',
    'Unhandled [eE]xception',
  ],
};

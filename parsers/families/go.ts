import type { Dialect } from './dialect.ts';

/** The log package, zap, zerolog, logrus on a terminal, hclog, Gin, and what the runtime prints when it dies. */
export const go: Dialect = {
  language: 'go',
  definitions: {
    GOFILE: '[^\\s:\\[\\]()"=]+\\.go',
    GOPLACE: '%{GOFILE:log.origin.file.name}:%{DECIMAL:log.origin.file.line:int}',
    GOPREFIX: '[A-Za-z\\[(<][^\\n0-9]{0,40} ',
    GODATE: '[0-9]{4}/[0-9]{2}/[0-9]{2}',
    GOSTAMP: '%{GODATE} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?',
    GOGIN: '%{GODATE} - [0-9]{2}:[0-9]{2}:[0-9]{2}',
    GODURATION: '[0-9.]+(?:ns|µs|us|ms|s|m[0-9.]+s|h[0-9.ms]+)',
    GOLEVEL: '(?:DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL)',
    GOSHORT: '(?:TRC|DBG|INF|WRN|ERR|FTL|PNC)',
    GOKITCHEN: '[0-9]{1,2}:[0-9]{2}[AP]M',
    GONAME: '[A-Za-z_][\\w./-]*',
    GOSECONDS: '[0-9]{4}',
  },
  patterns: [
    // The log package with the place in the code, and with a prefix
    '%{GOPREFIX}?%{GOSTAMP:timestamp} %{GOPLACE}: ?%{TAIL}',
    // slog over the log package
    '%{GOPREFIX}?%{GOSTAMP:timestamp} %{GOLEVEL:log.level}(?:[+-]%{DECIMAL})? (?![\\[(]|[\\w$.]+(?: -|:) )%{TAIL}',
    // zap's console: columns between tabs
    '%{APPTIME:timestamp}\\t%{LEVEL}(?:\\t%{GONAME:log.logger})?\\t%{GOPLACE}\\t%{TAIL}',
    '%{APPTIME:timestamp}\\t%{LEVEL}(?:\\t%{GONAME:log.logger}(?=\\t[^{]))?\\t%{TAIL}',
    // zerolog's console
    '(?:%{APPTIME:timestamp}|%{GOKITCHEN}) %{GOSHORT:log.level} (?:%{GOPLACE} > )?%{TAIL}',
    // logrus on a terminal: seconds since the start
    '(?<log.level>TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\\[%{GOSECONDS}\\](?:%{GOPLACE})? *%{TAIL}',
    // hclog: Consul, Vault, Nomad, Terraform
    '(?=[0-9-]+T)%{APPTIME:timestamp} (?=\\[(?:(?:INFO|WARN)\\] |(?:ERROR|DEBUG|TRACE)\\]) )\\[%{LEVEL}\\] +(?:%{GOPLACE}: )?%{GONAME:log.logger}: %{TAIL}',
    // Gin
    '\\[GIN\\] %{GOGIN:timestamp} \\| +%{APPSTATUS:http.response.status_code:int} \\| +%{GODURATION:duration} \\| +%{APPADDRESS:source.address} \\| +%{APPVERB:http.request.method} +"%{APPTARGET:url.original}"(?:\\n%{GREEDYDATA})?',
    '\\[GIN-debug\\] (?:\\[%{LEVEL}\\] )?%{TAIL}',
    // etcd before it had zap
    '%{APPTIME:timestamp} %{LETTER} \\| %{GONAME:log.logger}: %{TAIL}',
    // The log package as it is
    '%{GOPREFIX}?%{GOSTAMP:timestamp} (?![\\[({|-]|(?:%{APPLEVEL})\\b)%{TAIL}',
    // What the runtime prints
    '(?=(?:panic|fatal error): )%{TAIL}',
    '(?=goroutine [0-9]+ (?:gp=\\w+ m=\\w+(?: mp=\\w+)? )?\\[[^\\]\\n]*\\]:\\n)%{TAIL}',
  ],
  starts: [
    'panic: ',
    'fatal error: ',
    '\\[GIN',
    '(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\\[\\d{4}\\]',
    '\\d{1,2}:\\d\\d[AP]M [A-Z]{3} ',
  ],
};

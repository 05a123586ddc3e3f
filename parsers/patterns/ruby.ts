import type { PatternGroup } from './group.ts';

/** Ruby's Logger: `I, [2026-11-21T10:00:00.123456 #4242]  INFO -- program: message`. */
export const ruby: PatternGroup = {
  shared: { RUBY_LOGLEVEL: '(?:DEBUG|FATAL|ERROR|WARN|INFO)' },
  ecs: {
    RUBY_LOGGER:
      '[DFEWI], \\[%{TIMESTAMP_ISO8601:timestamp} #%{POSINT:[process][pid]:int}\\] *%{RUBY_LOGLEVEL:[log][level]} ' +
      '-- +%{DATA:[process][name]}: %{GREEDYDATA:message}',
  },
  legacy: {
    RUBY_LOGGER:
      '[DFEWI], \\[%{TIMESTAMP_ISO8601:timestamp} #%{POSINT:pid}\\] *%{RUBY_LOGLEVEL:loglevel} ' +
      '-- +%{DATA:progname}: %{GREEDYDATA:message}',
  },
};

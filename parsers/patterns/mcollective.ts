import type { PatternGroup } from './group.ts';

/** The Marionette Collective, which logs through Ruby's Logger; of its lines only what all have in common. */
export const mcollective: PatternGroup = {
  shared: { MCOLLECTIVEAUDIT: '%{TIMESTAMP_ISO8601:timestamp}:' },
  ecs: {
    MCOLLECTIVE:
      '., \\[%{TIMESTAMP_ISO8601:timestamp} #%{POSINT:[process][pid]:int}\\]%{SPACE}%{LOGLEVEL:[log][level]}',
  },
  legacy: {
    MCOLLECTIVE: '., \\[%{TIMESTAMP_ISO8601:timestamp} #%{POSINT:pid}\\]%{SPACE}%{LOGLEVEL:event_level}',
  },
};

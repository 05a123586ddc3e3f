import type { PatternGroup } from './group.ts';

/** PostgreSQL with `log_line_prefix = '%t %u %c %p'`: time, zone, user, session, process. */
export const postgresql: PatternGroup = {
  ecs: {
    POSTGRESQL:
      '%{DATESTAMP:timestamp} %{TZ:[event][timezone]} %{DATA:[user][name]} ' +
      '%{GREEDYDATA:[postgresql][log][connection_id]} %{POSINT:[process][pid]:int}',
  },
  legacy: {
    POSTGRESQL: '%{DATESTAMP:timestamp} %{TZ} %{DATA:user_id} %{GREEDYDATA:connection_id} %{POSINT:pid}',
  },
};

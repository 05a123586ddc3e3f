import type { PatternGroup } from './group.ts';

/** A request as Rails 3 and later log it, over several lines: Started, Processing, whatever the application says, Completed. */

const railsTime = '%{YEAR}-%{MONTHNUM}-%{MONTHDAY} %{HOUR}:%{MINUTE}:%{SECOND} %{ISO8601_TIMEZONE}';
// Whole lines, up to the one that closes the request.
const explanation = '(?:(?!Completed )[^\\n]*\\n)*';

export const rails: PatternGroup = {
  shared: {
    RUUID: '[0-9A-Fa-f]{32}',
  },
  ecs: {
    RCONTROLLER: '(?<[rails][controller][class]>[^#\\s]+)#(?<[rails][controller][action]>\\w+)',
    RAILS3HEAD:
      'Started %{WORD:[http][request][method]} "%{URIPATHPARAM:[url][original]}" for %{IPORHOST:[source][address]} ' +
      `at (?<timestamp>${railsTime})`,
    RPROCESSING:
      '\\W*Processing by %{RCONTROLLER} as (?<[rails][request][format]>\\S+)' +
      '(?:\\W*Parameters: \\{%{DATA:[rails][request][params]}\\}\\W*)?',
    RAILS3PROFILE:
      '(?:\\(Views: %{NUMBER:[rails][request][duration][view]:float}ms \\| ' +
      'ActiveRecord: %{NUMBER:[rails][request][duration][active_record]:float}ms' +
      '|\\(ActiveRecord: %{NUMBER:[rails][request][duration][active_record]:float}ms)?',
    RAILS3FOOT:
      'Completed %{POSINT:[http][response][status_code]:int}%{DATA} ' +
      'in %{NUMBER:[rails][request][duration][total]:float}ms %{RAILS3PROFILE}%{GREEDYDATA}',
    RAILS3: `%{RAILS3HEAD}(?:%{RPROCESSING})?(?<[rails][request][explain][original]>${explanation})(?:%{RAILS3FOOT})?`,
  },
  legacy: {
    RCONTROLLER: '(?<controller>[^#\\s]+)#(?<action>\\w+)',
    RAILS3HEAD: `Started %{WORD:verb} "%{URIPATHPARAM:request}" for %{IPORHOST:clientip} at (?<timestamp>${railsTime})`,
    RPROCESSING: '\\W*Processing by %{RCONTROLLER} as (?<format>\\S+)(?:\\W*Parameters: \\{%{DATA:params}\\}\\W*)?',
    RAILS3PROFILE:
      '(?:\\(Views: %{NUMBER:viewms}ms \\| ActiveRecord: %{NUMBER:activerecordms}ms' +
      '|\\(ActiveRecord: %{NUMBER:activerecordms}ms)?',
    RAILS3FOOT: 'Completed %{NUMBER:response}%{DATA} in %{NUMBER:totalms}ms %{RAILS3PROFILE}%{GREEDYDATA}',
    RAILS3: `%{RAILS3HEAD}(?:%{RPROCESSING})?(?<context>${explanation})(?:%{RAILS3FOOT})?`,
  },
};

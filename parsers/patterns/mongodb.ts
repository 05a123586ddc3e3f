import type { PatternGroup } from './group.ts';

/** MongoDB up to 4.2, which still wrote text: https://www.mongodb.com/docs/v4.2/reference/log-messages/. */
export const mongodb: PatternGroup = {
  shared: {
    MONGO_QUERY: '\\{.*?\\}(?= ntoreturn:)',
    MONGO_WORDDASH: '\\b[\\w-]+\\b',
    MONGO3_SEVERITY: '\\w',
  },
  ecs: {
    MONGO_LOG: '%{SYSLOGTIMESTAMP:timestamp} \\[%{WORD:[mongodb][component]}\\] %{GREEDYDATA:message}',
    // query db.collection query: { … } ntoreturn:0 ntoskip:0 nscanned:9 … nreturned:1 … 234ms
    MONGO_SLOWQUERY:
      '%{WORD:[mongodb][profile][op]} %{MONGO_WORDDASH:[mongodb][database]}\\.%{MONGO_WORDDASH:[mongodb][collection]} ' +
      '%{WORD}: %{MONGO_QUERY:[mongodb][query][original]} ntoreturn:%{NONNEGINT:[mongodb][profile][ntoreturn]:int} ' +
      'ntoskip:%{NONNEGINT:[mongodb][profile][ntoskip]:int} nscanned:%{NONNEGINT:[mongodb][profile][nscanned]:int}.*? ' +
      'nreturned:%{NONNEGINT:[mongodb][profile][nreturned]:int}.*? %{INT:[mongodb][profile][duration]:int}ms',
    MONGO3_COMPONENT: '%{WORD}',
    MONGO3_LOG:
      '%{TIMESTAMP_ISO8601:timestamp} %{MONGO3_SEVERITY:[log][level]} (?:-|%{MONGO3_COMPONENT:[mongodb][component]})' +
      '%{SPACE}(?:\\[%{DATA:[mongodb][context]}\\])? %{GREEDYDATA:message}',
  },
  legacy: {
    MONGO_LOG: '%{SYSLOGTIMESTAMP:timestamp} \\[%{WORD:component}\\] %{GREEDYDATA:message}',
    MONGO_SLOWQUERY:
      '%{WORD} %{MONGO_WORDDASH:database}\\.%{MONGO_WORDDASH:collection} %{WORD}: %{MONGO_QUERY:query} ' +
      'ntoreturn:%{NONNEGINT:ntoreturn} ntoskip:%{NONNEGINT:ntoskip} nscanned:%{NONNEGINT:nscanned}.*? ' +
      'nreturned:%{NONNEGINT:nreturned}.*? (?<duration>[0-9]+)ms',
    MONGO3_COMPONENT: '(?:%{WORD}|-)',
    MONGO3_LOG:
      '%{TIMESTAMP_ISO8601:timestamp} %{MONGO3_SEVERITY:severity} %{MONGO3_COMPONENT:component}%{SPACE}' +
      '(?:\\[%{DATA:context}\\])? %{GREEDYDATA:message}',
  },
};

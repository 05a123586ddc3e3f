import type { PatternGroup } from './group.ts';

/** Redis before 3.0 in its log, and what the command MONITOR prints: https://redis.io/docs/latest/commands/monitor/. */
export const redis: PatternGroup = {
  shared: { REDISTIMESTAMP: '%{MONTHDAY} %{MONTH} %{TIME}' },
  ecs: {
    REDISLOG: '\\[%{POSINT:[process][pid]:int}\\] %{REDISTIMESTAMP:timestamp} \\*',
    REDISMONLOG:
      '%{NUMBER:timestamp} \\[%{INT:[redis][database][id]} %{IP:[client][ip]}:%{POSINT:[client][port]:int}\\] ' +
      '"%{WORD:[redis][command][name]}" ?%{GREEDYDATA:[redis][command][args]}',
  },
  legacy: {
    REDISLOG: '\\[%{POSINT:pid}\\] %{REDISTIMESTAMP:timestamp} \\* ',
    REDISMONLOG:
      '%{NUMBER:timestamp} \\[%{INT:database} %{IP:client}:%{NUMBER:port}\\] "%{WORD:command}" ?%{GREEDYDATA:params}',
  },
};

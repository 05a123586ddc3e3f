import type { PatternGroup } from './group.ts';

/** Squid's native access log: `time elapsed client result/status bytes method url user hierarchy/peer type`. */
export const squid: PatternGroup = {
  ecs: {
    // 0 or 000 where there was no answer to give a status.
    SQUID3_STATUS: '(?:%{POSINT:[http][response][status_code]:int}|0+)',
    SQUID3:
      '%{NUMBER:timestamp}\\s+%{NUMBER:[squid][request][duration]:int}\\s%{IP:[source][ip]}\\s' +
      '%{WORD:[event][action]}/%{SQUID3_STATUS}\\s%{INT:[http][response][bytes]:int}\\s' +
      '%{WORD:[http][request][method]}\\s%{NOTSPACE:[url][original]}\\s(?:-|%{NOTSPACE:[user][name]})\\s' +
      '%{WORD:[squid][hierarchy_code]}/(?:-|%{IPORHOST:[destination][address]})\\s' +
      '(?:-(?!\\S)|%{NOTSPACE:[http][response][mime_type]})',
  },
  legacy: {
    SQUID3:
      '%{NUMBER:timestamp}\\s+%{NUMBER:duration}\\s%{IP:client_address}\\s%{WORD:cache_result}/' +
      '%{NONNEGINT:status_code}\\s%{NUMBER:bytes}\\s%{WORD:request_method}\\s%{NOTSPACE:url}\\s%{NOTSPACE:user}\\s' +
      '%{WORD:hierarchy_code}/(?:-|%{IPORHOST:server})\\s%{NOTSPACE:content_type}',
  },
};

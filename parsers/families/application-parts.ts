/** What the lines of all programs are made of: a time, a level, a logger, a thread, the place in the code, the message. */
export const applicationParts: Readonly<Record<string, string>> = {
  APPDATE: '(?:[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{2}|[0-9]{2}[-/ ][A-Z][a-z]{2}[-/ ][0-9]{4})',
  APPCLOCK: '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9})?',
  APPZONE:
    '(?: ?(?:Z\\b|[+-][0-9]{2}:?[0-9]{2}\\b|(?:UTC|GMT|[CEMW]ES?T|[ACEMP][SD]T|[BHIJKM]ST|MSK|SGT|HKT|AE[SD]T|NZ[SD]T)\\b)|[+-][0-9]{2}(?![0-9-]))',
  APPTIME: '%{APPDATE}(?:[T ]|, | +)(?:%{APPCLOCK}|[0-9]{2}:[0-9]{2}(?![0-9:]))%{APPZONE}?',
  APPWHEN: '(?:%{APPTIME:timestamp}|%{APPCLOCK})',
  APPLEVEL:
    '(?i:trace|debug|information|info|notice|warning|warn|error|err|critical|crit|fatal|severe|alert|emergency|emerg|panic|dpanic|config|finest|finer|fine|verbose|success|inf|wrn|dbg|vrb|ftl|trc|pnc|log|silly)',
  LEVEL: '%{APPLEVEL:log.level}',
  APPLETTER: '[DIWEFTCNP]',
  LETTER: '%{APPLETTER:log.level}',
  APPLOGGER: '[A-Za-z_][\\w$./-]*(?:\\[[^\\]\\n]*\\])?',
  // With a class at its end, as languages with packages have it.
  APPCLASSPATH: '(?:[a-z_][\\w-]*\\.)+[A-Z][\\w$]*(?:\\.[\\w$]+)*',
  APPMODULE: '[a-z_]\\w*(?:\\.[A-Za-z_]\\w*)*',
  APPTHREAD: '[^\\[\\]\\n]+(?:\\[[^\\]\\n]*\\][^\\[\\]\\n]*)*',
  APPCLASS: '[\\w$.]+',
  APPMETHOD: '[A-Za-z_$][\\w$]*(?:\\.[\\w$<>]+)+',
  APPFUNCTION: '[\\w<>$]+',
  APPFILE: '[\\w$.-]+',
  APPPATH: '[^\\s:\\[\\]()"]+',
  APPID: '[0-9A-Za-z-]+',
  APPADDRESS: '[0-9A-Za-z_.:%-]+?',
  APPVERB: '[A-Z]{3,10}',
  APPTARGET: '[^\\s"]+',
  APPVERSION: '[0-9](?:\\.[0-9])?',
  APPSTATUS: '[1-5][0-9]{2}',
  DECIMAL: '[0-9]+',
  APPQUOTED: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
  APPBRACKETS: '\\[[^\\[\\]\\n]*\\]',
  TAIL: '%{GREEDYDATA:message}',
  APPREQUEST:
    '"%{APPVERB:http.request.method} %{APPTARGET:url.original}(?: HTTP/%{APPVERSION:http.version})?" %{APPSTATUS:http.response.status_code:int}',
};

const levelWords =
  'trace debug information info notice warning warn error err critical crit fatal severe alert emergency emerg panic dpanic config finest finer fine verbose success inf wrn dbg vrb ftl trc pnc log silly'.split(
    ' ',
  );

/** `info`, `Info`, `INFO`. Nobody writes another case, and `(?i:…)` is ten times as much expression. */
function inAnyCase(word: string): string {
  const [first = '', rest] = [word.slice(0, 1), word.slice(1)];
  return `[${first.toUpperCase()}${first}](?:${rest}|${rest.toUpperCase()})`;
}

/** What the lines of all programs are made of: a time, a level, a logger, a thread, the place in the code, the message. */
export const applicationParts: Readonly<Record<string, string>> = {
  APPDATE: '(?:[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{2}|[0-9]{2}[-/ ][A-Z][a-z]{2}[-/ ][0-9]{4})',
  APPCLOCK: '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9})?',
  APPZONE:
    '(?: ?(?:Z\\b|[+-][0-9]{2}:?[0-9]{2}\\b|(?:UTC|GMT|[CEMW]ES?T|[ACEMP][SD]T|[BHIJKM]ST|MSK|SGT|HKT|AE[SD]T|NZ[SD]T)\\b)|[+-][0-9]{2}(?![0-9-]))',
  APPTIME: '%{APPDATE}(?:[T ]|, | +)(?:%{APPCLOCK}|[0-9]{2}:[0-9]{2}(?![0-9:]))%{APPZONE}?',
  APPCOMPACT: '[0-9]{8}[-T ]?[0-9]{2}:?[0-9]{2}:?[0-9]{2}(?:[.,:][0-9]{1,9})?',
  APPYEARLESS: '[0-9]{2}-[0-9]{2} %{APPCLOCK}',
  APPWHEN: '(?:%{APPTIME:timestamp}|%{APPCLOCK})',
  APPLEVEL: `(?:${levelWords.map(inAnyCase).join('|')})`,
  LEVEL: '%{APPLEVEL:log.level}',
  APPLETTER: '[DIWEFTCNP]',
  LETTER: '%{APPLETTER:log.level}',
  // Between columns: no character of it can be the end of what stands before.
  APPSPLIT: '(?: +(?:[|:-] *)?|[|:] *)',
  APPLOGGER: '[A-Za-z_][\\w$./-]*(?:\\[[^\\]\\n]*\\][\\w$./-]*)*',
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

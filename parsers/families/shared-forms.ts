/** What programs of any language write: it tells a time and a level, and nothing about where it comes from. In order. */
export const sharedForms: readonly string[] = [
  // A bare trace: what a program prints that does not log
  '(?=(?:Exception in thread "[^"\\n]*" |Uncaught )?(?:[A-Z][a-z]|[A-Z]{2,}[a-z]|[a-z_$][\\w$]*\\.)[\\w$.]*(?: \\[\\w+\\])?(?::[^\\n]*)?\\n(?:[^\\n]*\\n)*?[ \\t]+at )%{TAIL}',
  // Android's logcat
  '%{APPYEARLESS:timestamp} +%{DECIMAL:process.pid:int} +%{DECIMAL:process.thread.id:int} (?<log.level>[VDIWEFA]) (?<log.logger>[^:\\n]*[^:\\s])\\s*: ?%{TAIL}',
  // A date without dashes
  '%{APPCOMPACT:timestamp}[ |,]+(?:\\[?%{LEVEL}\\]?[ |:]+)?%{TAIL}',
  // MySQL and MariaDB
  '%{APPTIME:timestamp} +%{DECIMAL:process.thread.id:int} \\[(?<log.level>System|Note|Warning|ERROR)\\] (?:\\[(?<event.code>MY-[0-9]+)\\] \\[%{APPLOGGER:log.logger}\\] )?%{TAIL}',
  // Servers in many languages have their requests between their own lines, in the form of web servers.
  '%{APPADDRESS:source.address} - [^\\s\\[\\]"]+ \\[(?<timestamp>[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} [+-][0-9]{4})\\] %{APPREQUEST} (?:-|%{DECIMAL:http.response.body.bytes:int})' +
    '(?: "(?:-|(?<http.request.referrer>%{APPQUOTED}))" "(?:-|(?<user_agent.original>%{APPQUOTED}))"(?: [^\\n]*)?)?',
  // A logger before the message: `TIME LEVEL logger - …`, `TIME LEVEL logger: …`, `TIME [LEVEL] logger: …`
  '%{APPWHEN}[ \\t,:|-]+[\\[(<|]?%{LEVEL}(?: *[\\])>|])?[ \\t:|-]+%{APPLOGGER:log.logger}(?::%{DECIMAL:log.origin.file.line:int})?(?: +-|:) %{TAIL}',
  // The logger before the level, in capitals: else any word before an error would do
  '%{APPWHEN}%{APPSPLIT}\\[?%{APPLOGGER:log.logger}\\]?%{APPSPLIT}\\[?(?=[A-Z]{2})%{LEVEL}(?: *\\])?[ |:-]+%{TAIL}',
  // The logger in brackets
  '%{APPWHEN} +%{LEVEL} +\\[%{APPLOGGER:log.logger}\\][:-]? +%{TAIL}',
  // `time=… level=… msg=…`, whatever stands between and behind
  '(?:time|ts|t)="?%{APPTIME:timestamp}"? (?:[\\w.]+=(?:"%{APPQUOTED}"|[^\\s"]*) )*?(?:level|lvl)="?%{LEVEL}"? (?:[\\w.]+=(?:"%{APPQUOTED}"|[^\\s"]*) )*?(?:msg="%{APPQUOTED:message}"(?: %{GREEDYDATA})?|(?:msg=)?%{TAIL})',
  '[\\[(<]?%{APPWHEN}[\\])>]?[ \\t,:|-]*[\\[(<| \\t,:-]%{LEVEL}(?: *[\\])>|])?(?:[ \\t:|,-]+|(?=\\n)|$)%{TAIL}?',
  '[\\[(<]?%{LEVEL}(?: *[\\])>])?(?: *[:|-])? *[\\[(]?%{APPWHEN}[\\])]?[ :|-]+%{TAIL}',
  '(?:\\[%{LEVEL} *\\]:?|%{LEVEL}:) +%{TAIL}',
  '[\\[(<]?%{APPTIME:timestamp}[\\])>]?(?:,? +|[\\t:|-]+)%{TAIL}',
];

const levels = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|CONFIG|FINE|FINER|FINEST';

/** How events begin, as regular expressions: a time or a level. Traces, and messages of several lines, belong to what is before. */
export const sharedStarts: readonly string[] = [
  '(?:(?:time|ts|t)="?|[A-Z], )?[[(<]?(?:\\d{4}[-/]\\d\\d[-/]\\d\\d|\\d\\d/\\d\\d/\\d\\d|\\d\\d[-/ ][A-Z][a-z]{2}[-/ ]\\d{4})(?:[T :]|, | - )\\d\\d:\\d\\d',
  '\\[?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d|\\] | \\[[^\\]]+\\] [A-Z]+ | (?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\b)',
  '(?:level|lvl|ts)=\\S',
  '\\d{2}-\\d{2} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} +\\d+ +\\d+ [A-Z] ',
  '\\d{8}[-T ]?\\d\\d:?\\d\\d:?\\d\\d[.,:| ]',
  '\\[(?:trace|debug|info|notice|warn|warning|error|critical|fatal)\\][: ]',
  `\\[?(?:${levels}) *\\] *[^\\s:]`,
];

/** Where the level comes first in the line. Java's loggers put such a line under the one with the time. */
export const levelStart = `(?:${levels})\\b[: ]`;

import type { Dialect } from './dialect.ts';

/** Ruby's Logger, the lines of a request in Rails, Puma, Sidekiq. */
export const ruby: Dialect = {
  language: 'ruby',
  definitions: {
    RUBYLEVEL: '(?:DEBUG|INFO|WARN|ERROR|FATAL|UNKNOWN|ANY)',
    RUBYTAGS: '(?:\\[%{RUBYID:http.request.id}\\] )?(?:\\[[^\\]\\n]*\\] )*',
    RUBYID: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    RUBYHEAD:
      '(?:[DIWEFAU], \\[%{APPTIME:timestamp} #%{DECIMAL:process.pid:int}\\] +%{RUBYLEVEL:log.level} -- (?:%{RUBYPROGRAM:process.name})?: )?%{RUBYTAGS}',
    RUBYPROGRAM: '[^:\\n]+(?:::[^:\\n]+)*',
    RUBYNAME: '[A-Z]\\w*(?:::[A-Z]\\w*)*',
    RUBYSTAMP: '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}',
    RUBYMS: '[0-9]+(?:\\.[0-9]+)?',
    RUBYACTION: '[\\w!?]+',
    RUBYPATH: '[^\\s:()"]+',
  },
  patterns: [
    '%{RUBYHEAD}(?<message>Started %{APPVERB:http.request.method} "(?<url.original>[^"\\n]*)" for %{APPADDRESS:source.address} at (?:%{RUBYSTAMP:request_time}|[^\\n]*))',
    '%{RUBYHEAD}(?<message>Processing by %{RUBYNAME:rails.controller}#%{RUBYACTION:rails.action} as (?:%{NOTSPACE:rails.format})?)',
    '%{RUBYHEAD}(?<message>Completed %{APPSTATUS:http.response.status_code:int}(?: [^\\n(]*?)? in %{RUBYMS:duration_ms}ms(?: \\((?<timings>[^\\n]*)\\))?)\\s*',
    '%{RUBYHEAD}(?<message> *(?:Parameters: \\{|Rendering |Rendered |Redirected to |Sent (?:file|data) |Filter chain halted |Can\'t verify CSRF |Unpermitted parameters?: |↳ |CACHE |TRANSACTION |\\[ActiveJob\\] |\\[Action ?Cable\\] |(?:Read|Write|Delete|Exist|Fetch) fragment |Enqueued |Performing |Performed |Successfully upgraded |Finished ")%{GREEDYDATA})',
    '%{RUBYHEAD}(?<message> *(?:%{RUBYNAME} (?:Load|Exists\\??|Create|Update|Destroy|Count|Pluck|Sum|Maximum|Minimum|Insert|Upsert|Bulk Insert|Delete All|Update All|Average) \\(|SQL \\()%{GREEDYDATA})',
    // An exception as the log of a request has it
    '%{RUBYHEAD}(?=(?:[ \\t]*\\n)?[ \\t]*%{RUBYNAME}(?: \\([^\\n]*\\))?:?[ \\t]*\\n(?:[^\\n]*\\n)??[ \\t]*(?:from )?[^\\s:]+:[0-9]+:in )%{TAIL}',
    '%{RUBYHEAD}(?=%{RUBYNAME} \\([^\\n]*\\):\\s*$)%{TAIL}',
    // What Logger writes, whoever uses it
    '[DIWEFAU], \\[%{APPTIME:timestamp} #%{DECIMAL:process.pid:int}\\] +%{RUBYLEVEL:log.level} -- (?:%{RUBYPROGRAM:process.name})?: %{RUBYTAGS}%{TAIL}',
    '\\[%{RUBYID:http.request.id}\\] (?:\\[[^\\]\\n]*\\] )*%{TAIL}',
    // Sidekiq: `2026-11-21T05:37:03.123Z pid=812 tid=x class=HardJob jid=y INFO: start`, and `2026-… 812 TID-x HardJob JID-y INFO: start`
    '%{APPTIME:timestamp} (?:pid=)?%{DECIMAL:process.pid:int} (?:tid=|TID-)%{WORD}(?: %{NOTSPACE})*? %{LEVEL}: %{TAIL}',
    // Puma
    '\\[%{DECIMAL:process.pid:int}\\] (?=[*!+-] )%{TAIL}',
    '(?=(?:=> |\\* (?:Puma|Min|Max|Environment|PID|Listening|Ruby)|Puma starting|Use Ctrl-C))%{TAIL}',
    // What ends a program: `app.rb:3:in 'run': no (RuntimeError)`
    "(?=[^\\s:]+:[0-9]+:in [`'][^'\\n]*': [^\\n]*\\(%{RUBYNAME}\\)(?:\\n|$))%{TAIL}",
    '(?=%{RUBYNAME} \\([^\\n]*\\):?\\s*\\n)%{TAIL}',
    '(?=%{RUBYNAME}: [^\\n]*\\n[ \\t]*(?:from )?[^\\s:]+:[0-9]+:in )%{TAIL}',
  ],
  starts: ['Started [A-Z]+ "', 'Processing by ', 'Completed \\d{3} ', '\\[[0-9a-f]{8}-[0-9a-f]{4}-'],
};

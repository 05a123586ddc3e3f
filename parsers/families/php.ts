import type { Dialect } from './dialect.ts';

/** PHP's own error log, PHP-FPM's, Monolog's line format as Laravel and Symfony use it. */
export const php: Dialect = {
  language: 'php',
  definitions: {
    PHPTIME:
      '[0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?: [A-Za-z][\\w+/-]*(?:/[\\w+-]+)*)?',
    PHPLEVEL:
      '(?:Fatal error|Parse error|Warning|Notice|Deprecated|Strict Standards|Recoverable fatal error|Catchable fatal error|Core error|Core warning|Compile error|Compile warning|Startup|Unknown error)',
    PHPFPMLEVEL: '(?:DEBUG|NOTICE|WARNING|ERROR|ALERT)',
    PHPCHANNEL: '[\\w. -]+?',
    PHPMONOLOG: '(?:DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY)',
  },
  patterns: [
    '(?:\\[%{PHPTIME:timestamp}\\] )?PHP (?:%{PHPLEVEL:log.level}): +%{TAIL}',
    '\\[%{PHPTIME:timestamp}\\] %{PHPFPMLEVEL:log.level}: (?:\\[pool (?<php.fpm.pool>[^\\]\\n]+)\\] )?(?:(?=child %{DECIMAL:process.pid:int} )|child %{DECIMAL:process.pid:int}, )?%{TAIL}',
    '\\[%{APPTIME:timestamp}\\] %{PHPCHANNEL:log.logger}\\.%{PHPMONOLOG:log.level}: %{TAIL}',
    '(?=(?:PHP +[0-9]+\\. |PHP Stack trace:|\\[stacktrace\\]|Stack trace:|#[0-9]+ ))%{TAIL}',
    // error_log() of a program
    '\\[%{PHPTIME:timestamp}\\] %{TAIL}',
  ],
};

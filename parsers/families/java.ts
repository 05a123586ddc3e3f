import type { Dialect } from './dialect.ts';

/** Logback, Log4j, java.util.logging, and what servers and frameworks on the JVM make of them. */
export const java: Dialect = {
  language: 'java',
  definitions: {
    JAVATRACE: '[0-9a-f]{16,32}',
    JAVASPAN: '[0-9a-f]{16}',
    // A trace is no thread.
    JAVATHREAD: '(?![0-9a-f]{16,32}-)(?=[^\\s\\]])%{APPTHREAD:process.thread.name}',
    JAVASERVICE: '[^\\[\\],\\n]+',
    JAVAWHERE:
      '\\(%{APPFILE:log.origin.file.name}:(?:%{APPFUNCTION:log.origin.function}\\()?%{DECIMAL:log.origin.file.line:int}\\)?\\)',
    // C# has capital letters in its namespaces: log4net's.
    JAVANOTNET: '(?!\\[[^\\]\\n]*\\] +[A-Z]+ +[A-Z]\\w*\\.[A-Z])',
    JAVADASH: '(?: +-(?:[^\\n-]*-)?|:)(?: |$|(?=\\n))',
    // Cut from the left to fit the column (`.s.d.r.c.Delegate`), with Tomcat's containers in it (`o.a.c.c.C.[.[.[/].[servlet]`).
    JAVACUT: '(?=[A-Za-z_$.])[^\\s:]+',
    JAVADAY: '[A-Z][a-z]{2} [0-9]{1,2}, [0-9]{4},? [0-9]{1,2}:[0-9]{2}:[0-9]{2}[ \\x{202F}][AP]M',
    JAVACOMPACT: '[0-9]{6} [0-9]{6}',
    JAVAMYID: '(?:\\[[^\\]\\n]*\\] )?',
    JAVAUPTIME: '[0-9]+(?:[.,][0-9]+)?m?s',
    JAVAWEBLOGIC:
      '[A-Z][a-z]{2} [0-9]{1,2}, [0-9]{4},? [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?[ \\x{202F}][AP]M(?: [A-Z]{2,5})?',
    JAVAPART: '[^>\\n]+',
    // The thread may itself stand in angle brackets: `<<WLS Kernel>>`.
    JAVATHREADPART: '(?:<[^>\\n]*>|%{JAVAPART:process.thread.name}|)',
    JAVACODE: '[A-Z]{2,6}-?[0-9]{3,6}[A-Z]?',
    JAVAUS: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}:[0-9]{3} [A-Z]{2,5}',
    JAVASHORT: '[\\w$.-]+',
    JAVATYPE: '[FEWAIRCDOZ]',
    JAVATAGS: '[a-z0-9,]+',
    JAVAPROCESS: '[^\\s\\[\\]]+',
  },
  patterns: [
    // Spring Boot 2 (with Sleuth) and 3 (with the application's name, with a trace and a span)
    '%{APPTIME:timestamp} +%{LEVEL} +(?:\\[%{JAVASERVICE:service.name}?(?:,%{JAVATRACE:trace.id}?)?(?:,%{JAVASPAN:span.id}?)?(?:,[a-z]*)?\\] +)?' +
      '%{DECIMAL:process.pid:int} +--- +(?:\\[ *(?! )%{JAVASERVICE:service.name}\\] +)?(?:\\[ *(?! )%{JAVASERVICE}\\] +)?\\[ *(?! )%{JAVATHREAD}\\] +' +
      '(?:\\[(?: *|%{JAVATRACE:trace.id}-%{JAVASPAN:span.id})\\] +)?%{JAVACUT:log.logger} *: ?%{TAIL}',
    // ZooKeeper
    '%{APPTIME:timestamp} +%{JAVAMYID}- %{LEVEL} +\\[%{APPTHREAD:process.thread.name}:%{APPCLASS:log.logger}@%{DECIMAL:log.origin.file.line:int}\\] - %{TAIL}',
    // WildFly, Quarkus
    '%{APPWHEN} +(?:%{JAVAPROCESS} %{JAVAPROCESS}\\[%{DECIMAL:process.pid:int}\\] )?%{LEVEL} +\\[%{APPLOGGER:log.logger}\\] +\\((?<process.thread.name>[^()\\n]*(?:\\([^()\\n]*\\)[^()\\n]*)*)\\) %{TAIL}',
    // WebLogic: ten or more parts, each in angle brackets
    '####<%{JAVAWEBLOGIC:timestamp}> <%{LEVEL}> <%{JAVAPART:log.logger}> (?:<[^>\\n]*> ){2}<%{JAVATHREADPART}> (?:<(?:<[^>\\n]*>|[^<>\\n]*)> ){0,8}<(?:%{JAVACODE:event.code})?> <%{TAIL}>\\s*',
    // WebSphere
    '\\[%{JAVAUS:time_us}\\] [0-9a-f]{8} %{JAVASHORT:log.logger} +%{JAVATYPE:event_type} +(?:%{JAVACODE:event.code}: )?%{TAIL}',
    // GlassFish, Payara
    '\\[%{APPTIME:timestamp}\\] \\[[^\\]\\n]*\\] \\[%{LEVEL}\\] \\[%{APPID:event.code}?\\] \\[%{APPLOGGER:log.logger}?\\] \\[tid: _ThreadID=%{DECIMAL:process.thread.id:int} _ThreadName=(?<process.thread.name>[^\\]\\n]*)\\] (?:\\[[^\\[\\]\\n]*\\] )*\\[\\[\\s*(?<message>%{GREEDYDATA})\\]\\]\\s*',
    // Elasticsearch
    '\\[%{APPTIME:timestamp}\\]\\[%{LEVEL} *\\]\\[%{APPLOGGER:log.logger} *\\] ?%{TAIL}',
    // Kafka: the logger stands last
    '\\[%{APPTIME:timestamp}\\] %{LEVEL} (?=%{GREEDYDATA}\\([A-Za-z_]\\w*\\.[\\w.$]*\\)(?:\\n|$))(?<trailing>%{GREEDYDATA})',
    // java.util.logging, and Tomcat before version 7: two lines a record
    '%{JAVADAY:timestamp} %{APPMETHOD:log.logger} %{APPFUNCTION:log.origin.function}\\n%{LEVEL}: %{TAIL}',
    '%{JAVADAY:timestamp} %{APPMETHOD:log.logger} %{APPFUNCTION:log.origin.function}',
    // Jenkins
    '%{APPTIME:timestamp}[ \\t]+\\[id=%{DECIMAL:process.thread.id:int}\\][ \\t]+%{LEVEL}[ \\t]+%{APPMETHOD:log.logger}(?:#%{APPFUNCTION:log.origin.function})?: %{TAIL}',
    // Jetty
    '%{APPTIME:timestamp}:%{LEVEL} *:%{APPLOGGER:log.logger}:%{APPPATH:process.thread.name}: ?%{TAIL}',
    // Cassandra
    '%{LEVEL} +\\[%{APPTHREAD:process.thread.name}\\] %{APPTIME:timestamp} %{APPFILE:log.origin.file.name}:%{DECIMAL:log.origin.file.line:int} - %{TAIL}',
    // Dropwizard
    '%{LEVEL} +\\[%{APPTIME:timestamp}\\] %{APPLOGGER:log.logger}: %{TAIL}',
    // Solr
    '%{APPTIME:timestamp} +%{LEVEL} +\\((?<process.thread.name>[^()\\n]+)\\) \\[(?: |c:)[^\\]\\n]*\\] %{APPLOGGER:log.logger} %{TAIL}',
    // Hive
    '%{APPTIME:timestamp} +%{LEVEL} +\\[%{APPTHREAD:process.thread.name}\\]:? +%{APPLOGGER:log.logger} +%{JAVAWHERE} +- %{TAIL}',
    // Log4j with the place in the code: `%d %-5p [%t] %c{1} (%F:%L) - %m`, Hadoop's `%d %p %c (%F:%M(%L)) - %m`
    '%{APPWHEN} +\\[?%{LEVEL}(?: *\\])? +(?:\\[%{APPTHREAD:process.thread.name}\\]:? +)?%{APPLOGGER:log.logger}(?: +|: ?)%{JAVAWHERE}(?: +-|:)? %{TAIL}',
    // Logback: `%d [%thread] %-5level %logger - %msg`, whatever stands in brackets between them (MDC), and its `-%kvp-`
    '%{APPWHEN} +%{JAVANOTNET}\\[ *(?! )%{APPTHREAD:process.thread.name}\\](?: +%{APPBRACKETS}){0,3} +\\[?%{LEVEL}(?: *\\])? +(?:%{APPBRACKETS} +){0,3}%{APPLOGGER:log.logger}(?: +%{APPBRACKETS}){0,3}%{JAVADASH}%{TAIL}',
    // Log4j: `%d %-5p [%t] %c - %m`, also without a dash before the message where the logger is a class
    '%{APPWHEN} +\\[?%{LEVEL}(?: *\\])? +\\[ *(?! )%{APPTHREAD:process.thread.name}\\]:?(?: +%{APPBRACKETS}){0,3} +%{APPLOGGER:log.logger}(?: +%{APPBRACKETS}){0,3}%{JAVADASH}%{TAIL}',
    '%{APPWHEN} +\\[?%{LEVEL}(?: *\\])? +(?:\\[ *(?! )%{APPTHREAD:process.thread.name}\\]:? +)?%{APPCLASSPATH:log.logger}(?::%{DECIMAL:log.origin.file.line:int})?(?: +-|:)? %{TAIL}',
    '%{APPWHEN} +\\[ *(?! )%{APPTHREAD:process.thread.name}\\] +%{LEVEL} +%{APPCLASSPATH:log.logger} %{TAIL}',
    '\\[%{APPTIME:timestamp}\\] +\\[%{LEVEL} *\\] +\\[ *(?! )%{APPTHREAD:process.thread.name}\\] +\\[ *%{APPLOGGER:log.logger} *\\] +-? *%{TAIL}',
    // Tomcat, one line a record
    '%{APPTIME:timestamp} %{LEVEL} \\[%{APPTHREAD:process.thread.name}\\] %{APPMETHOD:log.logger} %{TAIL}',
    // A class without its package: with its line, or with the short date of Spark and Hadoop on a console
    '%{APPWHEN} +%{LEVEL} +(?=[A-Z][a-z])%{APPLOGGER:log.logger}:%{DECIMAL:log.origin.file.line:int}(?: +-|:) %{TAIL}',
    '(?=[0-9]{2}/)%{APPTIME:timestamp} %{LEVEL} +(?=[A-Z][a-z])%{APPLOGGER:log.logger}: %{TAIL}',
    // JBoss: `%d %-5p [%c] %m`
    '%{APPWHEN} +%{LEVEL} +\\[%{APPCLASSPATH:log.logger}\\] +%{TAIL}',
    // Log4j's TTCCLayout: milliseconds since the start come first
    '%{DECIMAL} +\\[%{APPTHREAD:process.thread.name}\\] +%{LEVEL} +%{APPLOGGER:log.logger} +(?:[^\\n-]*)- %{TAIL}',
    // Hadoop before version 1
    '%{JAVACOMPACT:timestamp} %{DECIMAL:process.thread.id:int} %{LEVEL} %{APPLOGGER:log.logger}: %{TAIL}',
    // The virtual machine's own: `[2026-11-21T05:37:03.123+0000][0.005s][info][gc] …`
    '(?:\\[%{APPTIME:timestamp}\\])?(?:\\[%{JAVAUPTIME}\\])?(?:\\[%{DECIMAL:process.pid:int}\\])?\\[%{LEVEL} *\\]\\[%{JAVATAGS:log.logger} *\\] %{TAIL}',
  ],
  starts: [
    '[A-Z][a-z]{2} \\d{1,2}, \\d{4},? \\d{1,2}:\\d\\d:\\d\\d',
    'Exception in thread "',
    '####<',
    '\\[\\d{1,2}/\\d{1,2}/\\d\\d \\d{1,2}:\\d\\d:\\d\\d:\\d{3} ',
    '\\[\\d+[.,]\\d{3}s\\]\\[',
    '\\d{6} \\d{6} \\d+ [A-Z]',
    '\\d+ +\\[[^\\]]*\\] +[A-Z]+ ',
  ],
};

import type { PatternGroup } from './group.ts';

/** Stack traces, Tomcat's own log in the forms of its releases, and one that names no method. */
export const java: PatternGroup = {
  shared: {
    JAVACLASS: '(?:[a-zA-Z$_][a-zA-Z0-9$_]*\\.)*[a-zA-Z$_][a-zA-Z0-9$_]*',
    // `Native Method` and `Unknown Source` stand where a file name would.
    JAVAFILE: '[a-zA-Z0-9$_. -]+',
    JAVAMETHOD: '(?:<(?:cl)?init>|[a-zA-Z$_][a-zA-Z0-9$_]*)',
    JAVATHREAD: '[A-Z]{2}-Processor[0-9]+',
    JAVALOGMESSAGE: '.*',
  },
  ecs: {
    JAVASTACKTRACEPART:
      '%{SPACE}at %{JAVACLASS:[java][log][origin][class][name]}\\.%{JAVAMETHOD:[log][origin][function]}' +
      '\\(%{JAVAFILE:[log][origin][file][name]}(?::%{INT:[log][origin][file][line]:int})?\\)',
    // Jan 9, 2014 7:13:13 AM
    CATALINA7_DATESTAMP: '%{MONTH} %{MONTHDAY}, %{YEAR} %{HOUR}:%{MINUTE}:%{SECOND} [AP]M',
    // Behind the method the line ends; what is said comes on the next one.
    CATALINA7_LOG:
      '%{CATALINA7_DATESTAMP:timestamp} %{JAVACLASS:[java][log][origin][class][name]}' +
      '(?: %{JAVAMETHOD:[log][origin][function]})?\\s*(?:%{LOGLEVEL:[log][level]}:)? %{JAVALOGMESSAGE:message}',
    // 31-Jul-2020 16:40:38.578
    CATALINA8_DATESTAMP: '%{MONTHDAY}-%{MONTH}-%{YEAR} %{HOUR}:%{MINUTE}:%{SECOND}',
    CATALINA8_LOG:
      '%{CATALINA8_DATESTAMP:timestamp} %{LOGLEVEL:[log][level]} \\[%{DATA:[java][log][origin][thread][name]}\\] ' +
      '%{JAVACLASS:[java][log][origin][class][name]}\\.%{JAVAMETHOD:[log][origin][function]}? %{JAVALOGMESSAGE:message}',
    CATALINA_DATESTAMP: '(?:%{CATALINA8_DATESTAMP}|%{CATALINA7_DATESTAMP})',
    CATALINALOG: '(?:%{CATALINA8_LOG}|%{CATALINA7_LOG})',
    TOMCAT7_LOG: '%{CATALINA7_LOG}',
    TOMCAT8_LOG: '%{CATALINA8_LOG}',
    // 2014-01-09 20:03:28,269 -0800
    TOMCATLEGACY_DATESTAMP: '%{YEAR}-%{MONTHNUM}-%{MONTHDAY} %{HOUR}:%{MINUTE}:%{SECOND}(?: %{ISO8601_TIMEZONE})?',
    TOMCATLEGACY_LOG:
      '%{TOMCATLEGACY_DATESTAMP:timestamp} \\| %{LOGLEVEL:[log][level]} \\| ' +
      '%{JAVACLASS:[java][log][origin][class][name]} - %{JAVALOGMESSAGE:message}',
    TOMCAT_DATESTAMP: '(?:%{CATALINA8_DATESTAMP}|%{CATALINA7_DATESTAMP}|%{TOMCATLEGACY_DATESTAMP})',
    TOMCATLOG: '(?:%{TOMCAT8_LOG}|%{TOMCAT7_LOG}|%{TOMCATLEGACY_LOG})',
  },
  legacy: {
    JAVASTACKTRACEPART:
      '%{SPACE}at %{JAVACLASS:class}\\.%{JAVAMETHOD:method}\\(%{JAVAFILE:file}(?::%{NUMBER:line})?\\)',
    CATALINA_DATESTAMP: '%{MONTH} %{MONTHDAY}, 20%{YEAR} %{HOUR}:?%{MINUTE}:?%{SECOND} [AP]M',
    CATALINALOG: '%{CATALINA_DATESTAMP:timestamp} %{JAVACLASS:class} %{JAVALOGMESSAGE:logmessage}',
    TOMCAT_DATESTAMP: '20%{YEAR}-%{MONTHNUM}-%{MONTHDAY} %{HOUR}:?%{MINUTE}:?%{SECOND} %{ISO8601_TIMEZONE}',
    TOMCATLOG:
      '%{TOMCAT_DATESTAMP:timestamp} \\| %{LOGLEVEL:level} \\| %{JAVACLASS:class} - %{JAVALOGMESSAGE:logmessage}',
  },
};

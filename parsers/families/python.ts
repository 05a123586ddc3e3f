import type { Dialect } from './dialect.ts';

/** The logging module in its usual forms, and what frameworks make of it. */
export const python: Dialect = {
  language: 'python',
  definitions: {
    PYTASK: '%{APPID}(?:-%{APPID})*',
    PYFILE: '[\\w.<>/-]+\\.py',
    PYCOMPACT: '[0-9]{6} [0-9]{2}:[0-9]{2}:[0-9]{2}',
    PYLINE: '%{DECIMAL:log.origin.file.line:int}',
    PYPROCESS: '[\\w.@-]+',
    PYLEVEL: '(?:debug|info|warn|warning|error|critical|exception|notset)',
    PYMODULE: '[A-Za-z_][\\w.-]*',
  },
  patterns: [
    // `%(asctime)s - %(name)s - %(levelname)s - %(message)s`, the one of the documentation
    '%{APPWHEN} - %{APPLOGGER:log.logger} - %{LEVEL} - %{TAIL}',
    '%{APPWHEN} - %{APPLOGGER:log.logger} - %{LEVEL} - \\[?%{PYFILE:log.origin.file.name}:%{PYLINE}\\]? - %{TAIL}',
    // Flask, Alembic
    '\\[%{APPTIME:timestamp}\\] %{LEVEL} in %{APPLOGGER:log.logger}: %{TAIL}',
    // Celery
    '\\[%{APPTIME:timestamp}: %{LEVEL}/%{PYPROCESS:process.name}\\] %{TAIL}',
    // Gunicorn, Hypercorn, Sanic
    '\\[%{APPTIME:timestamp}\\] \\[%{DECIMAL:process.pid:int}\\] \\[%{LEVEL}\\] +%{TAIL}',
    // Loguru
    '%{APPTIME:timestamp} +\\| %{LEVEL} +\\| %{PYMODULE:log.logger}:%{APPFUNCTION:log.origin.function}:%{PYLINE} - %{TAIL}',
    // structlog's console
    '%{APPTIME:timestamp} \\[%{PYLEVEL:log.level} +\\] (?<structured>%{GREEDYDATA})',
    // Airflow
    '\\[%{APPTIME:timestamp}\\] \\{%{PYFILE:log.origin.file.name}:%{PYLINE}\\} %{LEVEL} +- %{TAIL}',
    // Uvicorn: its own, and its requests
    '%{LEVEL}: +%{APPADDRESS:source.address}:%{DECIMAL:source.port:int} - %{APPREQUEST}(?: [^\\n]*)?',
    '(?=(?:INFO: {5}|(?:DEBUG|ERROR|TRACE): {4}|WARNING: {2})\\S)%{LEVEL}: +%{TAIL}',
    // Werkzeug (Flask's server) and Django's
    '(?:%{APPTIME} |%{LEVEL}:(?<log.logger>werkzeug|django.server):)?%{APPADDRESS:source.address} - - \\[%{APPTIME:timestamp}\\] %{APPREQUEST} (?:-|%{DECIMAL:http.response.body.bytes:int})',
    '\\[%{APPTIME:timestamp}\\] %{APPREQUEST} %{DECIMAL:http.response.body.bytes:int}',
    // Django's verbose: `{levelname} {asctime} {module} {process:d} {thread:d} {message}`
    '%{LEVEL} %{APPTIME:timestamp} %{PYMODULE:log.logger} %{DECIMAL:process.pid:int} %{DECIMAL:process.thread.id:int} %{TAIL}',
    // OpenStack, with what others put before it; Odoo, with a database
    '(?:[^\\s:]+\\.log\\S* )?%{APPTIME:timestamp} %{DECIMAL:process.pid:int} %{LEVEL} %{PYMODULE:log.logger} (?=\\[)%{TAIL}',
    '%{APPTIME:timestamp} %{DECIMAL:process.pid:int} %{LEVEL} \\S+ %{APPMODULE:log.logger}: %{TAIL}',
    '%{APPTIME:timestamp} %{DECIMAL:process.pid:int} %{LEVEL} %{APPMODULE:log.logger}:? %{TAIL}',
    // Scrapy
    '%{APPTIME:timestamp} \\[%{APPMODULE:log.logger}\\] %{LEVEL}: %{TAIL}',
    // Salt
    '%{APPTIME:timestamp} \\[%{PYMODULE:log.logger} *:%{DECIMAL:log.origin.file.line:int} *\\]\\[%{LEVEL} *\\]\\[%{DECIMAL:process.pid:int}\\] %{TAIL}',
    // Home Assistant
    '%{APPTIME:timestamp} %{LEVEL} \\((?<process.thread.name>[^()\\n]+)\\) \\[%{APPMODULE:log.logger}\\] %{TAIL}',
    // OpenTelemetry's instrumentation of logging
    '%{APPTIME:timestamp} %{LEVEL} \\[%{PYMODULE:log.logger}\\] \\[%{PYFILE:log.origin.file.name}:%{PYLINE}\\] \\[trace_id=%{APPID:trace.id} span_id=%{APPID:span.id} [^\\]\\n]*\\] - %{TAIL}',
    // Tornado, Jupyter
    '\\[%{LETTER} (?:%{PYCOMPACT:timestamp}|%{APPTIME:timestamp}) %{PYMODULE:log.logger}(?::%{PYLINE})?\\] %{TAIL}',
    // Twisted
    '%{APPTIME:timestamp} \\[(?:-|%{PYMODULE:log.logger}#%{APPLEVEL:log.level}|[^\\]\\n]*#%{APPLEVEL:log.level})\\] %{TAIL}',
    // With the file: `%(asctime)s %(levelname)s [%(name)s:%(lineno)s] …`, `%(filename)s:%(lineno)d`
    '%{APPWHEN}%{APPSPLIT}\\[?%{LEVEL}(?: *\\])?%{APPSPLIT}(?:\\[?%{PYMODULE:log.logger}\\]?%{APPSPLIT})?[\\[(]?%{PYFILE:log.origin.file.name}:%{PYLINE}[\\])]?(?:[ :|-]+)%{TAIL}',
    // logging.basicConfig() as it is
    '%{LEVEL}:%{APPLOGGER:log.logger}:%{TAIL}',
    '%{APPTIME:timestamp}:%{LEVEL}:%{APPLOGGER:log.logger}:%{TAIL}',
    // A bare trace: what a program prints that does not log
    '(?=(?:  \\+ Exception Group )?Traceback \\(most recent call last\\):)%{TAIL}',
  ],
  starts: ['\\[[DIWEC] \\d', '\\d{1,3}(?:\\.\\d{1,3}){3} - - \\[', '\\S+\\.log\\S* \\d{4}-\\d\\d-\\d\\d '],
};

import { applicationSource, genericPatterns, pythonPatterns, pythonTrace } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource(
  'python',
  'Python (logging, Flask, Celery, Gunicorn, Loguru), with tracebacks',
  [...pythonPatterns, ...genericPatterns, pythonTrace],
);

import type { SourceDefinition } from '../source.ts';
import { applicationSource, genericPatterns, pythonPatterns, pythonTrace } from './application.ts';

export const python: SourceDefinition = applicationSource(
  'python',
  'Python (logging, Flask, Celery, Gunicorn, Loguru), with tracebacks',
  [...pythonPatterns, ...genericPatterns, pythonTrace],
);

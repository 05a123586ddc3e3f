import { applicationSource } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource({
  type: 'python',
  title: 'Python (logging, Django, Flask, Celery, Gunicorn, Uvicorn, Loguru, structlog), with tracebacks',
  language: 'python',
});

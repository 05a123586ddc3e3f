import { applicationSource, finishApplication } from '../families/application.ts';
import type { Draft, SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource({
  type: 'php.error',
  title: 'PHP error log, PHP-FPM, Monolog (Laravel, Symfony), with stack traces',
  language: 'php',
  more: {
    ownFields: { 'php.fpm.pool': { type: 'keyword', purpose: 'The pool of PHP-FPM' } },
    finish: finishPhp,
    // Traces are not indented, and the program's own lines may be anything.
    multiline: { start: '^(?:\\[\\d[^\\]]*\\] (?!PHP Stack trace:|PHP +\\d+\\. )|PHP (?!Stack trace:)[A-Z])' },
  },
});

const place = / in (\/[^\n]*?|[A-Z]:\\[^\n]*?)(?: on line |:)(\d{1,9})(?=\n|$)/;

function finishPhp(draft: Draft): void {
  const { fields } = draft;
  const match = typeof fields.message === 'string' ? place.exec(fields.message.slice(0, 8192)) : null;
  if (match?.[1]) {
    fields['log.origin.file.name'] = match[1];
    fields['log.origin.file.line'] = Number(match[2]);
  }
  finishApplication(draft);
}

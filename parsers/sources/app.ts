import {
  applicationSource,
  genericPatterns,
  javaPatterns,
  javaTrace,
  pythonPatterns,
  pythonTrace,
} from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

/** Programs of any kind that write a time or a level before the message. */
export const source: SourceDefinition = applicationSource('app', 'Application log (Python, Java and others)', [
  ...pythonPatterns,
  ...javaPatterns,
  ...genericPatterns,
  pythonTrace,
  javaTrace,
]);

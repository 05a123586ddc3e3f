import type { SourceDefinition } from '../source.ts';
import {
  applicationSource,
  genericPatterns,
  javaPatterns,
  javaTrace,
  pythonPatterns,
  pythonTrace,
} from './application.ts';

/** Programs of any kind that write a time or a level before the message. */
export const app: SourceDefinition = applicationSource('app', 'Application log (Python, Java and others)', [
  ...pythonPatterns,
  ...javaPatterns,
  ...genericPatterns,
  pythonTrace,
  javaTrace,
]);

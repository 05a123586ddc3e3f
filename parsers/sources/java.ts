import type { SourceDefinition } from '../source.ts';
import { applicationSource, genericPatterns, javaPatterns, javaTrace } from './application.ts';

export const java: SourceDefinition = applicationSource(
  'java',
  'Java (Logback, Log4j, Spring Boot, WildFly), with stack traces',
  [...javaPatterns, ...genericPatterns, javaTrace],
);

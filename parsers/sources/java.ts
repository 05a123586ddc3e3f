import { applicationSource, genericPatterns, javaPatterns, javaTrace } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource(
  'java',
  'Java (Logback, Log4j, Spring Boot, WildFly), with stack traces',
  [...javaPatterns, ...genericPatterns, javaTrace],
);

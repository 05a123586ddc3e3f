import { applicationSource } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource({
  type: 'java',
  title: 'Java (Logback, Log4j, java.util.logging, Spring Boot, Tomcat, WildFly, Hadoop, Kafka), with stack traces',
  language: 'java',
});

import { applicationSource } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

export const source: SourceDefinition = applicationSource({
  type: 'dotnet',
  title: '.NET (console of Microsoft.Extensions.Logging, Serilog, NLog, log4net), with stack traces',
  language: 'dotnet',
});

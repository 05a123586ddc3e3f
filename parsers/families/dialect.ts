/** How the programs of one language, its libraries and frameworks write their logs. */
export interface Dialect {
  readonly language: Language;
  /** Grok over the definitions of `application-parts.ts` and its own. Only what other languages do not write: a file is told by them. */
  readonly patterns: readonly string[];
  readonly definitions?: Readonly<Record<string, string>>;
  /** Regular expressions without groups that capture: a line that begins so begins an event. */
  readonly starts?: readonly string[];
}

export type Language = 'java' | 'python' | 'node' | 'go' | 'ruby' | 'php' | 'dotnet';

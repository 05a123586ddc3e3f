import type { Language } from '../dialect.ts';

/** An exception in an event of several lines. */
export interface FoundException {
  readonly language: Language;
  /** Where its stack trace begins. */
  readonly from: number;
  /** Where the trace names it. */
  readonly type?: string;
  readonly message?: string;
  readonly code?: string;
  /** The thread, where the trace names it. */
  readonly thread?: string;
}

/** The beginning of the next line, -1 after the last one. */
export function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? -1 : end + 1;
}

/** One line, cut to what a type and its message may take: no rule is tried on more. */
export function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, Math.min(end < 0 ? text.length : end, from + 4096));
}

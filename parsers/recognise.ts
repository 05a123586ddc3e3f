import { parserOf, sourceOf, sources } from './catalogue.ts';
import { joinLines } from './join.ts';

/** What a file is, judged by its lines and never by its name. */
export interface Recognition {
  /** A type of the catalogue; `binary` for what is not text. */
  readonly type: string;
  /** Lines that the type explains. */
  readonly matched: number;
  readonly of: number;
  /** `matched / of`; 0 for `plain`, which explains nothing. */
  readonly confidence: number;
}

/** The most specific first, by name where they are equally so: of Apache's and Nginx's combined format, which are the same, Apache's. */
const candidates = sources
  .filter(({ specificity }) => specificity > 0)
  .toSorted((a, b) => b.specificity - a.specificity)
  .map(({ type }) => type);

/** Fewer lines than this part, and it is plain text. */
const threshold = 0.5;
const sampleLines = 500;
const lineCharacters = 16_384;
const binaryPart = 0.1;

/**
 * Recognises the type of a file. Text that no source explains is `plain`.
 * @param lines a sample from the start of the file, without line endings; the first 500 count
 * @returns undefined where there is nothing but empty lines
 */
export function recognise(lines: readonly string[]): Recognition | undefined {
  const sample = lines.slice(0, sampleLines).map((line) => line.slice(0, lineCharacters).replace(/\r$/, ''));
  const of = sample.filter((line) => line.trim() !== '').length;
  if (of === 0) return undefined;
  if (isBinary(sample.join('\n'))) return { type: 'binary', matched: of, of, confidence: 1 };
  let best = { type: 'plain', matched: 0 };
  for (const type of candidates) {
    const matched = explainedLines(type, sample);
    if (matched > best.matched) best = { type, matched };
  }
  if (best.matched / of < threshold) return { type: 'plain', matched: of, of, confidence: 0 };
  const type = best.type === 'app' ? applicationType(sample, best.matched) : best.type;
  return { type, matched: best.matched, of, confidence: best.matched / of };
}

/** NUL bytes, or a tenth of the characters control characters or not UTF-8. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const strange = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > text.length * binaryPart;
}

/** Lines joined to an event count only where they look it: indented, or in a stack trace. Else any text with a date would do. */
function explainedLines(type: string, sample: readonly string[]): number {
  const parser = parserOf(type);
  let explained = 0;
  for (const text of joinLines(sample, sourceOf(type).multiline)) {
    const event = parser.parse(text, { timezone: 'UTC', referenceMs: 0 });
    const { fields, failure } = event;
    if (failure === '_grokparsefailure' || failure === '_jsonparsefailure') continue;
    if (parser.definition.isTypical?.(event) === false) continue;
    const [, ...more] = text.split('\n').filter((line) => line.trim() !== '');
    const inTrace = fields['error.stack_trace'] !== undefined;
    explained += 1 + more.filter((line) => inTrace || /^\s/.test(line)).length;
  }
  return explained;
}

/** Traces tell the language; without any, or with both, it is an application's log and no more is known. */
function applicationType(sample: readonly string[], matched: number): string {
  const text = sample.join('\n');
  const python = text.includes('Traceback (most recent call last):');
  const java = /\n[ \t]+at [\w$.<>/]+\([^()\n]*\)/.test(text);
  const type = python === java ? 'app' : python ? 'python' : 'java';
  return type !== 'app' && explainedLines(type, sample) >= matched ? type : 'app';
}

import { parserOf, sources } from './catalogue.ts';
import { mapWithin } from './grok/time-limit.ts';
import { joinLines } from './join.ts';
import type { ParsedEvent, SourceDefinition, Specificity } from './source.ts';

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

/** Fewer lines than this part, and it is plain text. */
const threshold = 0.5;
const sampleLines = 500;
const lineCharacters = 16_384;
const binaryPart = 0.1;

/**
 * What a line counts that a type explains. Forms that nearly everything has explain nearly everything: a product's own form wins with
 * four fifths of their lines, and with 95 of 100 lines of a form that products share.
 */
const weights: Readonly<Record<Specificity, number>> = { 0: 0, 1: 1, 2: 1.3, 3: 1.7 };

/** A line may be made to take for ever. The rest of a sample that is slow beyond this does not count for the type. */
const limits = { itemMs: 50, batchMs: 250 };
const typeMs = 1000;
const allMs = 10_000;

interface Score {
  readonly type: string;
  readonly weight: number;
  /** Lines that it explains. */
  readonly explained: number;
  /** Events that speak for it and not as much for others. */
  readonly typical: number;
}

/**
 * Recognises the type of a file. Text that no source explains is `plain`.
 * @param lines a sample from the start of the file, without line endings; the first 500 count
 * @returns undefined where there is nothing but empty lines
 */
export function recognise(lines: readonly string[]): Recognition | undefined {
  const sample = lines.slice(0, sampleLines).map((line) => line.slice(0, lineCharacters).replace(/\r$/, ''));
  const of = sample.filter(isWritten).length;
  if (of === 0) return undefined;
  if (isBinary(sample.join('\n'))) return { type: 'binary', matched: of, of, confidence: 1 };
  const endMs = performance.now() + allMs;
  const [best] = sources
    .filter(({ specificity }) => specificity > 0)
    .map((source) => scoreOf(source, sample, endMs))
    .filter(({ explained }) => explained / of >= threshold)
    .toSorted(byScore);
  if (!best) return { type: 'plain', matched: of, of, confidence: 0 };
  return { type: best.type, matched: best.explained, of, confidence: best.explained / of };
}

/** The best first. Of equals (the combined format of Apache and of Nginx is one and the same) the first by name. */
function byScore(a: Score, b: Score): number {
  return (
    b.explained * b.weight - a.explained * a.weight ||
    b.typical - a.typical ||
    (a.type < b.type ? -1 : a.type > b.type ? 1 : 0)
  );
}

/** NUL bytes, or a tenth of the characters control characters or not UTF-8. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const strange = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > text.length * binaryPart;
}

function scoreOf({ type, specificity, multiline }: SourceDefinition, sample: readonly string[], endMs: number): Score {
  const parser = parserOf(type);
  const untilMs = Math.min(endMs, performance.now() + typeMs);
  const judge = (text: string): { lines: number; typical: boolean | undefined } => {
    if (text.trim() === '' || performance.now() > untilMs) return nothing;
    const { event, typical } = parser.judge(text, { timezone: 'UTC', referenceMs: 0 });
    if (typical === false || isFailure(event)) return nothing;
    return { lines: explainedLines(text, event), typical };
  };
  const verdicts = mapWithin(joinLines(sample, multiline), judge, () => nothing, limits);
  const typical = verdicts.filter((verdict) => verdict.typical === true).length;
  // What speaks for others as much counts only beside something that speaks for this type.
  const explained = typical === 0 ? 0 : verdicts.reduce((sum, { lines }) => sum + lines, 0);
  return { type, weight: weights[specificity], explained, typical };
}

const nothing = { lines: 0, typical: undefined };

function isFailure({ failure }: ParsedEvent): boolean {
  return failure !== undefined && failure !== '_dateparsefailure';
}

/**
 * Lines that were joined to an event, and that nothing was made of but a longer message, count only where they are indented: else any text
 * with a date in it would do.
 */
function explainedLines(text: string, { fields }: ParsedEvent): number {
  const [first, ...more] = text.split('\n').filter(isWritten);
  if (first === undefined) return 0;
  if (more.length === 0 || typeof fields.message !== 'string') return 1 + more.length;
  const flush = more.filter((line) => !/^\s/.test(line)).length;
  const said = fields.message.split('\n').filter(isWritten).length - 1;
  return 1 + more.length - Math.max(0, Math.min(flush, said));
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}

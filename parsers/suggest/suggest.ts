import { MillraceError } from '../../contracts/errors.ts';
import { compileGrok, type Grok } from '../grok/compile.ts';
import type { Dictionary } from '../grok/dictionary.ts';
import { runWithin } from '../grok/time-limit.ts';
import { recognise } from '../recognise.ts';
import { generalise, isPlain, type Part } from './columns.ts';
import { FieldNames } from './field-names.ts';
import { partsMost, Tokenizer } from './tokens.ts';

export interface Suggestion {
  readonly pattern: string;
  /** Sample lines that it matches, as a whole. */
  readonly matched: number;
  readonly of: number;
  readonly note?: string;
}

/** Lines of a kind rarer than this part get no pattern of their own. */
const kindLeast = 0.1;
const kindsMost = 3;
const standardLeast = 0.9;
const standardFieldsLeast = 3;
const lineCharacters = 4096;
const limitMs = 2000;
/** Of all standard names together. */
const standardMs = 5000;
/** To cut one line into tokens, and all of them. What takes longer was made to. */
const lineMs = 250;
const linesMs = 3000;

/**
 * Proposes patterns for sample lines: a standard name that explains nearly all of them, else one pattern for each kind of line, made of
 * what the lines of that kind have in common. Each is tried on all lines before it is proposed.
 */
export function suggestPatterns(samples: readonly string[], dictionary: Dictionary): Suggestion[] {
  const lines = samples.map((line) => line.slice(0, lineCharacters).trimEnd()).filter((line) => line !== '');
  if (lines.length === 0) return [];
  const standard = standardPattern(lines, dictionary);
  if (standard) return [withNote(standard, lines)];
  const tokenizer = new Tokenizer(dictionary);
  const gap = lines.some((line) => /\s\s|\t/.test(line)) ? '\\s+' : ' ';
  const kinds = kindsOf(lines, tokenizer);
  const sound = kinds.flatMap((kind) => {
    let pattern: string | undefined;
    runWithin(limitMs, () => {
      pattern = patternFor(kind, tokenizer, gap);
    });
    const suggestion = pattern === undefined ? undefined : judge(pattern, lines, dictionary);
    return suggestion && suggestion.matched > 0 ? [suggestion] : [];
  });
  return sound.map((suggestion, i) => (i === 0 ? withNote(suggestion, lines) : suggestion));
}

/** @returns undefined where the lines make a pattern that is too large to be one */
function judge(pattern: string, lines: readonly string[], dictionary: Dictionary): Suggestion | undefined {
  let matched = 0;
  const grok = compiled(pattern, dictionary);
  if (!grok) return undefined;
  runWithin(limitMs, () => {
    for (const line of lines) if (grok.match(line) !== undefined) matched++;
  });
  return { pattern, matched, of: lines.length };
}

function compiled(pattern: string, dictionary: Dictionary): Grok | undefined {
  try {
    return compileGrok([pattern], dictionary, { anchored: true });
  } catch (error) {
    if (error instanceof MillraceError) return undefined;
    throw error;
  }
}

/** The standard name that takes whole lines, nearly all of them, and captures most. */
function standardPattern(lines: readonly string[], dictionary: Dictionary): Suggestion | undefined {
  let best: (Suggestion & { fields: number }) | undefined;
  const untilMs = performance.now() + standardMs;
  for (const name of dictionary.names) {
    const pattern = `%{${name}}`;
    const leftMs = Math.floor(untilMs - performance.now());
    if (leftMs < 1) break;
    const grok = compiled(pattern, dictionary);
    if (!grok || grok.fieldNames.length < standardFieldsLeast) continue;
    let matched = 0;
    let fields = 0;
    const enough = runWithin(Math.min(limitMs, leftMs), () => {
      for (const [i, line] of lines.entries()) {
        const found = grok.match(line);
        if (found) matched++;
        fields += found ? Object.keys(found).filter((field) => field !== 'message').length : 0;
        // A name that fails on the first few is not the one.
        if (i === 10 && matched < 5) return;
      }
    });
    // What leaves nearly all of the line to the message explains nothing.
    if (!enough || matched < lines.length * standardLeast || fields < matched * standardFieldsLeast) continue;
    if (fields <= (best?.fields ?? 0)) continue;
    best = { pattern, matched, of: lines.length, fields };
  }
  return best && { pattern: best.pattern, matched: best.matched, of: best.of };
}

function withNote(suggestion: Suggestion, lines: readonly string[]): Suggestion {
  const known = recognise(lines);
  if (!known || known.confidence < standardLeast) return suggestion;
  const percent = Math.floor(known.confidence * 100);
  return {
    ...suggestion,
    note: `the type ${known.type} of the catalogue reads ${percent} % of these lines as they are`,
  };
}

/** Lines that begin alike, the most frequent kinds first. */
function kindsOf(lines: readonly string[], tokenizer: Tokenizer): string[][][] {
  const kinds = new Map<string, string[][]>();
  const untilMs = performance.now() + linesMs;
  for (const line of lines) {
    let chunks: string[] = [];
    const leftMs = Math.floor(untilMs - performance.now());
    if (leftMs < 1) break;
    const inTime = runWithin(Math.min(lineMs, leftMs), () => {
      chunks = tokenizer.chunks(line);
      for (const chunk of chunks) tokenizer.tokens(chunk);
    });
    if (!inTime) continue;
    const shape = chunks.slice(0, 3).map((chunk) => shapeOf(chunk, tokenizer));
    const key = shape.join(' ');
    kinds.set(key, [...(kinds.get(key) ?? []), chunks]);
  }
  return [...kinds.values()]
    .filter((kind) => kind.length >= lines.length * kindLeast)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, kindsMost);
}

/** What a chunk is, roughly: its key, else the kind of its first token. */
function shapeOf(chunk: string, tokenizer: Tokenizer): string {
  const key = /^[A-Za-z_][\w.-]*[=:]/.exec(chunk)?.[0];
  if (key !== undefined) return key;
  const { name = '', text = '' } = tokenizer.tokens(chunk)[0] ?? {};
  return name === '' ? text : wordLike.has(name) ? 'word' : name;
}

const wordLike = new Set(['WORD', 'HOSTNAME', 'UNIXPATH', 'LOGLEVEL', 'BASE10NUM', 'IP']);

/** How many columns a person would read; what is behind them is the message. */
function columnsRead(columns: readonly (readonly Part[])[]): number {
  let parts = 0;
  const end = columns.findIndex((column, i) => {
    parts += column.length;
    return i > 0 && parts > partsMost;
  });
  return end < 0 ? columns.length : end;
}

function patternFor(lines: readonly (readonly string[])[], tokenizer: Tokenizer, gap: string): string {
  const least = Math.min(...lines.map((chunks) => chunks.length));
  const even = lines.every((chunks) => chunks.length === least);
  const columns = Array.from({ length: least }, (_, i) =>
    generalise(
      lines.map((chunks) => chunks[i] ?? ''),
      tokenizer,
    ),
  );
  // Where lines differ in length, or end in words of which nothing is known, that is prose: the message.
  let kept = columns.length;
  while (kept > 0 && isPlain(columns[kept - 1] as Part[])) kept--;
  const prose = columns.length - kept;
  if (even && prose < 3) kept = columns.length;
  kept = Math.min(kept, columnsRead(columns));
  const names = new FieldNames();
  const written = columns.slice(0, kept).map((parts) => parts.map((part) => names.write(part)).join(''));
  if (kept < columns.length || !even) written.push('%{GREEDYDATA:message}');
  return written.join(gap);
}

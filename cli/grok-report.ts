import type { Mismatch } from '../parsers/grok/explain.ts';
import type { Fields } from '../parsers/grok/extractor.ts';
import { mapWithin } from '../parsers/grok/time-limit.ts';
import { excerpt, visible } from './caret.ts';
import type { TextBatch } from './grok-texts.ts';
import { ProgressBar } from './progress-bar.ts';
import { painter, type Terminal } from './terminal.ts';

/** What became of a text. */
export interface Answer {
  readonly matched: boolean;
  /** From 0: which of the patterns. */
  readonly pattern?: number;
  readonly fields?: Readonly<Fields>;
  readonly failure?: string;
  /** A processor of the configuration drops it. */
  readonly dropped?: boolean;
  readonly stopped?: (Mismatch & { readonly pattern: number }) | undefined;
}

export type Ask = (text: string) => Answer;

const limits = { itemMs: 1000, batchMs: 1000 };

/** Answers texts under the reader's kind of time limit: one that runs away is told as such. */
export function answerTexts(texts: readonly string[], ask: Ask): { text: string; answer: Answer }[] {
  return mapWithin(
    texts,
    (text) => ({ text, answer: ask(text) }),
    (text) => ({ text, answer: { matched: false, failure: '_groktimeout' } }),
    limits,
  );
}

interface ReportOptions {
  readonly json: boolean;
  readonly failuresOnly: boolean;
}

/** Prints answers as they come, and the sum of them at the end. */
export class GrokReport {
  readonly #terminal: Terminal;
  readonly #options: ReportOptions;
  readonly #bar: ProgressBar;
  readonly #paint: ReturnType<typeof painter>;
  #lines = 0;
  #matched = 0;

  constructor(terminal: Terminal, options: ReportOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#bar = new ProgressBar(terminal, () => performance.now());
    this.#paint = painter(terminal);
  }

  progress(progress: TextBatch['progress']): void {
    // Lines that scroll by are progress enough.
    if (progress && this.#options.failuresOnly) this.#bar.update({ ...progress, lines: this.#lines, label: 'grok' });
  }

  add(answers: readonly { readonly text: string; readonly answer: Answer }[]): void {
    for (const { text, answer } of answers) {
      this.#lines++;
      if (answer.matched) this.#matched++;
      if (answer.matched && this.#options.failuresOnly) continue;
      if (this.#options.json) this.#terminal.print(JSON.stringify({ line: this.#lines, text, ...answer }));
      else this.#print(text, answer);
    }
  }

  /** @returns whether every line matched */
  end(): boolean {
    this.#bar.end();
    const of = `${this.#matched.toLocaleString('en-US')} of ${this.#lines.toLocaleString('en-US')}`;
    this.#terminal.note(`${of} ${this.#lines === 1 ? 'line' : 'lines'} matched`);
    return this.#matched === this.#lines;
  }

  #print(text: string, answer: Answer): void {
    const { print } = this.#terminal;
    const paint = this.#paint;
    const matched = answer.dropped ? 'is dropped by a processor' : 'matches';
    const what = answer.matched ? paint('green', matched) : paint('red', answer.failure ?? 'does not match');
    const which = answer.pattern === undefined || answer.pattern === 0 ? '' : ` (pattern ${answer.pattern + 1})`;
    print(`${paint('bold', `line ${this.#lines}`)} ${what}${which}`);
    if (answer.dropped) return;
    // What a type makes of lines that it does not understand is a document, too.
    if (answer.fields) printFields(print, answer.fields);
    else printStop(print, paint, text, answer.stopped);
  }
}

function printFields(print: (text: string) => void, fields: Readonly<Fields>): void {
  const entries = Object.entries(fields);
  const width = entries.reduce((most, [name]) => Math.max(most, name.length), 0);
  for (const [name, value] of entries) print(`  ${visible(name).padEnd(width)}  ${visible(JSON.stringify(value))}`);
  if (entries.length === 0) print('  no fields: the pattern captures nothing');
}

function printStop(
  print: (text: string) => void,
  paint: ReturnType<typeof painter>,
  text: string,
  stopped: Answer['stopped'],
): void {
  if (!stopped) {
    print(`  ${excerpt(text, 0).line}`);
    return;
  }
  const { line, indent } = excerpt(text, stopped.at);
  print(`  ${line}`);
  print(`  ${indent}${paint('red', '^')}`);
  const within = stopped.within.length === 0 ? '' : ` (in ${stopped.within.join(' › ')})`;
  const expected = stopped.expected === '' ? 'the end of the line' : stopped.expected;
  print(`  expected here: ${paint('bold', expected)}${within}`);
  print(`  matched so far: ${stopped.matched === '' ? 'nothing' : stopped.matched}`);
}

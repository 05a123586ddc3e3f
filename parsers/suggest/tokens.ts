import type { Dictionary } from '../grok/dictionary.ts';
import { emit } from '../grok/emit.ts';

/** A stretch of a line, and the standard name that describes it. */
export interface Token {
  readonly text: string;
  /** `''` for what stands for itself: punctuation. */
  readonly name: string;
}

/** What may hold spaces and is looked for first, the longer before those that it contains. */
const times = [
  'TIMESTAMP_ISO8601',
  'HTTPDATE',
  'DATESTAMP_RFC2822',
  'DATESTAMP_RFC822',
  'DATESTAMP_OTHER',
  'HTTPDERROR_DATE',
  'CATALINA8_DATESTAMP',
  'REDISTIMESTAMP',
  'SYSLOGTIMESTAMP',
  'DATESTAMP',
  'DATE',
];
const values = [
  'URI',
  'EMAILADDRESS',
  'UUID',
  'MAC',
  'IP',
  'TIME',
  'LOGLEVEL',
  'UNIXPATH',
  'DAY',
  'MONTH',
  'HOSTNAME',
  'BASE10NUM',
  'WORD',
];
/** Chunks of a line, and tokens of a chunk, beyond which nobody reads a pattern; the rest is one more. */
export const partsMost = 50;
/** What would go on is not a token of its own: `10.0.0.1x`, `2026-11`. */
const goesOn = /[\w.-]/;

interface Recogniser {
  readonly name: string;
  readonly expression: RegExp;
}

/** Cuts lines into tokens by the standard names of a dictionary. Keeps what it has cut: one is for one sample. */
export class Tokenizer {
  readonly #times: readonly Recogniser[];
  readonly #values: readonly Recogniser[];
  readonly #known = new Map<string, readonly Token[]>();

  constructor(dictionary: Dictionary) {
    const known = new Set(dictionary.names);
    const recogniser = (name: string): Recogniser[] => {
      if (!known.has(name)) return [];
      const { source, flags } = emit(dictionary.parse(`%{${name}}`), { singleLine: false, ascii: false });
      return [{ name, expression: new RegExp(source, `${flags}y`) }];
    };
    this.#times = times.flatMap(recogniser);
    this.#values = values.flatMap(recogniser);
  }

  /** The line as chunks between its spaces. A time, and what stands in quotes or brackets, is one chunk however many spaces it has. */
  chunks(line: string): string[] {
    const chunks: string[] = [];
    for (let at = 0; at < line.length; ) {
      if (line[at] === ' ' || line[at] === '\t') {
        at++;
        continue;
      }
      const end = chunks.length < partsMost ? this.#endOfChunk(line, at) : line.length;
      chunks.push(line.slice(at, end));
      at = end;
    }
    return chunks;
  }

  tokens(chunk: string): readonly Token[] {
    const known = this.#known.get(chunk);
    if (known) return known;
    const tokens: Token[] = [];
    for (let at = 0; at < chunk.length; ) {
      const token = tokens.length < partsMost ? this.#tokenAt(chunk, at) : { text: chunk.slice(at), name: 'DATA' };
      tokens.push(token);
      at += token.text.length;
    }
    this.#known.set(chunk, tokens);
    return tokens;
  }

  #endOfChunk(line: string, from: number): number {
    let at = from;
    while (at < line.length && line[at] !== ' ' && line[at] !== '\t') {
      const time = find(this.#times, line, at, false);
      const close = closing(line, at);
      at = time ? at + time.text.length : close > at ? close : at + 1;
    }
    return at;
  }

  #tokenAt(chunk: string, at: number): Token {
    const found = find(this.#times, chunk, at, true) ?? find(this.#values, chunk, at, true);
    if (found) return found;
    return { text: String.fromCodePoint(chunk.codePointAt(at) ?? 0), name: '' };
  }
}

function find(recognisers: readonly Recogniser[], text: string, at: number, whole: boolean): Token | undefined {
  for (const { name, expression } of recognisers) {
    expression.lastIndex = at;
    const found = expression.exec(text)?.[0];
    if (!found) continue;
    const next = text[at + found.length] ?? '';
    const last = found.at(-1) ?? '';
    // `web-1` and `a.example` are names of hosts; words and numbers are rather that.
    if (name === 'HOSTNAME' && !/[A-Za-z].*[.-]|[.-].*[A-Za-z]/.test(found)) continue;
    if (whole && goesOn.test(next) && goesOn.test(last) && name !== 'WORD') continue;
    return { text: found, name };
  }
  return undefined;
}

/** Where the quotation or the bracket that begins here ends, or -1. */
function closing(line: string, at: number): number {
  const close = { '"': '"', '[': ']', '(': ')', '<': '>' }[line[at] ?? ''];
  if (close === undefined) return -1;
  const end = line.indexOf(close, at + 1);
  return end < 0 ? -1 : end + 1;
}

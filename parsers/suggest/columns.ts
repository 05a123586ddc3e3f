import type { Token, Tokenizer } from './tokens.ts';

/** What one place in many lines has in common. */
export interface Part {
  /** `''`: `text` stands for itself. */
  readonly name: string;
  readonly text: string;
}

/** Of numbers without a point, `INT` says more. */
const integer = /^[+-]?\d+$/;
const plainNames = new Set(['WORD', 'NOTSPACE']);

/** What all the chunks at one place of the lines are: token by token where they are built alike, else as a whole. */
export function generalise(chunks: readonly string[], tokenizer: Tokenizer): Part[] {
  const [first = ''] = chunks;
  if (chunks.every((chunk) => chunk === first) && tokenizer.tokens(first).every(({ name }) => !isVariable(name)))
    return [{ name: '', text: first }];
  const enclosed = encloses(chunks);
  const tokens = chunks.map((chunk) => tokenizer.tokens(chunk));
  if (isBuiltAlike(tokens)) {
    const [columns = []] = tokens;
    return columns.map((_, i) => column(tokens.map((line) => line[i] as Token)));
  }
  if (enclosed) {
    const [open, close] = enclosed;
    return [
      { name: '', text: open },
      { name: 'DATA', text: '' },
      { name: '', text: close },
    ];
  }
  const key = commonKey(chunks);
  if (key !== '')
    return [
      { name: '', text: key },
      ...generalise(
        chunks.map((chunk) => chunk.slice(key.length)),
        tokenizer,
      ),
    ];
  return [{ name: chunks.some((chunk) => /\s/.test(chunk)) ? 'DATA' : 'NOTSPACE', text: '' }];
}

/** Whether nothing is known of the place but that something is there. */
export function isPlain(parts: readonly Part[]): boolean {
  return parts.every(({ name }) => plainNames.has(name)) && parts.length > 0;
}

/** Times, addresses, numbers: never constants, even if they are the same in all samples. */
function isVariable(name: string): boolean {
  return name !== '' && name !== 'WORD';
}

function isBuiltAlike(lines: readonly (readonly Token[])[]): boolean {
  const [first = []] = lines;
  return lines.every(
    (line) =>
      line.length === first.length &&
      line.every(({ name, text }, i) => name === first[i]?.name && (name !== '' || text === first[i]?.text)),
  );
}

function column(tokens: readonly Token[]): Part {
  const { name = '', text = '' } = tokens[0] ?? {};
  if (!isVariable(name) && tokens.every((token) => token.text === text)) return { name: '', text };
  if (name === 'BASE10NUM')
    return { name: tokens.every((token) => integer.test(token.text)) ? 'INT' : 'NUMBER', text: '' };
  return { name, text: '' };
}

function encloses(chunks: readonly string[]): [string, string] | undefined {
  for (const [open, close] of ['""', '[]', '()', '<>'].map((pair) => [...pair] as [string, string])) {
    if (chunks.every((chunk) => chunk.length > 1 && chunk.startsWith(open) && chunk.endsWith(close)))
      return [open, close];
  }
  return undefined;
}

/** `user=` of `user=bob` and `user=-`. */
function commonKey(chunks: readonly string[]): string {
  const key = /^[\w.-]+[=:]/.exec(chunks[0] ?? '')?.[0] ?? '';
  return key !== '' && chunks.every((chunk) => chunk.startsWith(key) && chunk.length > key.length) ? key : '';
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import { messageOf } from '../../contracts/errors.ts';
import type { FieldValue } from '../../contracts/fields.ts';
import { expand, type Target } from './expand.ts';

/** What the real engine makes of a line. */
export type Judgement =
  | { readonly kind: 'match'; readonly span: string; readonly fields: Readonly<Record<string, FieldValue>> }
  | { readonly kind: 'none' }
  /** It gave up, or may have: the binding tells its step limit from "no match" by nothing but the time it took. */
  | { readonly kind: 'unjudged' };

export interface Oracle {
  /** The expression as the engine sees it. */
  readonly text: string;
  judge(line: string): Judgement;
  dispose(): void;
}

// Values of enums that exist for the type checker only.
const noOptions = 1;
const dotTakesNewlines = 4;
const rubySyntax = 10;
/** Ten million steps, at which the engine gives up, take several times as long on any machine of these years. */
const givesUpAfterMs = 60;

export async function loadOracle(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)));
}

/** @throws Error where the engine refuses the expression */
export function createOracle(expression: string, definition: (name: string) => string | undefined): Oracle {
  const { text, targets } = expand(expression, definition);
  const scanner = compile(text);
  const find = (line: string) => {
    const start = performance.now();
    const match = scanner.findNextMatchSync(line, 0);
    return { match, slow: performance.now() - start > givesUpAfterMs };
  };
  return {
    text,
    judge(line) {
      const { match, slow } = find(line);
      // Once more, because anything may have held up the first.
      if (!match) return slow && find(line).slow ? { kind: 'unjudged' } : { kind: 'none' };
      const [whole, ...groups] = match.captureIndices.map(({ start, end }) => line.slice(start, end));
      return { kind: 'match', span: whole ?? '', fields: fieldsOf(targets, groups) };
    },
    dispose: () => scanner.dispose(),
  };
}

function compile(text: string): oniguruma.OnigScanner {
  const config = { options: [noOptions, dotTakesNewlines], syntax: rubySyntax };
  try {
    return new oniguruma.OnigScanner([text], config);
  } catch (error) {
    if (!messageOf(error).includes('target of repeat operator')) throw error;
    // Onigmo repeats groups around bare assertions, `(?:^|,)+`; Oniguruma only groups of another kind, such as one that sets
    // an option, here one that is set already.
    return new oniguruma.OnigScanner([text.replaceAll('(?:', '(?m:')], config);
  }
}

/** As the reference filter does: empty captures are dropped, repeated fields become arrays in order of the groups. */
function fieldsOf(targets: readonly Target[], captures: readonly string[]): Record<string, FieldValue> {
  const values = new Map<string, (string | number)[]>();
  for (const [index, { name, type }] of targets.entries()) {
    const text = captures[index];
    if (text) values.set(name, [...(values.get(name) ?? []), convert(text, type)]);
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? '') : list]));
}

/** Ruby's `to_i` and `to_f`: the number that the text begins with, or 0. */
function convert(text: string, type: Target['type']): string | number {
  if (type === undefined) return text;
  const pattern = type === 'int' ? /^\s*[+-]?\d+/ : /^\s*[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/;
  const value = Number(pattern.exec(text)?.[0] ?? '0');
  // Negative zero is a float in Ruby, not an integer.
  return type === 'int' ? value + 0 : value;
}

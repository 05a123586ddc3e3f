import { nearest } from '../../contracts/nearest.ts';
import { defaultOptions, type Options, parseExpression } from './parse.ts';
import { badPattern } from './scanner.ts';
import type { Node } from './tree.ts';

/**
 * Named definitions. Each is parsed once, when it is first asked for; once more under each other set of options.
 * Later definitions of a name replace earlier ones, as in a pattern directory.
 */
export class Dictionary {
  readonly #definitions = new Map<string, string>();
  readonly #trees = new Map<string, Node>();
  readonly #open: string[] = [];

  constructor(...sources: readonly Readonly<Record<string, string>>[]) {
    for (const source of sources) for (const [name, text] of Object.entries(source)) this.#definitions.set(name, text);
  }

  get names(): Iterable<string> {
    return this.#definitions.keys();
  }

  /** What a name stands for, as it was written, or undefined where it is not defined. */
  definition(name: string): string | undefined {
    return this.#definitions.get(name);
  }

  /** A dictionary with these definitions over the ones here. */
  with(definitions: Readonly<Record<string, string>>): Dictionary {
    return new Dictionary(Object.fromEntries(this.#definitions), definitions);
  }

  /** @throws MillraceError `bad_pattern` for names that are not defined, or that stand inside of themselves */
  parse(expression: string): Node {
    return parseExpression(expression, (...reference) => this.#resolve(...reference));
  }

  #resolve(name: string, options: Options, depth: number): Node {
    const key = sameOptions(options, defaultOptions) ? name : `${name} ${JSON.stringify(options)}`;
    const known = this.#trees.get(key);
    if (known) return known;
    const text = this.#definitions.get(name);
    if (text === undefined) throw this.#undefined(name);
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name].join(' → ');
      throw badPattern(`the pattern ${name} refers to itself: ${circle}`, name, 'break the circle');
    }
    this.#open.push(name);
    try {
      const tree = parseExpression(text, (...reference) => this.#resolve(...reference), options, depth);
      this.#trees.set(key, tree);
      return tree;
    } finally {
      this.#open.pop();
    }
  }

  #undefined(name: string) {
    const near = nearest(name, this.names);
    const within = this.#open.length > 0 ? `, which ${this.#open.at(-1)} refers to,` : '';
    const hint = near ? `did you mean ${near}?` : 'define it, or use one of the standard names';
    return badPattern(`the pattern ${name}${within} is not defined`, name, hint);
  }
}

function sameOptions(a: Options, b: Options): boolean {
  return a.ignoreCase === b.ignoreCase && a.extended === b.extended && a.dotNewline === b.dotNewline;
}

/**
 * Reads a file of a pattern directory: a definition a line, the name, a space, the expression; `#` begins a comment line.
 * @throws MillraceError `bad_pattern` for a line that is neither
 */
export function parseDefinitions(text: string): Record<string, string> {
  const definitions = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const match = /^(\w+)[ \t]+(.+)$/.exec(line);
    if (!match?.[1] || match[2] === undefined)
      throw badPattern(`line ${index + 1} is no definition`, line, 'write NAME, a space and the expression');
    definitions.set(match[1], match[2]);
  }
  return Object.fromEntries(definitions);
}

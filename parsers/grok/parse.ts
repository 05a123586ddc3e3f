import { type CharacterRange, foldCase, foldProperties } from './characters.ts';
import { charactersMost, checkSize } from './limits.ts';
import { parseClass, parseEscapedCode, parseShorthand } from './parse-class.ts';
import { badPattern, Scanner } from './scanner.ts';
import { type Assertion, type Conversion, choice, type Field, type Node, sequence } from './tree.ts';

/** What `(?imx)` switches. */
export interface Options {
  readonly ignoreCase: boolean;
  readonly extended: boolean;
  /** Grok compiles with Ruby's `m`: the dot takes newlines, unless `(?-m:…)` says otherwise. */
  readonly dotNewline: boolean;
}

/** As an expression begins. */
export const defaultOptions: Options = { ignoreCase: false, extended: false, dotNewline: true };

/**
 * Gives the tree of a definition, read under the options that hold where it is referred to: `(?i)%{WORD}` is `(?i)\b\w+\b`.
 * Throws `bad_pattern` where there is none, or where it stands inside of itself.
 * @param depth of the groups around the reference
 */
export type Resolve = (name: string, options: Options, depth: number) => Node;

const assertions: Readonly<Record<string, Assertion>> = {
  A: 'textStart',
  // Where the search began, which is the start of the text.
  G: 'textStart',
  z: 'textEnd',
  Z: 'textEndOrNewline',
  b: 'wordBoundary',
  B: 'notWordBoundary',
};

/** As in Onigmo. */
const repeatsMost = 100_000;
/** One behind the other: `a{2}{3}`. */
const quantifiersMost = 10;

/**
 * Reads a grok expression: Onigmo's syntax with `%{NAME:field:type}` in it.
 * @throws MillraceError `bad_pattern`
 */
export function parseExpression(text: string, resolve: Resolve, options: Options = defaultOptions, depth = 0): Node {
  if (text.length > charactersMost)
    throw badPattern('the pattern is too long', text, `write it in ${charactersMost} characters`);
  const tree = new ExpressionReader(text, resolve, depth).read(options);
  checkSize(tree, text);
  return tree;
}

class ExpressionReader {
  readonly scanner: Scanner;
  readonly resolve: Resolve;

  constructor(text: string, resolve: Resolve, depth: number) {
    this.scanner = new Scanner(text, depth);
    this.resolve = resolve;
  }

  read(options: Options): Node {
    const node = this.alternatives(options);
    if (!this.scanner.done) throw this.scanner.error('a closing parenthesis without an opening one', 'escape it: \\)');
    return node;
  }

  alternatives(options: Options): Node {
    this.scanner.enter();
    const branches = [this.branch(options)];
    while (this.scanner.take('|')) branches.push(this.branch(options));
    this.scanner.leave();
    return choice(branches);
  }

  branch(options: Options): Node {
    const items: Node[] = [];
    const { scanner } = this;
    while (!scanner.done && scanner.peek() !== '|' && scanner.peek() !== ')') {
      if (this.skipBlank(options)) continue;
      const atom = this.atom(options);
      if (atom) items.push(this.quantified(atom, options));
    }
    return sequence(items);
  }

  /** In the extended form blanks and comments count for nothing. */
  skipBlank({ extended }: Options): boolean {
    return extended && this.scanner.match(/(?:\s|#[^\n]*)+/y) !== undefined;
  }

  quantified(atom: Node, options: Options): Node {
    let body = atom;
    for (let count = 0; ; count++) {
      this.skipBlank(options);
      const match = this.scanner.match(/([*+?])([?+]?)|\{(\d*)(,?)(\d*)\}(\??)/y);
      if (!match) return body;
      if (count >= quantifiersMost) throw this.scanner.error('too many quantifiers in a row', 'one will do');
      const [, sign, mode, low = '', comma, high = '', lazy] = match;
      if (sign) {
        const max = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
        const repeat: Node = { kind: 'repeat', body, min: sign === '+' ? 1 : 0, max, lazy: mode === '?' };
        body = mode === '+' ? { kind: 'atomic', body: repeat } : repeat;
        continue;
      }
      if (low === '' && high === '') {
        // Not a quantifier after all: `{}` and `{,}` stand for themselves.
        return sequence([body, { kind: 'literal', text: match[0] }]);
      }
      const min = low === '' ? 0 : Number(low);
      const max = comma === '' ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high);
      if (Math.max(min, high === '' ? 0 : max) > repeatsMost)
        throw this.scanner.error('a quantifier that counts too far', `at most ${repeatsMost}`);
      if (max < min) throw this.scanner.error('a quantifier whose bounds are reversed', 'write the lower one first');
      const bounded: Node = { kind: 'repeat', body, min, max, lazy: lazy === '?' && comma !== '' };
      // Ruby reads `{n}?` as "n times, or not at all".
      body = lazy === '?' && comma === '' ? { kind: 'repeat', body: bounded, min: 0, max: 1, lazy: false } : bounded;
    }
  }

  atom(options: Options): Node | undefined {
    const { scanner } = this;
    const reference = scanner.match(/%\{([A-Za-z0-9_]+)(?::([^}]*))?\}/y);
    if (reference) return this.reference(reference[1] ?? '', reference[2], options);
    if (scanner.take('(')) return this.group(options);
    if (scanner.take('[')) return parseClass(scanner, options.ignoreCase);
    if (scanner.take('.')) return { kind: 'any', newline: options.dotNewline };
    if (scanner.take('^')) return { kind: 'assertion', which: 'lineStart' };
    if (scanner.take('$')) return { kind: 'assertion', which: 'lineEnd' };
    if (scanner.take('\\')) return this.escape(options);
    if (/[*+?]/.test(scanner.peek())) throw scanner.error('a quantifier with nothing before it', 'escape it with \\');
    return literal(scanner.next(), options);
  }

  reference(name: string, target: string | undefined, options: Options): Node {
    const body = this.resolve(name, options, this.scanner.depth);
    return target === undefined || target === '' ? body : { kind: 'capture', field: this.field(target), body };
  }

  /** `name`, `name:int`, `[a][b]:float`. */
  field(target: string): Field {
    const parts = /^(.*?)(?::([A-Za-z]+))?$/s.exec(target);
    const name = flatName(parts?.[1] ?? target);
    if (name === '') throw this.scanner.error(`a field without a name in ${target}`, 'write %{NAME:field} or %{NAME}');
    if (name === '__proto__') throw this.scanner.error('no field can be called __proto__', 'give it another name');
    return { name, conversion: this.conversion(parts?.[2]) };
  }

  conversion(type: string | undefined): Conversion | undefined {
    if (type === undefined || type === 'string') return undefined;
    if (type === 'int' || type === 'long') return 'int';
    if (type === 'float' || type === 'double') return 'float';
    throw this.scanner.error(`unknown type ${type}`, 'use int or float; without a type the text is kept');
  }

  group(options: Options): Node | undefined {
    const { scanner } = this;
    if (scanner.match(/\?#[^)]*\)/y)) return undefined;
    const named = scanner.match(/\?(?:<([^<=!>][^>]*)>|'([^']+)')/y);
    if (named) return { kind: 'capture', field: this.field(named[1] ?? named[2] ?? ''), body: this.closed(options) };
    const look = scanner.match(/\?(<?)([=!])/y);
    if (look) {
      const body = this.closed(options);
      return { kind: 'look', behind: look[1] === '<', negative: look[2] === '!', body };
    }
    if (scanner.take('?>')) return { kind: 'atomic', body: this.closed(options) };
    const flags = scanner.match(/\?([a-z]*)(?:-([a-z]*))?([:)])/y);
    if (flags) {
      const changed = this.options(options, flags[1] ?? '', flags[2] ?? '');
      // `(?i)` holds to the end of the group that it stands in, alternatives included.
      return flags[3] === ':' ? this.closed(changed) : this.alternatives(changed);
    }
    if (scanner.peek() === '?')
      throw scanner.error('a group of a kind that is not supported', 'use (?:…), (?>…), (?<name>…) or lookaround');
    return this.closed(options);
  }

  options(options: Options, on: string, off: string): Options {
    const flag = (letter: string, before: boolean) => (off.includes(letter) ? false : on.includes(letter) || before);
    if (/[^imxadu]/.test(on + off)) throw this.scanner.error(`unknown option in (?${on}-${off})`, 'use i, m or x');
    return {
      ignoreCase: flag('i', options.ignoreCase),
      extended: flag('x', options.extended),
      dotNewline: flag('m', options.dotNewline),
    };
  }

  closed(options: Options): Node {
    const body = this.alternatives(options);
    if (!this.scanner.take(')')) throw this.scanner.error('a group that is not closed', 'add the closing parenthesis');
    return body;
  }

  escape(options: Options): Node {
    const { scanner } = this;
    const set = parseShorthand(scanner);
    if (set)
      return { kind: 'set', set: options.ignoreCase ? { ...set, properties: foldProperties(set.properties) } : set };
    const letter = scanner.peek();
    const which = Object.hasOwn(assertions, letter) ? assertions[letter] : undefined;
    if (which) {
      scanner.next();
      return { kind: 'assertion', which };
    }
    if (scanner.take('R')) return lineBreak;
    const back = scanner.match(/k<([^>]+)>/y);
    if (back) return { kind: 'backreference', name: flatName(back[1] ?? ''), ignoreCase: options.ignoreCase };
    if (/[1-9gKXM]/.test(letter))
      throw scanner.error(`\\${letter} is not supported`, 'refer to named captures as \\k<name>; write the rest out');
    return literal(String.fromCodePoint(parseEscapedCode(scanner)), options);
  }
}

const lineBreak: Node = {
  kind: 'atomic',
  body: choice([
    { kind: 'literal', text: '\r\n' },
    {
      kind: 'set',
      set: {
        negated: false,
        ranges: [
          [10, 13],
          [0x85, 0x85],
          [0x2028, 0x2029],
        ],
        properties: [],
      },
    },
  ]),
};

function literal(character: string, options: Options): Node {
  const code = character.codePointAt(0) ?? 0;
  const self: CharacterRange = [code, code];
  const ranges = options.ignoreCase ? foldCase([self]) : [self];
  if (ranges.length === 1) return { kind: 'literal', text: character };
  return { kind: 'set', set: { negated: false, ranges, properties: [] } };
}

/** `[a][b]` → `a.b`; any other name stays as it is. */
function flatName(name: string): string {
  const trimmed = name.trim();
  if (!trimmed.startsWith('[')) return trimmed;
  const parts = [...trimmed.matchAll(/\[([^[\]]+)\]/g)].map((match) => match[1] ?? '');
  if (parts.map((part) => `[${part}]`).join('') !== trimmed)
    throw badPattern(`the field name ${name} is not well formed`, name, 'write it as [a][b]');
  return parts.join('.');
}

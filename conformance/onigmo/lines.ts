import type { CharacterSet } from '../../parsers/grok/characters.ts';
import type { Node } from '../../parsers/grok/tree.ts';
import type { Random } from './random.ts';

/** Longer lines find nothing more, and cost both engines time. */
const longest = 300;
const characters = [...'aAbBcdefxyzZ0123456789_ .,:;-+/\\|"\'()[]{}<>=!?#%@$^~`*&\t\n\ré٣ßÄΩж中😀\u00a0\u2028\u0000'];

/** A line that the tree may well match: it walks the tree and makes up text as it goes. Lookaround is left to luck. */
export function sampleLine(random: Random, tree: Node): string {
  const captures = new Map<string, string>();
  let room = longest;
  const walk = (node: Node): string => {
    if (room <= 0) return '';
    switch (node.kind) {
      case 'literal':
        room -= node.text.length;
        return node.text;
      case 'set':
        room--;
        return sampleSet(random, node.set);
      case 'any':
        room--;
        return random.pick(characters);
      case 'sequence':
        return node.items.map(walk).join('');
      case 'choice':
        return walk(random.pick(node.branches));
      case 'capture': {
        const text = walk(node.body);
        captures.set(node.field.name, text);
        return text;
      }
      case 'atomic':
        return walk(node.body);
      case 'repeat': {
        const extra = random.chance(0.3) ? 0 : random.below(random.chance(0.2) ? 12 : 4);
        const times = Math.min(node.max, node.min + extra);
        let text = '';
        for (let i = 0; i < times; i++) text += walk(node.body);
        return text;
      }
      case 'backreference':
        return captures.get(node.name) ?? '';
      default:
        return '';
    }
  };
  return walk(tree);
}

function sampleSet(random: Random, set: CharacterSet): string {
  const range = set.ranges.length > 0 ? random.pick(set.ranges) : undefined;
  const ordinary = !set.negated && range !== undefined && (set.properties.length === 0 || random.chance(0.5));
  if (ordinary) {
    const [from, to] = range;
    const code = from + random.below(Math.min(to, from + 200) - from + 1);
    return code >= 0xd800 && code <= 0xdfff ? 'x' : String.fromCodePoint(code);
  }
  for (let attempt = 0; attempt < 20; attempt++) {
    const candidate = random.pick(characters);
    if (contains(set, candidate)) return candidate;
  }
  return random.pick(characters);
}

function contains(set: CharacterSet, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const inside =
    set.ranges.some(([from, to]) => from <= code && code <= to) ||
    set.properties.some((property) => new RegExp(property, 'u').test(character));
  return inside !== set.negated;
}

/** Breaks a line in one to three places. */
export function mutate(random: Random, line: string): string {
  let text = [...line];
  for (let times = 1 + random.below(3); times > 0; times--) text = mutateOnce(random, text);
  return text.slice(0, longest).join('').toWellFormed();
}

function mutateOnce(random: Random, text: readonly string[]): string[] {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(4));
  const piece = text.slice(at, end);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return [...text.slice(0, at), ...text.slice(end)];
    case 3:
      return [...text.slice(0, at), random.pick(characters), ...text.slice(at)];
    case 4:
      return [...text.slice(0, at), random.pick(characters), ...text.slice(at + 1)];
    case 5:
      return [...text.slice(0, end), ...piece, ...text.slice(end)];
    case 6:
      return [...text, random.pick(['\n', ' ', '\r\n', '']), ...text];
    case 7: {
      const swapped = piece.map((character) => {
        const other = character.toUpperCase() === character ? character.toLowerCase() : character.toUpperCase();
        return other.length === character.length ? other : character;
      });
      return [...text.slice(0, at), ...swapped, ...text.slice(end)];
    }
    default:
      return [
        ...text.slice(0, at),
        random.pick(['\n', '\r', '\0', 'é', '😀', 'ſ', 'İ', '\u0301', '\u200d', '1', 'a', ' ']),
        ...text.slice(at),
      ];
  }
}

/** The lines to try on a pattern: made for it, broken, in surroundings, and made for others. */
export function linesFor(random: Random, tree: Node, others: readonly Node[], count: number): string[] {
  const noise = () => Array.from({ length: random.below(8) }, () => random.pick(characters)).join('');
  const make = (): string => {
    const roll = random.next();
    if (roll < 0.4) return sampleLine(random, tree);
    if (roll < 0.72) return mutate(random, sampleLine(random, tree));
    if (roll < 0.86) return noise() + sampleLine(random, tree) + noise();
    if (roll < 0.96 && others.length > 0) return sampleLine(random, random.pick(others));
    return noise();
  };
  return Array.from({ length: count }, () => make().slice(0, longest).toWellFormed());
}

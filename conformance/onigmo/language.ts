import type { Random } from './random.ts';

const letters = ['a', 'a', 'b', 'c', 'A', 'B', '0', '1', '-', ' ', '_', ',', 'é', 'ж', '😀', '\\n', 's', 'k'] as const;
const escapes = [
  '\\w',
  '\\d',
  '\\s',
  '\\h',
  '\\W',
  '\\D',
  '\\S',
  '\\H',
  '\\t',
  '\\.',
  '\\x61',
  '\\u00e9',
  '\\R',
] as const;
const assertions = ['^', '$', '\\A', '\\z', '\\Z', '\\b', '\\B', '\\G'] as const;
const quantifiers = [
  '?',
  '*',
  '+',
  '??',
  '*?',
  '+?',
  '?+',
  '*+',
  '++',
  '{2}',
  '{1,2}',
  '{,2}',
  '{2,}',
  '{0,1}',
  '{1,2}?',
] as const;
const oddQuantifiers = ['{2}?', '{2}+', '{1,3}+', '**', '+?*', '{0}', '{2,}?'] as const;
const brackets = [
  'alpha',
  'alnum',
  'digit',
  'upper',
  'lower',
  'space',
  'punct',
  'word',
  'xdigit',
  'cntrl',
  'graph',
  'blank',
] as const;
const properties = ['L', 'Lu', 'Ll', 'Nd', 'P', 'Alpha', 'Alnum', 'Upper', 'Greek', 'Cyrillic', 'So'] as const;
const names = ['x', 'y', 'z'] as const;

interface Writer {
  readonly random: Random;
  /** Names of groups that end before this place, and of those around it. */
  readonly closed: Set<string>;
  readonly open: string[];
}

/** An expression in Onigmo's own language, over so few characters that short lines have a chance. */
export function randomRegex(random: Random): string {
  return branches({ random, closed: new Set(), open: [] }, 3);
}

function branches(writer: Writer, depth: number): string {
  const { random } = writer;
  let text = concatenation(writer, depth);
  while (random.chance(0.2)) text += `|${random.chance(0.15) ? '' : concatenation(writer, depth)}`;
  return text;
}

function concatenation(writer: Writer, depth: number): string {
  return Array.from({ length: 1 + writer.random.below(4) }, () => item(writer, depth)).join('');
}

function item(writer: Writer, depth: number): string {
  const { random } = writer;
  const roll = random.next();
  if (roll < 0.08) return random.pick(assertions);
  const atom = roll < 0.45 || depth === 0 ? single(writer) : roll < 0.6 ? bracket(random, 2) : group(writer, depth - 1);
  // An option or a comment on its own is nothing to repeat.
  if (random.chance(0.6) || /^\(\?(?:[imx-]+|#x)\)/.test(atom) || /^\(\?<?[=!]/.test(atom)) return atom;
  return atom + (random.chance(0.93) ? random.pick(quantifiers) : random.pick(oddQuantifiers));
}

function single(writer: Writer): string {
  const { random, closed, open } = writer;
  const roll = random.next();
  if (roll < 0.65) return random.pick(letters);
  if (roll < 0.8) return '.';
  if (roll < 0.92) return random.pick(escapes);
  if (roll < 0.96) {
    const name = random.pick(names);
    return closed.has(name) && !open.includes(name) ? `\\k<${name}>` : name;
  }
  return `\\${random.pick(['p', 'P'])}{${random.pick(['', '^'])}${random.pick(properties)}}`;
}

function bracket(random: Random, depth: number): string {
  let text = random.pick(['[', '[', '[^']);
  const operands = random.chance(0.12) ? 2 : 1;
  for (let operand = 0; operand < operands; operand++) {
    if (operand > 0) text += '&&';
    for (let members = 1 + random.below(3); members > 0; members--) text += member(random, depth);
  }
  return `${text}]`;
}

function member(random: Random, depth: number): string {
  const roll = random.next();
  if (roll < 0.4)
    return random.pick(['a', 'b', 'k', 'S', '0', ' ', ',', '.', '^é', 'ж', '😀', '\\n', '\\]', '\\-', '\\\\']);
  if (roll < 0.6) return random.pick(['a-c', 'A-z', '0-5', 'à-ÿ', '\\x20-\\x7e', 'а-я', '!-/']);
  if (roll < 0.75) return random.pick(['\\w', '\\d', '\\s', '\\h', '\\W', '\\D', '\\S', '\\H']);
  if (roll < 0.87) return `[:${random.chance(0.2) ? '^' : ''}${random.pick(brackets)}:]`;
  if (roll < 0.93 || depth === 0) return `\\${random.pick(['p', 'P'])}{${random.pick(properties)}}`;
  return bracket(random, depth - 1);
}

function named(writer: Writer, depth: number): string {
  const name = writer.random.pick(names);
  writer.open.push(name);
  const body = branches(writer, depth);
  writer.open.pop();
  writer.closed.add(name);
  return `(?<${name}>${body})`;
}

function group(writer: Writer, depth: number): string {
  const { random } = writer;
  if (random.chance(0.35)) return named(writer, depth);
  const body = branches(writer, depth);
  const roll = random.next();
  if (roll < 0.35) return `(?:${body})`;
  if (roll < 0.5) return `(?>${body})`;
  if (roll < 0.6) return `(${body})`;
  if (roll < 0.78) return random.pick([`(?=${body})`, `(?!${body})`]);
  // Onigmo looks behind for texts of one length only.
  if (roll < 0.86)
    return `(?<${random.pick(['=', '!'])}${random.pick([random.pick(letters), bracket(random, 1), 'ab', '^', 'a|bc'])})`;
  return random.pick([
    `(?i:${body})`,
    `(?i)${body}`,
    `(?-m:${body})`,
    `(?x: ${body} )`,
    '(?#x)',
    `(?i:${body}(?-i)${body})`,
  ]);
}

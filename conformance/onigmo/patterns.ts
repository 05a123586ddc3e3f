import type { Random } from './random.ts';
import { snippets } from './snippets.ts';

const fields = ['a', 'b', 'c', 'd', 'word', '[source][ip]', '[a][b]'] as const;
const separators = [
  ' ',
  ' ',
  ' ',
  '',
  ' - ',
  ', ',
  ': ',
  '=',
  '\\|',
  '\\[',
  '\\] ',
  '"',
  '\\s+',
  '%{SPACE}',
  '.*?',
] as const;
const moreSeparators = ['\\t', 'é', '\\n', '(?: |\\n)', '/', '\\.', '[,;]', '😀', ' %{DATA} ', '\\(', '\\)'] as const;

const loops = ['?', '*', '+', '+', '??', '*?', '+?', '{2}', '{1,2}', '{0,2}?', '{2,}', '?+', '*+', '++'] as const;

/** A grok expression over these names: what people write, and what they should not. */
export function randomExpression(random: Random, names: readonly string[]): string {
  const roll = random.next();
  if (roll < 0.15) return anchored(random, `%{${random.pick(names)}}`);
  if (roll < 0.3) return anchored(random, reference(random, names));
  return anchored(random, sequence(random, names, 2));
}

function anchored(random: Random, expression: string): string {
  const roll = random.next();
  if (roll < 0.55) return expression;
  if (roll < 0.7) return `^${expression}$`;
  if (roll < 0.8) return `^${expression}`;
  if (roll < 0.9) return `${expression}$`;
  return random.pick([
    `\\A${expression}\\z`,
    `${expression}\\Z`,
    `\\b${expression}\\b`,
    `(?m)${expression}`,
    `(?i)${expression}`,
  ]);
}

function sequence(random: Random, names: readonly string[], depth: number): string {
  let text = random.chance(0.1) ? random.pick(separators) : '';
  const length = 1 + random.below(depth === 2 ? 4 : 2);
  for (let i = 0; i < length; i++) {
    if (i > 0) text += random.chance(0.8) ? random.pick(separators) : random.pick(moreSeparators);
    text += part(random, names, depth);
  }
  return text;
}

function part(random: Random, names: readonly string[], depth: number): string {
  const roll = random.next();
  if (roll < 0.5 || depth === 0) return reference(random, names);
  if (roll < 0.62) return random.pick(snippets);
  if (roll < 0.7)
    return `(?<${random.pick(fields)}>${random.chance(0.6) ? random.pick(snippets) : inner(random, names, depth)})`;
  return group(random, inner(random, names, depth));
}

function inner(random: Random, names: readonly string[], depth: number): string {
  const branch = () => (random.chance(0.25) ? random.pick(snippets) : sequence(random, names, depth - 1));
  let text = branch();
  while (random.chance(0.35)) text += `|${random.chance(0.1) ? '' : branch()}`;
  return text;
}

function group(random: Random, body: string): string {
  const roll = random.next();
  if (roll < 0.25) return `(?:${body})?`;
  if (roll < 0.65) return `(?:${body})${random.pick(loops)}`;
  if (roll < 0.75) return `(?:${body})`;
  return random.pick([
    `(${body})`,
    `(?>${body})`,
    `(?=${body})`,
    `(?!${body})`,
    `(?i:${body})`,
    `(?i)${body}`,
    `(?>${body})+`,
  ]);
}

function reference(random: Random, names: readonly string[]): string {
  const name = random.pick(names);
  const roll = random.next();
  if (roll < 0.25) return `%{${name}}`;
  if (roll < 0.8) return `%{${name}:${random.pick(fields)}}`;
  return `%{${name}:${random.pick(fields)}:${random.pick(['int', 'float'])}}`;
}

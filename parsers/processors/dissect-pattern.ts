import { badPatternOption } from './problems.ts';

/** `value`: a field. `skip`: nothing is kept. `key`, `content`: the name, and the value, of a field that the text names. */
export type PartKind = 'value' | 'skip' | 'key' | 'content';

export interface DissectPart {
  readonly kind: PartKind;
  /** Of the field, or what pairs a key with its content. */
  readonly name: string;
  readonly append: boolean;
  /** Where it stands among what is put together. */
  readonly order: number;
  /** The separator behind it may stand there several times. */
  readonly padded: boolean;
  /** What ends it; empty for the last part, which takes the rest. */
  readonly end: string;
}

export interface DissectPattern {
  /** What the text begins with. */
  readonly start: string;
  readonly parts: readonly DissectPart[];
}

const keyForm = /^([+?*&]?)([^+?*&/>-][^/>]*?)?(?:\/(\d{1,3}))?(->)?$/;
const bracketForm = /^(?:\[[^[\]]+\])+$/;

/**
 * Reads a dissect pattern: `%{key}`, `%{+key}` and `%{+key/2}` (put together), `%{?key}` and `%{}` (left out), `%{*key}` with `%{&key}`
 * (the text names the field), `->` (padding). Names may be written `[a][b]`.
 * @throws MillraceError `bad_pattern`
 */
export function parseDissect(pattern: string): DissectPattern {
  const pieces = pattern.split(/%\{([^}]*)\}/);
  const parts: DissectPart[] = [];
  for (let i = 1; i < pieces.length; i += 2) parts.push(parsePart(pieces[i] ?? '', pieces[i + 1] ?? '', pattern));
  if (parts.length === 0)
    throw bad(`"${pattern}" has no %{key}`, 'write keys between what separates them: "%{a} %{b}"');
  const [start = ''] = pieces;
  for (const piece of pieces.filter((_, i) => i % 2 === 0)) {
    if (piece.includes('%{')) throw bad(`"${pattern}" has a %{ that nothing closes`, 'close it with }');
  }
  const together = parts.slice(0, -1).find(({ end }) => end === '');
  if (together) throw bad(`nothing separates ${shown(together)} from what follows it`, 'put text between two keys');
  checkPairs(parts);
  return { start, parts };
}

function parsePart(source: string, end: string, pattern: string): DissectPart {
  const match = keyForm.exec(source);
  if (!match) throw bad(`%{${source}} in "${pattern}" is no key`, 'such as %{name}, %{+name/2}, %{?name}, %{name->}');
  const [, modifier = '', written = '', order, padding] = match;
  const name = bracketForm.test(written) ? written.slice(1, -1).replaceAll('][', '.') : written;
  if (name === '' && modifier !== '' && modifier !== '?') throw bad(`%{${source}} names nothing`, 'give it a name');
  if (order !== undefined && modifier !== '+') throw bad(`%{${source}}: an order goes with +`, `%{+${name}/${order}}`);
  const kinds: Readonly<Record<string, PartKind>> = { '?': 'skip', '*': 'key', '&': 'content' };
  const kind = name === '' ? 'skip' : (kinds[modifier] ?? 'value');
  return {
    kind,
    name,
    append: modifier === '+',
    order: Number(order ?? 0),
    padded: padding !== undefined,
    end,
  };
}

function checkPairs(parts: readonly DissectPart[]): void {
  const seen = new Set<string>();
  for (const part of parts) {
    const id = `${part.kind} ${part.name}`;
    if (
      part.kind === 'value' &&
      !part.append &&
      parts.some((other) => other !== part && !other.append && isSame(part, other))
    )
      throw bad(`${part.name} stands in it twice`, `put the parts together: %{${part.name}} … %{+${part.name}}`);
    if ((part.kind === 'key' || part.kind === 'content') && seen.has(id))
      throw bad(`${shown(part)} stands in it twice`, 'use one pair a name');
    seen.add(id);
    if (
      part.kind === 'content' &&
      !parts.some(({ kind, name }) => (kind === 'key' || kind === 'skip') && name === part.name)
    )
      throw bad(`${shown(part)} has no %{*${part.name}} that names it`, 'write both');
    if (part.kind === 'key' && !parts.some(({ kind, name }) => kind === 'content' && name === part.name))
      throw bad(`${shown(part)} has no %{&${part.name}} with its value`, 'write both');
  }
}

function isSame(a: DissectPart, b: DissectPart): boolean {
  return a.kind === b.kind && a.name === b.name;
}

function shown({ kind, name, append }: DissectPart): string {
  const sign = { value: append ? '+' : '', skip: '?', key: '*', content: '&' }[kind];
  return `%{${sign}${name}}`;
}

function bad(message: string, hint: string) {
  return badPatternOption('pattern', message, hint);
}

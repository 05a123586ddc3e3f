import { adaptToken, searchEverywhere } from './dialect.ts';

/** What a reference or an inline group puts its text into. */
export interface Target {
  readonly name: string;
  readonly type: 'int' | 'float' | undefined;
}

export interface Expansion {
  /** For Oniguruma: no references, no field names, ASCII shorthands written out. */
  readonly text: string;
  /** By capture number, beginning with 1 at index 0. */
  readonly targets: readonly Target[];
}

const references = /%\{(\w+)(?::([^}]*))?\}/g;

/**
 * Expands a grok expression as the reference filter does, by text: `%{NAME:field}` becomes a group around the definition, until no
 * reference is left. Deliberately knows nothing of our parser, which it helps to judge.
 */
export function expand(expression: string, definition: (name: string) => string | undefined): Expansion {
  return nameGroups(replaceReferences(expression, definition, 0));
}

function replaceReferences(text: string, definition: (name: string) => string | undefined, depth: number): string {
  if (depth > 100) throw new Error('a definition refers to itself');
  return text.replace(references, (_, name: string, target: string | undefined) => {
    const body = definition(name);
    if (body === undefined) throw new Error(`${name} is not defined`);
    return `${target ? `(?<${target}>` : '(?:'}${replaceReferences(body, definition, depth + 1)})`;
  });
}

const tokens =
  /\\k<([^>]+)>|\\[pP]\{\^?\w+\}|\\[\s\S]|\(\?<([^=!>][^>]*)>|\[:\^?\w+:\]|\[\^?\]?|\]|[^\\([\]]+|[\s\S]/gu;

/** Gives groups names that Oniguruma takes, one for each field, and notes which group is whose. */
function nameGroups(text: string): Expansion {
  const targets: Target[] = [];
  const names = new Map<string, string>();
  const groupName = (field: string) => {
    const known = names.get(field) ?? `g${names.size}`;
    names.set(field, known);
    return known;
  };
  let classes = 0;
  const written = text.replace(tokens, (token: string, back: string | undefined, group: string | undefined) => {
    if (back !== undefined) return `\\k<${groupName(readTarget(back).name)}>`;
    if (token.startsWith('\\') || (token.startsWith('[:') && classes > 0)) return adaptToken(token, classes > 0);
    if (token.startsWith('[')) classes++;
    else if (token === ']') classes = Math.max(0, classes - 1);
    if (group === undefined || classes > 0) return token;
    const target = readTarget(group);
    targets.push(target);
    return `(?<${groupName(target.name)}>`;
  });
  return { text: searchEverywhere(written), targets };
}

/** `[a][b]:int` → `a.b`, int. */
function readTarget(text: string): Target {
  const [, path = '', type] = /^(.*?)(?::(int|long|float|double))?$/s.exec(text) ?? [];
  const name = path.startsWith('[') ? path.slice(1, -1).split('][').join('.') : path;
  if (!/^[\w.@-]+$/.test(name)) throw new Error(`no name for a field: ${name}`);
  const isInteger = type === 'int' || type === 'long';
  return { name, type: type === undefined ? undefined : isInteger ? 'int' : 'float' };
}

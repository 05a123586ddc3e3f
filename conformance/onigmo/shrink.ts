import { compare, type Difference } from './compare.ts';
import { dictionaries } from './pairs.ts';

const attempts = 1500;

/** Cuts a difference down while one of its kind is left: first the line, then the expression, then the line again. */
export function shrink(difference: Difference, isExplained: (difference: Difference) => boolean): Difference {
  let best = difference;
  let left = attempts;
  const keep = (expression: string, line: string | undefined): boolean => {
    if (left-- <= 0) return false;
    const found = compare(best.dictionary, expression, [line ?? '']).differences[0];
    if (!found || found.what !== best.what || isExplained(found)) return false;
    best = found;
    return true;
  };
  const shrinkLine = () =>
    shorten(
      () => best.line ?? '',
      (line) => keep(best.expression, line),
    );
  if (best.line !== undefined) shrinkLine();
  do
    shorten(
      () => best.expression,
      (expression) => keep(expression, best.line),
    );
  while (inlineOne(best, keep));
  if (best.line !== undefined) shrinkLine();
  return best;
}

/** Leaves out ever smaller pieces, as long as `keep` agrees. */
function shorten(current: () => string, keep: (text: string) => boolean): void {
  for (let size = Math.ceil(current().length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = 0; at < current().length; ) {
      const text = current();
      if (!keep(text.slice(0, at) + text.slice(at + size))) at += size;
    }
  }
}

/** Writes a definition in the place of a reference to it, which opens it to further cuts. */
function inlineOne(best: Difference, keep: (expression: string, line: string | undefined) => boolean): boolean {
  for (const match of best.expression.matchAll(/%\{(\w+)(?::([^}]*))?\}/g)) {
    const body = dictionaries[best.dictionary].definition(match[1] ?? '');
    if (body === undefined) continue;
    const group = `${match[2] ? `(?<${match[2]}>` : '(?:'}${body})`;
    const text = best.expression.slice(0, match.index) + group + best.expression.slice(match.index + match[0].length);
    if (keep(text, best.line)) return true;
  }
  return false;
}

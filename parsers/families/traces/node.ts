import { type FoundException, lineAt, nextLine } from './found.ts';

const frame =
  /\n[ \t]+at (?:[^\n]*[^\s(]:\d+:\d+\)?|[^\n]*\((?:<anonymous>|native|index \d+)\)|<anonymous>|native)(?=\n|$| \{)/;
const name = '[A-Z][\\w$]*(?:Error|Exception|Warning|Rejection)|Error|AggregateError';
const head = new RegExp(`^(?:Uncaught |\\[)?(${name})(?: \\[(\\w+)\\])?(?:: ?|\\]?$)`);
/** `boom Error: …`: what `console.error('boom', error)` writes. */
const within = new RegExp(`(?:^|\\s)(${name})(?: \\[(\\w+)\\])?: `);
const code = /\n[ \t]+code: '(\w+)'/;

/** V8's stack: the error's line, which may be several, then `at fn (file:1:2)`. */
export function findNode(text: string): FoundException | undefined {
  const frames = frame.exec(text)?.index;
  if (frames === undefined) return undefined;
  const before = text.slice(0, frames);
  for (let from = 0; from >= 0; from = nextLine(before, from)) {
    const match = head.exec(lineAt(before, from));
    if (match?.[1]) return found(text, before, from, match[0].length, match[1], match[2]);
  }
  const last = before.lastIndexOf('\n') + 1;
  const match = within.exec(lineAt(before, last));
  if (!match?.[1]) return undefined;
  const start = match.index + match[0].indexOf(match[1]);
  return found(text, before, last + start, match[0].length - (start - match.index), match[1], match[2]);
}

function found(
  text: string,
  before: string,
  from: number,
  headLength: number,
  type: string,
  bracketed: string | undefined,
): FoundException {
  const known = bracketed ?? code.exec(text.slice(before.length))?.[1];
  const message = before.slice(from + headLength).trim();
  return { language: 'node', from, type, message, ...(known === undefined ? {} : { code: known }) };
}

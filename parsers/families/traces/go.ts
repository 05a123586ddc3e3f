import type { FoundException } from './found.ts';

const head = /(?:^|\n)(?:[^\n]*?\b)??(panic|fatal error): /;
const serving = /http: (panic) serving [^\s]+: /;
const routine = /\n(?:goroutine \d+ (?:gp=\w+ m=\w+ (?:mp=\w+ )?)?\[[^\]\n]*\]:|\[signal [^\n]*\]|runtime stack:)/;
/** What zap adds to an error: the function, and under it the place. */
const frames = /\n[\w./*()[\]-]+\n\t[^\s:]+:\d+/;

/** A panic, or what the runtime dies of: the message, then the stacks of the goroutines. */
export function findGo(text: string): FoundException | undefined {
  const stacks = routine.exec(text)?.index;
  if (stacks === undefined) return findFrames(text);
  const before = text.slice(0, stacks);
  const match = serving.exec(before) ?? head.exec(before);
  const type = match?.[1];
  if (!type) return before.trim() === '' ? undefined : { language: 'go', from: stacks + 1 };
  const from = match.index + (match[0].startsWith('\n') ? 1 : 0);
  const start = match.index + match[0].length;
  // What was recovered and panicked again stands under the first one, indented.
  const message = before
    .slice(start)
    .replace(/ \[recovered[^\]]*\][\s\S]*$/, '')
    .trim();
  return { language: 'go', from: serving.test(match[0]) ? stacks + 1 : from, type, message };
}

function findFrames(text: string): FoundException | undefined {
  const at = frames.exec(text)?.index;
  return at === undefined ? undefined : { language: 'go', from: at + 1 };
}

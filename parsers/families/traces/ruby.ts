import type { FoundException } from './found.ts';

const frame = /(?:^|\n)[ \t]*(?:from )?[^\s:]+(?: \([^)\n]*\) [^\s:]+)?:\d+:in [`'"]/;
/** Rails: `ActionController::RoutingError (No route matches …):` above the backtrace. */
const rails = /(?:^|\n)[ \t]*((?:[A-Z]\w*::)*[A-Z]\w*) \(([^\n]*)\):?[ \t]*(?=\n)/;
/** `no method (NoMethodError)` behind the first frame, as the interpreter prints it, and Logger. */
const behind = /(?:^|\n)(?:[^\s:]+:\d+:in [`'"][^\n]*?['"]: )?([^\n]*?) \(((?:[A-Z]\w*::)*[A-Z]\w*)\)(?=\n|$)/;
/** `RuntimeError: no`, as Sidekiq and many programs write it. */
const colon = /(?:^|\n)((?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception|Timeout|NotFound|Invalid)): ([^\n]*)(?=\n)/;

/** Type and message stand near the beginning; what looks for them is not to walk through a whole backtrace. */
const nearCharacters = 8192;

export function findRuby(whole: string): FoundException | undefined {
  const text = whole.slice(0, nearCharacters);
  const frames = frame.exec(text)?.index;
  if (frames === undefined) return undefined;
  const lone = behind.exec(text);
  if (lone?.[2] && lone.index <= frames) return of(lone, lone[2], lone[1] ?? '');
  const before = text.slice(0, frames + 1);
  const match = rails.exec(before) ?? colon.exec(before);
  if (match?.[1]) return of(match, match[1], match[2] ?? '');
  return undefined;
}

function of(match: RegExpExecArray, type: string, message: string): FoundException {
  const from = match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0);
  return { language: 'ruby', from, type, ...(message === '' ? {} : { message }) };
}

import { type FoundException, lineAt, nextLine } from './found.ts';

const frame = /\n[ \t]+at [^\s(][^\n(]*\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)(?: in [^\n]+:line \d+)?(?=\r?(?:\n|$))/;
const head =
  /^\s*(?:Unhandled [eE]xception[.:] |Error: )?((?:[A-Z][\w`+]*\.)+[A-Z][\w`+]*)(?: \((0x[0-9A-Fa-f]+|\d+)\))?: ?/;

/** `System.InvalidOperationException: no`, then `   at Shop.Cart.Add(Item item) in /src/Cart.cs:line 12`. */
export function findDotnet(text: string): FoundException | undefined {
  const frames = frame.exec(text)?.index;
  if (frames === undefined) return undefined;
  const before = text.slice(0, frames);
  for (let from = 0; from >= 0; from = nextLine(before, from)) {
    const match = head.exec(lineAt(before, from));
    if (!match?.[1]) continue;
    // Of the exceptions within only the outermost one's message is wanted.
    const [message = ''] = before.slice(from + match[0].length).split(/\s*\n? ---> /);
    return {
      language: 'dotnet',
      from,
      type: match[1],
      message: message.trim(),
      ...(match[2] ? { code: match[2] } : {}),
    };
  }
  return undefined;
}

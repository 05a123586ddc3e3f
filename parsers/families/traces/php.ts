import type { FoundException } from './found.ts';

const frame = /\n(?:\[[^\]\n]*\] )?(?:PHP )?(?:Stack trace:|\[stacktrace\]|#0 |PHP +1\. | +1\. )/;
const uncaught =
  /(?:Uncaught |Next |^|[\s(])((?:[A-Za-z_]\w*\\)*(?:[A-Z]\w*)?(?:Exception|Error|Failure))(?:\(code: [^)]*\))?: ([\s\S]*?)(?: in [^\n]*?(?::\d+| on line \d+)| at [^\n]*:\d+\)?)?(?=\n|$)/;
const object = /\[object\] \(([\w\\]+)\(code: ([^)]*)\): ([\s\S]*?) at [^\n]*?:\d+\)/;

/** Type and message stand near the beginning. */
const nearCharacters = 8192;

/** `PHP Fatal error:  Uncaught Exception: no in /srv/x.php:3`, `Stack trace:`, `#0 …`; Laravel's `[stacktrace]`. */
export function findPhp(text: string): FoundException | undefined {
  const frames = frame.exec(text)?.index;
  if (frames === undefined) return undefined;
  const before = text.slice(0, Math.min(frames, nearCharacters));
  const known = object.exec(before);
  if (known?.[1]) {
    // It stands in the context, which is JSON behind the message.
    const context = before.lastIndexOf(' {', known.index);
    const type = known[1].replaceAll('\\\\', '\\');
    return { language: 'php', from: context < 0 ? known.index : context + 1, type, message: known[3] ?? '' };
  }
  const match = uncaught.exec(before);
  if (!match?.[1]) return { language: 'php', from: frames + 1 };
  return { language: 'php', from: match.index, type: match[1], message: (match[2] ?? '').trim() };
}

import type { FoundException } from './found.ts';

const head = 'Traceback (most recent call last):';
const groupHead = '  + Exception Group ';
const error = /^([A-Za-z_][\w.]*)(?:: ([\s\S]*))?$/;
/** What stands between the tracebacks of a chain. */
const link = /^(?:During handling of|The above exception was)/;

/** Of chained tracebacks the last one is what came out; its error stands behind the frames, which are indented. */
export function findPython(text: string): FoundException | undefined {
  let from = text.indexOf(head);
  if (from < 0) return undefined;
  if (text.startsWith(groupHead, from - groupHead.length)) from -= groupHead.length;
  const lines = text
    .slice(text.lastIndexOf(`\n${head}`) > 0 ? text.lastIndexOf(`\n${head}`) + 1 + head.length : text.indexOf(head))
    .split('\n')
    .slice(1);
  // Loguru marks the frame that caught it with `> `, an exception group indents its own error.
  const at = lines.findIndex((line) => line !== '' && !/^(?:\s(?! \| [A-Za-z_][\w.]*Group: )|> )/.test(line));
  if (at < 0 || link.test(lines[at] ?? '')) return undefined;
  const match = error.exec(errorText(lines.slice(at)));
  if (!match?.[1]) return undefined;
  return { language: 'python', from, type: match[1], ...(match[2] ? { message: match[2] } : {}) };
}

function errorText(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  const grouped = first.startsWith('  | ');
  return (grouped ? first.slice(4) : [first, ...rest].join('\n')).trimEnd();
}

import { type FoundException, lineAt, nextLine } from './found.ts';

/** A file, or what stands for one; JavaScript has columns behind its lines, C# has types there. */
const frame =
  /\n(?:! ?)?[ \t]*at [^\s(]+\((?:[^()\s:]+\.(?:java|kt|kts|scala|groovy|clj|jsp)(?::-?\d+)?|[^()\s:]+:\d+|Native Method|Unknown Source|<[^()\s]*>)\)|\n(?:! ?)?[ \t]*\.\.\. \d+ (?:more|common frames omitted)/;
const head =
  /^(?:! ?)?(?:Exception in thread "([^"]*)" )?(?:Caused by: |Wrapped by: )?((?:[a-zA-Z_$][\w$]*\.)*[A-Z_$][\w$]*(?:\.[A-Z_$][\w$]*)*)(?::(?= |$)|$)/;
const named = /(?:Exception|Error|Throwable|Failure)$/;
/** `failed: com.example.XException: …`, where a program put the exception into the message. */
const within = /(?:^|[\s:;,([-])((?:[a-z][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable))(?::|$)/;

const bare = /^(?:Caused by: )?((?:[a-z][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error))(?:: ?|$)/;

/** The first exception is the outermost one. Its message may have several lines: it ends where the frames begin. */
export function findJava(text: string): FoundException | undefined {
  const frames = frame.exec(text)?.index;
  if (frames === undefined) return findBare(text);
  const before = text.slice(0, frames);
  // Candidates from the first line on, since a message may itself look like an exception.
  for (let from = 0; from >= 0; from = nextLine(before, from)) {
    const found = headAt(before, from);
    if (found) return found;
  }
  const last = before.lastIndexOf('\n') + 1;
  const inside = within.exec(lineAt(before, last));
  if (!inside?.[1]) return undefined;
  const from = last + inside.index + inside[0].indexOf(inside[1]);
  return { language: 'java', from, type: inside[1], message: before.slice(from + inside[1].length + 1).trim() };
}

/** Some exceptions have no frames, for speed: Kafka's among them. Only a class with its package counts, alone on its line. */
function findBare(text: string): FoundException | undefined {
  for (let from = nextLine(text, 0); from > 0; from = nextLine(text, from)) {
    const match = bare.exec(lineAt(text, from));
    if (match?.[1])
      return { language: 'java', from, type: match[1], message: text.slice(from + match[0].length).trim() };
  }
  return undefined;
}

/** Looks at one line at a time: the rest of the message is only cut out, so that no text takes quadratic time. */
function headAt(before: string, from: number): FoundException | undefined {
  const match = head.exec(lineAt(before, from));
  const type = match?.[2];
  // A lone capitalised word is an exception only if it says so.
  if (!type || !(type.includes('.') || named.test(type))) return undefined;
  const message = before.slice(from + match[0].length).trim();
  const found: FoundException = { language: 'java', from, type, message };
  return match[1] === undefined ? found : { ...found, thread: match[1] };
}

import type { Draft } from '../source.ts';

/** Finds the exception in an event of several lines. */
export interface FoundException {
  /** Where its stack trace begins. */
  readonly from: number;
  readonly type: string;
  readonly message: string;
  /** The thread, where the trace names it. */
  readonly thread?: string;
}

const pythonHead = 'Traceback (most recent call last):';
const pythonError = /^([A-Za-z_][\w.]*)(?:: ([\s\S]*))?$/;
const javaFrame = /\n[ \t]+at [\w$.<>/@ -]+\(|\n[ \t]*\.\.\. \d+ (?:more|common frames omitted)/;
const javaError =
  /^(?:Exception in thread "([^"]*)" )?((?:[a-zA-Z_$][\w$]*\.)*[A-Z_$][\w$]*(?:\.[A-Z_$][\w$]*)*)(?::(?= |$)|$)/;

/**
 * `error.type`, `error.message` and `error.stack_trace` from the exception in the text, if there is one; the message keeps what
 * stood before it, or the exception's own line where nothing did.
 */
export function takeException({ fields, text }: Draft): void {
  const message = typeof fields.message === 'string' ? fields.message : text;
  const found = pythonException(message) ?? javaException(message);
  if (!found) return;
  fields['error.type'] = found.type;
  if (found.message !== '') fields['error.message'] = found.message;
  if (found.thread !== undefined) fields['process.thread.name'] ??= found.thread;
  fields['error.stack_trace'] = message.slice(found.from).trimEnd();
  const before = message.slice(0, found.from).trimEnd();
  fields.message = before !== '' ? before : found.message !== '' ? `${found.type}: ${found.message}` : found.type;
}

/** Of chained tracebacks the last one is what came out; its error stands behind the frames, which are indented. */
function pythonException(text: string): FoundException | undefined {
  const from = text.indexOf(pythonHead);
  if (from < 0) return undefined;
  const lines = text
    .slice(text.lastIndexOf(pythonHead) + pythonHead.length)
    .split('\n')
    .slice(1);
  const at = lines.findIndex((line) => line !== '' && !/^\s/.test(line));
  const error = at < 0 ? undefined : pythonError.exec(lines.slice(at).join('\n').trimEnd());
  if (!error?.[1]) return undefined;
  return { from, type: error[1], message: error[2] ?? '' };
}

/** The first exception is the outermost one. Its message may have several lines: it ends where the frames begin. */
function javaException(text: string): FoundException | undefined {
  const frames = javaFrame.exec(text)?.index;
  if (frames === undefined) return undefined;
  const head = text.slice(0, frames);
  // Candidates from the first line on, since a message may itself look like an exception.
  for (let from = 0; from >= 0; from = nextLine(head, from)) {
    const found = javaHead(head, from);
    if (found) return found;
  }
  return undefined;
}

/** Looks at one line at a time: the rest of the message is only cut out, so that no text takes quadratic time. */
function javaHead(head: string, from: number): FoundException | undefined {
  const end = head.indexOf('\n', from);
  const match = javaError.exec(head.slice(from, end < 0 ? head.length : end));
  const type = match?.[2];
  // A lone capitalised word is an exception only if it says so.
  if (!type || !(type.includes('.') || /(?:Exception|Error|Throwable)$/.test(type))) return undefined;
  const found = { from, type, message: head.slice(from + match[0].length).trim() };
  return match[1] === undefined ? found : { ...found, thread: match[1] };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? -1 : end + 1;
}

import type { Draft } from '../source.ts';
import type { Language } from './dialect.ts';
import { findDotnet } from './traces/dotnet.ts';
import type { FoundException } from './traces/found.ts';
import { findGo } from './traces/go.ts';
import { findJava } from './traces/java.ts';
import { findNode } from './traces/node.ts';
import { findPhp } from './traces/php.ts';
import { findPython } from './traces/python.ts';
import { findRuby } from './traces/ruby.ts';

/** Each looks for frames that only its language writes. In order: C#'s are the least particular. */
const finders = [findPython, findGo, findJava, findNode, findRuby, findPhp, findDotnet];

/** A trace is long, a message longer than this is not one; and none may take the time of others. */
const traceCharacters = 1_000_000;

/**
 * `error.type`, `error.message` and `error.stack_trace` from the exception in the text, if there is one; the message keeps what
 * stood before it, or the exception's own line where nothing did.
 * @returns the language whose trace it is
 */
export function takeException({ fields, text }: Draft): Language | undefined {
  const message = typeof fields.message === 'string' ? fields.message : text;
  const found = findException(message);
  if (!found) return undefined;
  setError(fields, found);
  if (found.thread !== undefined) fields['process.thread.name'] ??= found.thread;
  fields['error.stack_trace'] = message.slice(found.from).trimEnd();
  const before = message.slice(0, found.from).trimEnd();
  const line = [found.type, found.message].filter((part) => part !== undefined && part !== '').join(': ');
  if (before !== '') fields.message = before;
  else if (line !== '') fields.message = line;
  return found.language;
}

/** The exception of a stack trace that came as a value of its own; what is known already stays. */
export function takeStack(fields: Draft['fields']): Language | undefined {
  const stack = fields['error.stack_trace'];
  const found = typeof stack === 'string' ? findException(stack) : undefined;
  if (found) setError(fields, found);
  return found?.language;
}

function setError(fields: Draft['fields'], { type, message, code }: FoundException): void {
  if (type !== undefined) fields['error.type'] ??= type;
  if (message !== undefined && message !== '') fields['error.message'] ??= message;
  if (code !== undefined) fields['error.code'] ??= code;
}

function findException(text: string): FoundException | undefined {
  if (!text.includes('\n')) return undefined;
  const head = text.length > traceCharacters ? text.slice(0, traceCharacters) : text;
  for (const find of finders) {
    const found = find(head);
    if (found) return found;
  }
  return undefined;
}

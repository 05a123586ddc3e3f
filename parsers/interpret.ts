import type { Fields } from './grok/extractor.ts';
import { runWithin } from './grok/time-limit.ts';
import type { Processor } from './processors/processor.ts';
import { type CompiledSource, gaveUp, type ParseContext, type ParsedEvent } from './source.ts';

/** What becomes of the events of a type behind their parser. */
export interface Processing {
  /** The type's own processors, then those for every event. */
  readonly run: Processor;
  /**
   * What is redacted in these events, out of a text of theirs that goes another way: when time ran out, when Elasticsearch refused them.
   * Takes out rather more than less. Undefined where nothing is redacted. Never throws.
   */
  readonly redactText?: (text: string) => string;
}

/** Whose events they are. */
export interface Origin {
  readonly type: string;
  readonly dataset: string;
  readonly context: ParseContext;
}

/** From text to fields: parser, then processors. Neither throws; calls belong under `mapWithin`, with `giveUp` for what takes too long. */
export interface Interpreter {
  /** @returns undefined where a processor drops the event */
  readonly interpret: (text: string) => ParsedEvent | undefined;
  readonly giveUp: (text: string) => ParsedEvent;
}

/** @param parser undefined for a type that nobody knows: the text is the message */
export function interpreter(
  parser: CompiledSource | undefined,
  processing: Processing | undefined,
  origin: Origin,
): Interpreter {
  const { context } = origin;
  const parse = parser
    ? (text: string): ParsedEvent => parser.parse(text, context)
    : (text: string): ParsedEvent => ({ fields: { message: text } });
  if (!processing) return { interpret: parse, giveUp: gaveUp };
  return {
    interpret: (text) => processed(parse(text), text, processing, origin),
    giveUp: (text) => gaveUp(processing.redactText?.(text) ?? text),
  };
}

/**
 * Runs the processors on what a parser made of a text.
 * @returns undefined where one of them drops the event
 */
export function processed(
  parsed: ParsedEvent,
  text: string,
  { run, redactText }: Processing,
  origin: Origin,
): ParsedEvent | undefined {
  const fields = parsed.fields as Fields;
  const event = { fields, timestamp: parsed.timestamp, dropped: false, text, ...origin };
  const tagsBefore = fields.tags;
  try {
    run(event);
  } catch {
    // A processor that is broken costs the event its fields, and must not let through what it was to take out.
    const message = redactText?.(text) ?? text;
    return { fields: { message, tags: ['_processorfailure'] }, failure: '_processorfailure' };
  }
  if (event.dropped) return undefined;
  const failure = parsed.failure ?? (fields.tags === tagsBefore ? undefined : failureTag(fields.tags));
  return {
    fields,
    ...(event.timestamp === undefined ? {} : { timestamp: event.timestamp }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function failureTag(tags: Fields[string] | undefined): ParsedEvent['failure'] {
  return (Array.isArray(tags) ? tags : [tags]).find(isFailureTag);
}

function isFailureTag(tag: unknown): tag is `_${string}failure` {
  return typeof tag === 'string' && tag.startsWith('_') && tag.endsWith('failure');
}

const redactionMs = 500;

/** Puts a time limit on redaction; what cannot be redacted in time is withheld. */
export function redactionWithin(redact: (text: string) => string): (text: string) => string {
  return (text) => {
    let redacted = '[withheld: it could not be redacted]';
    try {
      runWithin(redactionMs, () => {
        redacted = redact(text);
      });
    } catch {
      // Withheld.
    }
    return redacted;
  };
}

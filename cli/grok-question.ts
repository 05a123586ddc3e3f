import { MillraceError } from '../contracts/errors.ts';
import type { Catalogue } from '../parsers/catalogue.ts';
import { compileGrok } from '../parsers/grok/compile.ts';
import type { Dictionary } from '../parsers/grok/dictionary.ts';
import { explainMismatch } from '../parsers/grok/explain.ts';
import { runWithin } from '../parsers/grok/time-limit.ts';
import { interpreter } from '../parsers/interpret.ts';
import type { JoinRule } from '../parsers/join.ts';
import { isTimezone } from '../parsers/zone.ts';
import type { Answer, Ask } from './grok-report.ts';

/** What is asked of each text, and how lines make up texts. */
export interface Question {
  readonly ask: Ask;
  readonly multiline: JoinRule | undefined;
}

/** An explanation that takes longer is left out; the answer stands. */
const explainMs = 400;

/**
 * Patterns, tried in order.
 * @throws MillraceError `bad_pattern`
 */
export function patternQuestion(
  expressions: readonly string[],
  dictionary: Dictionary,
  { anchored, all }: { readonly anchored: boolean; readonly all: boolean },
): Question {
  const grok = compileGrok(expressions, dictionary, { anchored, all });
  const ask = (text: string): Answer => {
    const fields = {};
    const index = grok.exec(text, fields, fields);
    if (index >= 0) return { matched: true, pattern: index, fields };
    let stopped: Answer['stopped'];
    runWithin(explainMs, () => {
      stopped = furthest(expressions, text, dictionary, anchored);
    });
    return { matched: false, stopped };
  };
  return { ask, multiline: undefined };
}

/** Of several patterns, the one of which most fits. */
function furthest(
  expressions: readonly string[],
  text: string,
  dictionary: Dictionary,
  anchored: boolean,
): Answer['stopped'] {
  const found = expressions.flatMap((expression, pattern) => {
    const mismatch = explainMismatch(expression, text, dictionary, { anchored });
    return mismatch ? [{ pattern, ...mismatch }] : [];
  });
  const [first, ...others] = found;
  return first && others.reduce((best, one) => (one.at - one.from > best.at - best.from ? one : best), first);
}

/**
 * What the reader makes of texts of a type, processors included.
 * @param given the zone of times that name none; the type's own, or UTC, unless given
 * @throws MillraceError `bad_configuration` for a type that nobody knows, `bad_usage` for a zone
 */
export function typeQuestion(type: string, catalogue: Catalogue, given: string | undefined): Question {
  const source = catalogue.sourceOf(type);
  const timezone = given ?? source.timezone ?? 'UTC';
  if (!isTimezone(timezone))
    throw new MillraceError('bad_usage', `there is no time zone ${timezone}`, {
      subject: '--timezone',
      hint: 'give an IANA name such as Europe/Amsterdam, or an offset such as +02:00',
    });
  const origin = { type, dataset: source.dataset, context: { timezone, referenceMs: Date.now() } };
  const { interpret } = interpreter(catalogue.parserOf(type), catalogue.processingOf(type), origin);
  const ask = (text: string): Answer => {
    const event = interpret(text);
    if (event === undefined) return { matched: true, dropped: true };
    const { fields, timestamp, failure } = event;
    const document = timestamp === undefined ? fields : { '@timestamp': timestamp, ...fields };
    return { matched: failure === undefined, fields: document, ...(failure ? { failure } : {}) };
  };
  return { ask, multiline: source.multiline };
}

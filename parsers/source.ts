import { type FieldDefinition, type FieldValue, fieldCatalogue, readerFields } from '../contracts/fields.ts';
import { compileGrok } from './grok/compile.ts';
import type { Dictionary } from './grok/dictionary.ts';
import type { Fields } from './grok/extractor.ts';
import { ecsPatterns, legacyPatterns } from './patterns/standard.ts';
import { parseTimestamp, type TimestampFormat } from './timestamp.ts';

/** What a parser must be told because the line does not say it. */
export interface ParseContext {
  /** IANA zone or offset of times that name none: `Europe/Amsterdam`, `+02:00`. */
  readonly timezone: string;
  /** Milliseconds since 1970, near the time of the line: it decides the year where the line has none. */
  readonly referenceMs: number;
}

export type ParseFailure =
  | '_grokparsefailure'
  | '_jsonparsefailure'
  | '_dateparsefailure'
  /** The pattern ran longer than an event may take. Given by the caller that guards the time. */
  | '_groktimeout'
  /** A processor could not do its part: `_dissectfailure` and the like. */
  | `_${string}failure`;

export interface ParsedEvent {
  /** Flat, dotted, always with `message`. On failure `tags` holds the failure. */
  readonly fields: Readonly<Fields>;
  /** From the line: ISO 8601 in UTC, with microseconds where the line has them. */
  readonly timestamp?: string;
  readonly failure?: ParseFailure;
}

/** Given to `finish`: what the patterns took out of the line. Change `fields` in place. */
export interface Draft {
  readonly fields: Fields;
  /** Captures that are not among the source's `fields`. */
  readonly aside: Fields;
  /** What the patterns saw. */
  readonly text: string;
  readonly context: ParseContext;
  /** Index of the pattern that took the text; -1 where `read` did it. */
  pattern: number;
}

/**
 * How sure one can be of a type whose patterns explain a file, where other types explain it too: 3 for a product's own form, 2 for forms that
 * products share, 1 for forms that nearly everything has, 0 for types that are asked for by name and never guessed.
 */
export type Specificity = 0 | 1 | 2 | 3;

/** A kind of log. Adding one: this definition, its lines and the documents expected; CONTRIBUTING.md says how. */
export interface SourceDefinition {
  /** What `inputs[].type` says: `nginx.access`. */
  readonly type: string;
  /** The dataset, unless the input names another. */
  readonly dataset: string;
  readonly title: string;
  /** Grok, tried in order, each over the whole text. None: `read` does it. */
  readonly patterns: readonly string[];
  /** Which fields the standard names capture: those of ECS, unless given. */
  readonly dictionary?: 'ecs' | 'legacy';
  /** Definitions that only this source needs. */
  readonly definitions?: Readonly<Record<string, string>>;
  /** False: a pattern may take a part of the text. */
  readonly anchored?: boolean;
  /** False: all patterns are tried, and the fields of all that match are put together. */
  readonly breakOnMatch?: boolean;
  /** What patterns and `read` are to see in place of the text: without the codes of a terminal, say. The event keeps the text. */
  readonly prepare?: (text: string) => string;
  /** In place of patterns, for formats that are not text. Throwing is a `readFailure`; `false` leaves this text to the patterns. */
  readonly read?: (draft: Draft) => unknown;
  readonly readFailure?: ParseFailure;
  /** Which capture holds the time. The first format that reads it counts. */
  readonly timestamp?: {
    readonly field: string;
    readonly formats: readonly TimestampFormat[];
    /** In place of `formats`, for those that are not among the fixed ones. */
    readonly read?: (text: string, context: ParseContext) => string | undefined;
  };
  /** IANA zone of times that name none, unless the input has one. */
  readonly timezone?: string;
  /** How lines make up events, unless the input says otherwise. Sources of JavaScript regular expressions. */
  readonly multiline?: {
    readonly start?: string;
    readonly continuation?: string;
    /** Milliseconds without another line, after which the event is complete. */
    readonly timeout?: number;
    readonly max_lines?: number;
  };
  /** Every ECS field (`contracts/fields.ts`) that it can write besides `message`, `event.original` and `tags`. Other captures go aside. */
  readonly fields: readonly string[];
  /** Fields of its own that it can write, under a name that begins with the product's. */
  readonly ownFields?: Readonly<Record<string, FieldDefinition>>;
  readonly specificity: Specificity;
  /**
   * Of an event that was understood: whether it speaks for this type when a file is recognised. `undefined`: for others as much, so that it
   * counts only where some event of the file does speak for this one. Unless given, every event does.
   */
  readonly isTypical?: (event: ParsedEvent, draft: Draft) => boolean | undefined;
  /** Fields of unlisted names come through: only for formats that name their own. */
  readonly openFields?: boolean;
  readonly constants?: Readonly<Record<string, FieldValue>>;
  readonly finish?: (draft: Draft) => void;
}

export interface CompiledSource {
  readonly definition: SourceDefinition;
  /**
   * Never throws. Text that does not fit is kept as `message`, tagged. A pattern that runs away is not stopped here: put the
   * calls of a batch under `mapWithin`, and `gaveUp` in the place of what it gives up.
   */
  parse(text: string, context: ParseContext): ParsedEvent;
  /** As `parse`, and whether the event speaks for this type (`isTypical`); undefined also for what was not understood. */
  judge(text: string, context: ParseContext): { readonly event: ParsedEvent; readonly typical: boolean | undefined };
}

/** The event of a text on which the parser took too long. */
export function gaveUp(text: string): ParsedEvent {
  return failed(text, '_groktimeout');
}

function failed(text: string, failure: ParseFailure): ParsedEvent {
  return { fields: { message: text, tags: [failure] }, failure };
}

/**
 * Compiles a definition.
 * @throws MillraceError `bad_pattern`
 */
export function compileSource(definition: SourceDefinition): CompiledSource {
  const written = new Set([...definition.fields, ...Object.keys(definition.ownFields ?? {}), 'message', 'tags']);
  const grok = compileGrok(definition.patterns, dictionaryOf(definition), {
    anchored: definition.anchored ?? true,
    ...(definition.breakOnMatch === false ? { all: true } : {}),
    isAside: (name) => !written.has(name),
    // Of a hundred patterns for all forms of a language, the lines of one program need few. All are compiled in tests, those of a configuration when it is read.
    deferred: true,
  });
  const { constants = {}, finish, prepare, read, timestamp, readFailure = '_grokparsefailure' } = definition;
  const constantEntries = Object.entries(constants);

  const draftOf = (text: string, context: ParseContext): Draft => {
    return { fields: {}, aside: {}, text: prepare ? prepare(text) : text, context, pattern: -1 };
  };
  const fill = (draft: Draft, text: string): ParsedEvent => {
    const { fields, aside, context } = draft;
    try {
      if ((!read || read(draft) === false) && definition.patterns.length > 0) {
        draft.pattern = grok.exec(draft.text, fields, aside);
        if (draft.pattern < 0) return failed(text, '_grokparsefailure');
      }
      for (const [name, value] of constantEntries) fields[name] ??= value;
      finish?.(draft);
    } catch {
      return failed(text, readFailure);
    }
    keepOriginal(fields, text);
    if (!timestamp) return { fields };
    const time = aside[timestamp.field];
    if (time === undefined) return { fields };
    const parsed = timestamp.read
      ? timestamp.read(String(time), context)
      : parseTimestamp(String(time), timestamp.formats, context);
    if (parsed !== undefined) return { fields, timestamp: parsed };
    fields.tags = ['_dateparsefailure'];
    return { fields, failure: '_dateparsefailure' };
  };
  return {
    definition,
    parse: (text, context) => fill(draftOf(text, context), text),
    judge(text, context) {
      const draft = draftOf(text, context);
      const event = fill(draft, text);
      if (event.failure !== undefined && event.failure !== '_dateparsefailure') return { event, typical: undefined };
      return { event, typical: definition.isTypical ? definition.isTypical(event, draft) : true };
    },
  };
}

/** The patterns that a definition may refer to. */
export function dictionaryOf({
  dictionary,
  definitions,
}: Pick<SourceDefinition, 'dictionary' | 'definitions'>): Dictionary {
  const standard = dictionary === 'legacy' ? legacyPatterns : ecsPatterns;
  return definitions ? standard.with(definitions) : standard;
}

/** The message is what people read first. Where it is only a part of the text, the text is kept beside it. */
function keepOriginal(fields: Fields, text: string): void {
  const { message } = fields;
  if (typeof message !== 'string') fields.message = text;
  else if (message !== text) fields['event.original'] = text;
}

/** What a source can write, and how it is to be mapped. Names that the catalogue does not have are left out. */
export function fieldsOf({
  fields,
  ownFields = {},
}: Pick<SourceDefinition, 'fields' | 'ownFields'>): Record<string, FieldDefinition> {
  const known = fields.flatMap((name) => (Object.hasOwn(fieldCatalogue, name) ? [[name, fieldCatalogue[name]]] : []));
  return { ...Object.fromEntries(known), ...ownFields };
}

/** True for fields that only the reader may write. */
export function isReaderField(name: string): boolean {
  return Object.hasOwn(readerFields, name);
}

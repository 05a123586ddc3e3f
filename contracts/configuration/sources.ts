/** Kinds of logs that are described in the file: new ones, and the catalogue's with processors behind their parser. */
import { z } from 'zod';
import { writtenName } from './field-names.ts';
import { multiline, name, timezone } from './lines.ts';
import { processors } from './processors.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'expected text, a number, true or false' });

const timestamp = z.strictObject({
  field: z.string().min(1).describe('The capture that holds the time. It leaves no field behind.'),
  formats: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "ISO8601, UNIX, UNIX_MS, SYSLOG, HTTPDATE, … or a pattern such as 'dd/MM/yyyy HH:mm:ss,SSS Z'; in order.",
    ),
});

const fieldType = z.enum([
  'keyword',
  'text',
  'long',
  'integer',
  'float',
  'double',
  'date',
  'boolean',
  'ip',
  'geo_point',
]);

/** What makes a type; `extends` takes these from the catalogue. */
const ofNewTypes = [
  'patterns',
  'definitions',
  'pattern_directories',
  'dictionary',
  'break_on_match',
  'anchored',
  'timestamp',
  'constants',
] as const;

const source = z
  .strictObject({
    type: name.optional().describe('What inputs call it; with extends the type that is extended, unless given.'),
    extends: name.optional().describe('A type of the catalogue: its parser, with the processors below behind it.'),
    dataset: name.optional().describe('The <dataset> of logs-<dataset>-<namespace>; the type, unless given.'),
    title: z.string().min(1).max(200).optional().describe('For people: millrace validate --types.'),
    patterns: z
      .array(z.string().min(1))
      .min(1)
      .max(500)
      .optional()
      .describe('Grok, in order; the first that matches counts.'),
    definitions: z
      .record(z.string().regex(/^\w+$/, 'letters, digits and underscores only'), z.string().min(1))
      .optional()
      .describe('Patterns of your own, by name.'),
    pattern_directories: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Folders of files with a pattern a line: NAME, a space, the expression. Beside this file, unless absolute.',
      ),
    dictionary: z
      .enum(['ecs', 'legacy'])
      .optional()
      .describe('Which names the standard patterns give to fields; ecs, unless given.'),
    break_on_match: z
      .boolean()
      .optional()
      .describe('False: all patterns are tried, the fields of all matches are put together.'),
    anchored: z.boolean().optional().describe('Whether a pattern must take the whole text; true, unless given.'),
    timestamp: timestamp.optional().describe('When it happened; else the time of shipping.'),
    timezone: timezone.optional().describe("IANA zone of times that name none; the input's comes first."),
    multiline: multiline.optional().describe('How lines make up events; that of the input comes first.'),
    fields: z
      .record(writtenName, fieldType)
      .default({})
      .describe(
        'Types of fields for the index. Captures that are not listed are keywords, with :int longs, with :float doubles.',
      ),
    constants: z
      .record(writtenName, z.union([scalar, z.array(scalar).min(1)], { error: 'expected a value or a list of values' }))
      .optional()
      .describe('Set on each event that was understood.'),
    processors: processors.default([]).describe('Run behind the parser, before those for every event.'),
  })
  .superRefine((value, context) => {
    const fail = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (value.extends === undefined) {
      if (value.type === undefined) fail([], 'give type, a name of its own, or extends, a type of the catalogue');
      if (value.timestamp && !value.patterns)
        fail(['timestamp'], 'goes with patterns, whose capture it names; without any, use a date processor');
      return;
    }
    for (const key of ofNewTypes) {
      if (value[key] !== undefined) fail([key], `not with extends: the type ${value.extends} has its own`);
    }
  })
  .transform((value) => ({ ...value, type: value.type ?? value.extends ?? '' }));

/** The `sources:` of a configuration. */
export const sources = z.array(source).max(500);

export type SourceConfiguration = z.output<typeof source>;

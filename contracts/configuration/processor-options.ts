/** What each processor can be told. The names are the ones in the file; docs/processors.md has an example of each. */
import { z } from 'zod';
import { byName, dateName, namePrefix, readName, removedName, writtenName } from './field-names.ts';
import { timezone } from './lines.ts';

const oneCharacter = z.string().refine((value) => [...value].length === 1, 'exactly one character');
const readNames = z.array(readName).min(1).describe('The fields, as a list.');
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'expected text, a number, true or false' });
const overwrite = z.boolean().default(false).describe('Whether a field that is there already is written over.');

const dissect = z.strictObject({
  field: readName.default('message').describe('The field that is taken apart.'),
  pattern: z.string().min(1).describe('%{key} between what separates them: "%{client} [%{ts}] %{?skipped} %{->}".'),
  append_separator: z.string().default('').describe('Between the parts that %{+key} puts together.'),
});

const grok = z
  .strictObject({
    field: readName.default('message').describe('The field that is matched.'),
    pattern: z.string().min(1).optional().describe('A grok expression.'),
    patterns: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Several, in order; the first that matches counts.'),
    definitions: byName(z.string().regex(/^\w+$/, 'letters, digits and underscores only'), z.string())
      .default({})
      .describe('Patterns of your own, by name.'),
    dictionary: z.enum(['ecs', 'legacy']).default('ecs').describe('Which names the standard patterns give to fields.'),
    anchored: z.boolean().default(false).describe('Whether the whole text must match.'),
  })
  .refine((value) => (value.pattern === undefined) !== (value.patterns === undefined), {
    error: 'give either pattern or patterns',
  });

const kv = z.strictObject({
  field: readName.default('message').describe('The field that holds the pairs.'),
  field_split: z.string().min(1).default(' ').describe('Characters between pairs, each one alone.'),
  value_split: z.string().min(1).default('=').describe('Characters between key and value, each one alone.'),
  prefix: namePrefix.default('').describe('Before each key, such as "shop.".'),
  include_keys: z.array(z.string().min(1)).min(1).optional().describe('Only these keys.'),
  exclude_keys: z.array(z.string().min(1)).default([]).describe('Not these keys.'),
  trim: z.string().default('').describe('Characters taken off both ends of a value.'),
  overwrite,
});

const json = z.strictObject({
  field: readName.default('message').describe('The field that holds a JSON object.'),
  prefix: namePrefix.default('').describe('Before each name, such as "shop.".'),
  overwrite,
});

const csv = z
  .strictObject({
    field: readName.default('message').describe('The field that holds the row.'),
    columns: z
      .array(z.union([writtenName, z.literal('-')], { error: 'not a field name, nor - for a column that is left out' }))
      .min(1)
      .describe('The fields that the values go to, in order; - leaves a column out.'),
    separator: oneCharacter.default(',').describe('Between the values.'),
    quote: oneCharacter.default('"').describe('Around values that hold a separator; twice within a value for itself.'),
    trim: z.boolean().default(false).describe('Whether blanks around values go.'),
  })
  .refine((value) => value.separator !== value.quote, { error: 'separator and quote must differ' });

const userAgent = z.strictObject({
  field: readName.default('user_agent.original').describe('The field that holds what the client sent.'),
});

const date = z.strictObject({
  field: readName.describe('The field that holds the time.'),
  formats: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "ISO8601, UNIX, UNIX_MS, SYSLOG, HTTPDATE, … or a pattern such as 'dd/MM/yyyy HH:mm:ss,SSS Z', in order.",
    ),
  timezone: timezone.optional().describe("Of times that name none; the input's, unless given."),
  target: dateName.default('@timestamp').describe('Where it goes.'),
});

/** What people call two of them elsewhere is understood. */
const convertedType = z
  .enum(['integer', 'long', 'float', 'boolean', 'ip', 'string', 'int', 'bool'])
  .transform((type) => (type === 'int' ? 'integer' : type === 'bool' ? 'boolean' : type));

const convert = z.strictObject({
  fields: byName(writtenName, convertedType).describe('The type that each field is to have.'),
  on_failure: z.enum(['tag', 'remove']).default('tag').describe('What becomes of a value that cannot be had as one.'),
});

const rename = z.strictObject({
  fields: byName(readName, writtenName).describe('New name by old name.'),
  overwrite,
});

const remove = z.strictObject({ fields: z.array(removedName).min(1).describe('Names; http.* for all within http.') });

const add = z.strictObject({
  fields: byName(
    writtenName,
    z.union([scalar, z.array(scalar).min(1)], { error: 'expected a value or a list of values' }),
  )
    .default({})
    .describe('Value by name; what is there already is written over.'),
  tags: z.array(z.string().min(1)).default([]).describe('Added to the tags.'),
});

const onFields = z.strictObject({ fields: z.array(writtenName).min(1).describe('The fields, as a list.') });

const split = z
  .strictObject({
    field: readName.describe('The field that is split.'),
    separator: z.string().min(1).describe('Text, or a regular expression as /…/.'),
    target: writtenName.optional().describe('Where the list goes; the field itself, unless given.'),
  })
  .refine((value) => value.target !== undefined || writtenName.safeParse(value.field).success, {
    error: 'needs a target: no processor may write the field itself',
  });

const redact = z.strictObject({
  fields: readNames.optional().describe('Only these fields; every field that holds text, unless given.'),
  original: z.boolean().default(true).describe('Whether event.original is redacted, also where fields are named.'),
  kinds: z
    .array(z.enum(['email', 'card', 'token']))
    .default(['email', 'card', 'token'])
    .describe('E-mail addresses, card numbers with a valid check digit, credentials.'),
  patterns: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w-]+$/, 'letters, digits, _ and - only'),
        pattern: z.string().min(1),
      }),
    )
    .default([])
    .describe('Kinds of your own: a name and a regular expression.'),
  replacement: z.string().default('[redacted:{kind}]').describe('What stands there instead.'),
});

const geoip = z.strictObject({
  field: readName.default('source.ip').describe('The field that holds the address.'),
  database: z.string().min(1).describe('Path of a MaxMind database (.mmdb): City, Country or ASN.'),
});

const drop = z.strictObject({});

export const processorOptions = {
  dissect: dissect.describe('Takes text apart at fixed separators.'),
  grok: grok.describe('Takes text apart by patterns.'),
  kv: kv.describe('Reads key=value pairs.'),
  json: json.describe('Reads a JSON object.'),
  csv: csv.describe('Reads a row of separated values.'),
  user_agent: userAgent.describe('Tells the browser, system and device of a user agent.'),
  date: date.describe('Reads a time.'),
  convert: convert.describe('Makes numbers, booleans, addresses or text of fields.'),
  rename: rename.describe('Gives fields other names.'),
  remove: remove.describe('Takes fields away.'),
  add: add.describe('Sets fields to fixed values, adds tags.'),
  lowercase: onFields.describe('Lower case.'),
  uppercase: onFields.describe('Upper case.'),
  trim: onFields.describe('Takes blanks off both ends.'),
  split: split.describe('Makes a list of text.'),
  redact: redact.describe('Makes e-mail addresses, card numbers and credentials unreadable.'),
  geoip: geoip.describe('Tells where an address is and whose it is.'),
  drop: drop.describe('Counts the event and lets it go no further.'),
};

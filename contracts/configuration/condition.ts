import { z } from 'zod';
import { readName } from './field-names.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'expected text, a number, true or false' });

const operators = ['equals', 'not_equals', 'in', 'matches', 'exists', 'above', 'below'] as const;

/** When a processor runs. Everything that is given must hold. */
export const conditionSchema = z
  .strictObject({
    type: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error: 'expected a type or a list of types' })
      .transform((value) => (Array.isArray(value) ? value : [value]))
      .optional()
      .describe('The type of the input, or one of several.'),
    field: readName.optional().describe('The field that the rest of the condition looks at.'),
    equals: scalar.optional().describe('The field has this value; of several values, one has it.'),
    not_equals: scalar.optional().describe('The field does not have this value, or is not there.'),
    in: z.array(scalar).min(1).optional().describe('The field has one of these values.'),
    matches: z.string().min(1).optional().describe('The field matches: grok, or a regular expression as /…/ or /…/i.'),
    exists: z.boolean().optional().describe('The field is there, or is not.'),
    above: z.number().optional().describe('The field is a number greater than this.'),
    below: z.number().optional().describe('The field is a number less than this.'),
    get all() {
      return z.array(conditionSchema).min(1).optional().describe('All of these hold.');
    },
    get any() {
      return z.array(conditionSchema).min(1).optional().describe('At least one of these holds.');
    },
    get not() {
      return conditionSchema.optional().describe('This does not hold.');
    },
  })
  .superRefine((value, context) => {
    const given = operators.filter((operator) => value[operator] !== undefined);
    if (value.field === undefined && given.length > 0)
      context.addIssue({ code: 'custom', message: `${given[0]} needs a field to look at: field: …` });
    if (value.field !== undefined && given.length === 0)
      context.addIssue({ code: 'custom', message: `say what of ${value.field}: ${operators.join(', ')}` });
    // A mistyped key has its own message, and is why nothing else is there.
    if (Object.keys(value).length === 0 && context.issues.length === 0)
      context.addIssue({ code: 'custom', message: 'an empty condition: give type, field, all, any or not' });
  });

export type Condition = z.output<typeof conditionSchema>;

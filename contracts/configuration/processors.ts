import { z } from 'zod';
import { type Condition, conditionSchema } from './condition.ts';
import { processorOptions } from './processor-options.ts';

type OptionSchemas = typeof processorOptions;
export type ProcessorName = keyof OptionSchemas;
export type OptionsOf<N extends ProcessorName> = z.output<OptionSchemas[N]>;

type Named<N extends ProcessorName> = {
  readonly name: N;
  readonly options: OptionsOf<N>;
  /** Always, where there is none. */
  readonly if?: Condition;
};

/** One processor as the file has it, checked, with defaults. Patterns and formats are checked when it is compiled. */
export type ProcessorDefinition = { [N in ProcessorName]: Named<N> }[ProcessorName];

export const processorNames = Object.keys(processorOptions) as readonly ProcessorName[];

type Optional<S extends Record<string, z.ZodType>> = { [K in keyof S]: z.ZodOptional<S[K]> };

const entry = z
  .strictObject({
    ...(Object.fromEntries(
      Object.entries(processorOptions).map(([name, schema]) => [name, schema.optional()]),
    ) as Optional<OptionSchemas>),
    if: conditionSchema.optional().describe('When it runs; always, unless given.'),
  })
  .transform((value, context): ProcessorDefinition => {
    const given = processorNames.filter((name) => value[name] !== undefined);
    const [name] = given;
    // A mistyped name has its own message, and is why none is there.
    if (name === undefined && context.issues.length > 0) return z.NEVER;
    if (name === undefined || given.length > 1) {
      const message = name === undefined ? 'names no processor' : `names several processors: ${given.join(', ')}`;
      context.addIssue({ code: 'custom', message: `${message}; one an item, such as - lowercase: { fields: [x] }` });
      return z.NEVER;
    }
    // The name and its options come from the same entry, which the type checker cannot follow through the index.
    return { name, options: value[name], ...(value.if ? { if: value.if } : {}) } as ProcessorDefinition;
  });

/** The `processors:` of a configuration: run in order on each event. */
export const processors = z.array(entry).max(500);

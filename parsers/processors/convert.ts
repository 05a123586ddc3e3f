import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import type { FieldType } from '../../contracts/fields.ts';
import { conversions, convertValue } from './conversions.ts';
import { fieldValue } from './field-text.ts';
import { badOption } from './problems.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { catalogueField } from './write-field.ts';

/** The types of the index, by the names of the configuration. */
export const convertedTypes = {
  integer: 'integer',
  long: 'long',
  float: 'float',
  boolean: 'boolean',
  ip: 'ip',
  string: 'keyword',
} as const satisfies Record<string, FieldType>;

/**
 * Makes values of another type, all members of a list or none.
 * @throws MillraceError `bad_configuration` where the field has another type in every data stream
 */
export function compileConvert({ fields: types, on_failure: onFailure }: OptionsOf<'convert'>): Processor {
  const steps = Object.entries(types).map(([name, type]) => {
    const known = catalogueField(name)?.type;
    if (known !== undefined && !fits(known, convertedTypes[type]))
      throw badOption(`fields.${name}`, `${name} is ${known} everywhere, not ${type}`, 'rename it first');
    return { name, convert: conversions[convertedTypes[type]] };
  });
  return ({ fields }) => {
    for (const { name, convert } of steps) {
      const value = fieldValue(fields, name);
      if (value === undefined) continue;
      const converted = convertValue(value, convert);
      if (converted !== undefined) {
        fields[name] = converted;
        continue;
      }
      if (onFailure === 'remove') delete fields[name];
      addTag(fields, '_convertfailure');
    }
  };
}

const numbers: ReadonlySet<FieldType> = new Set<FieldType>(['long', 'integer', 'float', 'double']);

/** Whether an index that has the field as `known` takes what the conversion makes. */
function fits(known: FieldType, made: FieldType): boolean {
  if (known === 'text' || known === 'keyword') return made === 'keyword';
  if (known === 'long' || known === 'integer') return made === 'long' || made === 'integer';
  return known === made || (numbers.has(known) && numbers.has(made));
}

import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { badOption } from './problems.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { catalogueField, compileWriter } from './write-field.ts';

/**
 * Sets fields to fixed values, and adds tags.
 * @throws MillraceError `bad_configuration` for a value that the type of its field cannot hold
 */
export function compileAdd({ fields: values, tags }: OptionsOf<'add'>): Processor {
  const steps = Object.entries(values).map(([name, value]) => {
    const write = compileWriter(name);
    if (!write({}, value))
      throw badOption(`fields.${name}`, `${name} is ${catalogueField(name)?.type} everywhere`, 'give it such a value');
    return { write, value };
  });
  return ({ fields }) => {
    for (const { write, value } of steps) write(fields, value);
    for (const tag of tags) addTag(fields, tag);
  };
}

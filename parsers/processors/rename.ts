import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { fieldValue } from './field-text.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { compileWriter } from './write-field.ts';

/** Gives fields other names, in order. A field that is there already stays, unless it may be written over. */
export function compileRename({ fields: names, overwrite }: OptionsOf<'rename'>): Processor {
  const steps = Object.entries(names)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ from, to, write: compileWriter(to) }));
  return ({ fields }) => {
    for (const { from, to, write } of steps) {
      const value = fieldValue(fields, from);
      if (value === undefined) continue;
      const free = overwrite || fieldValue(fields, to) === undefined;
      if (free && write(fields, value)) delete fields[from];
      else addTag(fields, '_renamefailure');
    }
  };
}

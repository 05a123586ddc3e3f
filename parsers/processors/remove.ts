import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import type { Processor } from './processor.ts';

/** Takes fields away. `http.*` is all that begins with `http.`. */
export function compileRemove({ fields: names }: OptionsOf<'remove'>): Processor {
  const plain = names.filter((name) => !name.endsWith('.*'));
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  return ({ fields }) => {
    for (const name of plain) {
      // A field that is deleted without being there makes V8 keep the object in its slow form all the same.
      if (Object.hasOwn(fields, name)) delete fields[name];
    }
    if (prefixes.length === 0) return;
    for (const name of Object.keys(fields)) {
      if (name !== 'event.original' && prefixes.some((prefix) => name.startsWith(prefix))) delete fields[name];
    }
  };
}

import { fieldValue } from './field-text.ts';
import type { Processor } from './processor.ts';

/** Lower case, of each value that is text. */
export function compileLowercase({ fields }: { readonly fields: readonly string[] }): Processor {
  return changing(fields, (text) => text.toLowerCase());
}

/** Upper case, of each value that is text. */
export function compileUppercase({ fields }: { readonly fields: readonly string[] }): Processor {
  return changing(fields, (text) => text.toUpperCase());
}

/** Takes blanks and line ends off both ends, of each value that is text. */
export function compileTrim({ fields }: { readonly fields: readonly string[] }): Processor {
  return changing(fields, (text) => text.trim());
}

function changing(names: readonly string[], change: (text: string) => string): Processor {
  return ({ fields }) => {
    for (const name of names) {
      const value = fieldValue(fields, name);
      if (typeof value === 'string') fields[name] = change(value);
      else if (Array.isArray(value)) fields[name] = value.map((one) => (typeof one === 'string' ? change(one) : one));
    }
  };
}

import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import type { FieldValue } from '../../contracts/fields.ts';
import type { Fields } from '../grok/extractor.ts';
import type { Processor } from './processor.ts';
import { compileRedactions } from './redactions.ts';

const original = 'event.original';

/**
 * Makes e-mail addresses, card numbers and credentials unreadable, in every field unless some are named; in the original text too, or what is
 * taken out of the message would stand beside it.
 * @throws MillraceError `bad_pattern`
 */
export function compileRedact(options: OptionsOf<'redact'>): Processor {
  const redact = compileRedactions(options);
  const named = options.fields && [...new Set([...options.fields, ...(options.original ? [original] : [])])];
  return ({ fields }) => {
    for (const name of named ?? Object.keys(fields)) {
      if (name === original && !options.original && !options.fields?.includes(original)) continue;
      if (Object.hasOwn(fields, name)) redactField(fields, name, redact);
    }
  };
}

function redactField(fields: Fields, name: string, redact: (text: string) => string): void {
  const value = fields[name];
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    const redacted = redactOne(value as string | number | boolean, redact);
    if (redacted !== value) fields[name] = redacted;
    return;
  }
  const redacted = value.map((one) => redactOne(one, redact));
  if (redacted.some((one, i) => one !== value[i])) fields[name] = redacted satisfies FieldValue;
}

/** A card number can be a number. */
function redactOne(value: string | number | boolean, redact: (text: string) => string): string | number | boolean {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'number' || value < 1e12) return value;
  const text = String(value);
  const redacted = redact(text);
  return redacted === text ? value : redacted;
}

import { type FieldDefinition, type FieldValue, fieldCatalogue } from '../../contracts/fields.ts';
import type { Fields } from '../grok/extractor.ts';
import { conversions, convertValue } from './conversions.ts';

/** Writes a field. @returns false where the type that the field has in the catalogue cannot hold the value: nothing is written */
export type FieldWriter = (fields: Fields, value: FieldValue) => boolean;

/** Elasticsearch refuses a whole document for one value of the wrong type, so none is let through. */
export function compileWriter(name: string): FieldWriter {
  const type = catalogueField(name)?.type;
  if (type === undefined)
    return (fields, value) => {
      fields[name] = value;
      return true;
    };
  const convert = conversions[type];
  return (fields, value) => {
    const fitting = convertValue(value, convert);
    if (fitting === undefined) return false;
    fields[name] = fitting;
    return true;
  };
}

export function catalogueField(name: string): FieldDefinition | undefined {
  return Object.hasOwn(fieldCatalogue, name) ? fieldCatalogue[name] : undefined;
}

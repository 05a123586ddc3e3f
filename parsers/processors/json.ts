import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import type { FieldValue } from '../../contracts/fields.ts';
import { textOf } from './field-text.ts';
import { compileOpenWriter, openLimits } from './open-fields.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';

const depthMost = 8;

/** What is no object is told without the cost of an exception. */
const objectStart = /^\s*\{/;

/** Integers that a double may not hold. */
const longNumber = /\d{16}/;

/** Reads a JSON object, flat with dots. At most 200 fields and 8 levels: what is deeper stays text. */
export function compileJson({ field, prefix, overwrite }: OptionsOf<'json'>): Processor {
  const write = compileOpenWriter('json', prefix, overwrite);
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    const members = readObject(text);
    if (!members) return addTag(fields, '_jsonparsefailure');
    for (const [name, value] of members) write(fields, name, value);
  };
}

type Members = [name: string, value: FieldValue][];

function readObject(text: string): Members | undefined {
  if (!objectStart.test(text)) return undefined;
  try {
    const document: unknown = longNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    if (typeof document !== 'object' || document === null) return undefined;
    const members: Members = [];
    flatten(document, '', 1, members);
    return members;
  } catch {
    // Not JSON, or nested so deeply that the stack does not hold it.
    return undefined;
  }
}

function keepDigits(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  return context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}

function flatten(value: object, prefix: string, depth: number, members: Members): void {
  for (const [key, member] of Object.entries(value)) {
    if (members.length >= openLimits.keys) return;
    const name = prefix + key;
    if (name.length > openLimits.nameCharacters) continue;
    if (typeof member === 'object' && member !== null && !Array.isArray(member) && depth < depthMost) {
      flatten(member, `${name}.`, depth + 1, members);
      continue;
    }
    const plain = plainOf(member);
    if (plain !== undefined) members.push([name, plain]);
  }
}

function plainOf(value: unknown): FieldValue | undefined {
  if (!Array.isArray(value)) return scalarOf(value);
  const items = value.slice(0, openLimits.arrayItems).flatMap((item) => scalarOf(item) ?? []);
  const [first] = items;
  if (first === undefined) return undefined;
  // One type a list: a mapping has room for one.
  return items.every((item) => typeof item === typeof first) ? items : items.map(String);
}

/** Lists and objects within lists are kept as text. */
function scalarOf(value: unknown): string | number | boolean | undefined {
  // 1e999 is valid JSON, and no number that an index has.
  if (value === null || value === undefined || value === Infinity || value === -Infinity) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

import type { FieldValue } from '../../contracts/fields.ts';
import type { Slot } from './emit.ts';
import type { Conversion } from './tree.ts';

export type Fields = Record<string, FieldValue>;

/** Puts the captures of a match into `fields`, and those that are only material for others into `aside`. */
export type Extractor = (match: readonly (string | undefined)[], fields: Fields, aside: Fields) => void;

/**
 * Generates the code that turns captures into fields: a straight line of tests and assignments, twice as fast as a loop over the
 * slots or as named groups. Empty captures are dropped; a field captured twice becomes an array.
 */
export function compileExtractor(slots: readonly Slot[], isAside: (name: string) => boolean): Extractor {
  const byName = new Map<string, Slot[]>();
  for (const slot of slots) byName.set(slot.field.name, [...(byName.get(slot.field.name) ?? []), slot]);
  const lines = ['let v;'];
  for (const [name, group] of byName) {
    const target = `${isAside(name) ? 'aside' : 'fields'}[${JSON.stringify(name)}]`;
    const first = group[0];
    if (first && group.length === 1) {
      lines.push(`v = match[${first.index}]; if (v) ${target} = ${convert('v', first.field.conversion)};`);
      continue;
    }
    lines.push('v = undefined;');
    for (const { index, field } of group)
      lines.push(`if (match[${index}]) v = join(v, ${convert(`match[${index}]`, field.conversion)});`);
    lines.push(`if (v !== undefined) ${target} = v;`);
  }
  const make = new Function(
    'toInteger',
    'toFloat',
    'join',
    `return function extract(match, fields, aside) {\n${lines.join('\n')}\n};`,
  );
  return make(toInteger, toFloat, joinValues);
}

function convert(expression: string, conversion: Conversion | undefined): string {
  if (conversion === 'int') return `toInteger(${expression})`;
  if (conversion === 'float') return `toFloat(${expression})`;
  return expression;
}

/**
 * As Ruby's `to_i`: what the text begins with, 0 where it begins with no number. Integers that a double cannot hold stay text,
 * digit by digit.
 */
export function toInteger(text: string): number | string {
  // Nearly all are a few digits, which a loop reads faster than a call into V8.
  if (text.length > digitsQuick) return toAnyInteger(text);
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return toAnyInteger(text);
    value = value * 10 + digit;
  }
  return value;
}

const digitsQuick = 9;

function toAnyInteger(text: string): number | string {
  const value = Number.parseInt(text, 10);
  // There is no minus nothing.
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  if (Number.isNaN(value)) return 0;
  return /^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0;
}

/** As Ruby's `to_f`: 0 where the text begins with no number. */
export function toFloat(text: string): number {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : 0;
}

/** A field that is captured again becomes an array. */
export function joinValues(before: FieldValue | undefined, value: string | number | boolean): FieldValue {
  if (before === undefined) return value;
  return Array.isArray(before) ? [...before, value] : [before as string | number | boolean, value];
}

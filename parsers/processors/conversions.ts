import type { FieldType, FieldValue } from '../../contracts/fields.ts';
import { isIp } from '../families/web.ts';
import { parseTimestamp } from '../timestamp.ts';

export type Scalar = string | number | boolean;

/** @returns undefined where the value cannot be had as the type */
export type Conversion = (value: Scalar) => Scalar | undefined;

const integerText = /^[+-]?\d{1,19}(?:\.0{1,20})?$/;
const numberText = /^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?$/;
const pointText = /^-?\d{1,2}(?:\.\d{1,20})?, ?-?\d{1,3}(?:\.\d{1,20})?$/;
const int32Most = 2 ** 31;
const longMost = 2n ** 63n;

const truths = new Map<string, boolean>([
  ...['true', 't', 'yes', 'y', 'on', '1'].map((text): [string, boolean] => [text, true]),
  ...['false', 'f', 'no', 'n', 'off', '0'].map((text): [string, boolean] => [text, false]),
]);

/** 64 bits. Integers that a double cannot hold stay text, digit by digit: Elasticsearch reads them. */
function toLong(value: Scalar): Scalar | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value === 'boolean' || !integerText.test(value)) return undefined;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  const digits = value.split('.', 1)[0] ?? '';
  const exact = BigInt(digits.replace(/^\+/, ''));
  return exact >= -longMost && exact < longMost ? exact.toString() : undefined;
}

function toInteger(value: Scalar): Scalar | undefined {
  const long = toLong(value);
  return typeof long === 'number' && long >= -int32Most && long < int32Most ? long : undefined;
}

function toFloat(value: Scalar): Scalar | undefined {
  if (typeof value === 'boolean' || (typeof value === 'string' && !numberText.test(value))) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function toBoolean(value: Scalar): Scalar | undefined {
  return typeof value === 'boolean' ? value : truths.get(String(value).toLowerCase());
}

function toIp(value: Scalar): Scalar | undefined {
  return typeof value === 'string' && isIp(value) ? value : undefined;
}

function toDate(value: Scalar): Scalar | undefined {
  if (typeof value !== 'string') return undefined;
  return parseTimestamp(value, ['ISO8601'], { timezone: 'UTC', referenceMs: 0 });
}

function toPoint(value: Scalar): Scalar | undefined {
  if (typeof value !== 'string' || !pointText.test(value)) return undefined;
  const [latitude, longitude] = value.split(',').map(Number);
  return Math.abs(latitude ?? 91) <= 90 && Math.abs(longitude ?? 181) <= 180 ? value : undefined;
}

/** What brings a value into the form that the index takes for a type. */
export const conversions: Readonly<Record<FieldType, Conversion>> = {
  keyword: String,
  text: String,
  long: toLong,
  integer: toInteger,
  float: toFloat,
  double: toFloat,
  boolean: toBoolean,
  ip: toIp,
  date: toDate,
  geo_point: toPoint,
  object: () => undefined,
};

/** All members of a list, or none. */
export function convertValue(value: FieldValue, convert: Conversion): FieldValue | undefined {
  if (!Array.isArray(value)) return convert(value as Scalar);
  const converted: Scalar[] = [];
  for (const member of value as readonly Scalar[]) {
    const one = convert(member);
    if (one === undefined) return undefined;
    converted.push(one);
  }
  return converted;
}

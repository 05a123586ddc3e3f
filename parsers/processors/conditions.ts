import type { Condition } from '../../contracts/configuration/condition.ts';
import type { FieldValue } from '../../contracts/fields.ts';
import { compileGrok } from '../grok/compile.ts';
import { ecsPatterns } from '../patterns/standard.ts';
import type { Scalar } from './conversions.ts';
import { fieldValue } from './field-text.ts';
import { forOption } from './problems.ts';
import type { WorkingEvent } from './processor.ts';
import { regularExpression } from './regular-expression.ts';

/** Never throws. */
export type Predicate = (event: WorkingEvent) => boolean;

type ValueTest = (value: FieldValue | undefined) => boolean;

/**
 * Compiles a condition: everything that is given must hold.
 * @throws MillraceError `bad_pattern`
 */
export function compileCondition(condition: Condition): Predicate {
  const { type: types, all = [], any, not } = condition;
  const predicates: Predicate[] = [];
  if (types) predicates.push(({ type }) => types.includes(type));
  if (condition.field !== undefined) predicates.push(fieldPredicate(condition.field, valueTests(condition)));
  for (const one of all) predicates.push(compileCondition(one));
  if (any) {
    const choices = any.map(compileCondition);
    predicates.push((event) => choices.some((holds) => holds(event)));
  }
  if (not) {
    const holds = compileCondition(not);
    predicates.push((event) => !holds(event));
  }
  const [only] = predicates;
  if (only && predicates.length === 1) return only;
  return (event) => predicates.every((holds) => holds(event));
}

function fieldPredicate(name: string, tests: readonly ValueTest[]): Predicate {
  return ({ fields }) => {
    const value = fieldValue(fields, name);
    return tests.every((test) => test(value));
  };
}

function valueTests({
  equals,
  not_equals: differs,
  in: several,
  matches,
  exists,
  above,
  below,
}: Condition): ValueTest[] {
  const tests: ValueTest[] = [];
  if (equals !== undefined) tests.push(oneOf([equals]));
  if (several) tests.push(oneOf(several));
  if (differs !== undefined) {
    const isEqual = oneOf([differs]);
    tests.push((value) => !isEqual(value));
  }
  if (matches !== undefined) tests.push(some(compileMatch(matches)));
  if (exists !== undefined) tests.push((value) => (value !== undefined) === exists);
  if (above !== undefined) tests.push(some((value) => numberOf(value) > above));
  if (below !== undefined) tests.push(some((value) => numberOf(value) < below));
  return tests;
}

/** Numbers compare with text that shows them: parsers of text and of JSON differ in what they make of `200`. */
function oneOf(values: readonly Scalar[]): ValueTest {
  const texts = new Set(values.map(String));
  return some((value) => texts.has(String(value)));
}

/** Of several values, one is enough. */
function some(test: (value: Scalar) => boolean): ValueTest {
  return (value) => {
    if (value === undefined) return false;
    return Array.isArray(value) ? value.some(test) : test(value as Scalar);
  };
}

function numberOf(value: Scalar): number {
  return typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
}

function compileMatch(pattern: string): (value: Scalar) => boolean {
  const regex = regularExpression('if.matches', pattern);
  if (regex) return (value) => regex.test(String(value));
  const grok = forOption('if.matches', () => compileGrok([pattern], ecsPatterns));
  return (value) => grok.match(String(value)) !== undefined;
}

import { advice, type FoundProblem } from './problems.ts';
import type { Configuration } from './schema.ts';

/** Names of types that do not go together: inputs of types that nobody knows, types that are there twice. */
export function typeProblems(
  { inputs, sources }: Pick<Configuration, 'inputs' | 'sources'>,
  knownTypes: readonly string[],
): FoundProblem[] {
  // A source that extends a name that nobody knows has that for its own, too: a mistake is no type.
  const described = sources.filter(({ type, extends: base }) => base !== type || knownTypes.includes(base));
  const types = [...new Set([...knownTypes, ...described.map(({ type }) => type)])];
  const problems: FoundProblem[] = [];
  for (const [i, source] of sources.entries()) {
    const { type, extends: base } = source;
    if (base !== undefined && !knownTypes.includes(base)) {
      const message = `there is no type ${base} in the catalogue; ${advice(base, knownTypes, 'known')}`;
      problems.push({ path: ['sources', i, 'extends'], message });
    }
    if (sources.findIndex((other) => other.type === type) < i) {
      problems.push({ path: ['sources', i, 'type'], message: `the type ${type} is described twice` });
    } else if (base === undefined && knownTypes.includes(type)) {
      const message = `${type} is a type of the catalogue; take another name, or put processors behind it with extends: ${type}`;
      problems.push({ path: ['sources', i, 'type'], message });
    } else if (base !== undefined && base !== type && knownTypes.includes(type)) {
      const message = `${type} is a type of the catalogue; take another name for what extends ${base}`;
      problems.push({ path: ['sources', i, 'type'], message });
    }
  }
  for (const [i, { type }] of inputs.entries()) {
    if (!types.includes(type) && !sources.some((source) => source.type === type)) {
      problems.push({
        path: ['inputs', i, 'type'],
        message: `there is no type ${type}; ${orOwn(advice(type, types, 'known'))}`,
      });
    }
  }
  return problems;
}

function orOwn(known: string): string {
  return known.endsWith('?')
    ? `${known} Or describe a type of your own under sources:`
    : `${known}; or describe a type of your own under sources:`;
}

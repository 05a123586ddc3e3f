import type { Condition } from '../../contracts/configuration/condition.ts';
import type { ParsingConfiguration } from '../../contracts/configuration/schema.ts';
import { nearest } from '../../contracts/nearest.ts';
import type { Catalogue } from '../catalogue.ts';

/**
 * Conditions on types that nobody knows. They may be meant: events that others put on the queue have types of their own. Mistyped,
 * they never hold, and what they were to redact is not.
 */
export function strangeTypes({ sources, processors }: ParsingConfiguration, catalogue: Catalogue): string[] {
  const lists = [
    { place: 'processors', list: processors },
    ...sources.map((source, i) => ({ place: `sources[${i}].processors`, list: source.processors })),
  ];
  const types = catalogue.types.map(({ type }) => type);
  return lists.flatMap(({ place, list }) =>
    list.flatMap((definition, i) =>
      typesIn(definition.if)
        .filter((type) => !catalogue.has(type))
        .map((type) => {
          const near = nearest(type, types);
          const advice = near === undefined ? '' : `; did you mean ${near}?`;
          return `${place}[${i}].if: no type ${type} is known here${advice}`;
        }),
    ),
  );
}

function typesIn(condition: Condition | undefined): string[] {
  if (!condition) return [];
  const { type = [], all = [], any = [], not } = condition;
  return [...type, ...[...all, ...any].flatMap(typesIn), ...typesIn(not)];
}

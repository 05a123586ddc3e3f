import { MillraceError } from '../contracts/errors.ts';
import { nearest } from '../contracts/nearest.ts';
import { sources } from './catalogue.generated.ts';
import type { Processing } from './interpret.ts';
import { type CompiledSource, compileSource, type SourceDefinition } from './source.ts';

export { sources };

/** The kinds of logs that there are, and what becomes of their events. */
export interface Catalogue {
  readonly types: readonly SourceDefinition[];
  has(type: string): boolean;
  /** @throws MillraceError `bad_configuration` that names the nearest type */
  sourceOf(type: string): SourceDefinition;
  /**
   * The parser of a type, compiled when it is first asked for and kept.
   * @throws MillraceError `bad_configuration` that names the nearest type
   */
  parserOf(type: string): CompiledSource;
  /** What comes behind the parser, of types that are not known too. Undefined where there is nothing, which is cheapest. */
  processingOf(type: string): Processing | undefined;
}

/** Shared by all catalogues: a definition is compiled once. */
const compiled = new WeakMap<SourceDefinition, CompiledSource>();

/** @param processingOf nothing, unless given */
export function catalogueOf(
  types: readonly SourceDefinition[],
  processingOf: Catalogue['processingOf'] = () => undefined,
): Catalogue {
  const byType = new Map(types.map((source) => [source.type, source]));
  const sourceOf = (type: string): SourceDefinition => {
    const source = byType.get(type);
    if (source) return source;
    throw unknownType(type, [...byType.keys()]);
  };
  return {
    types,
    has: (type) => byType.has(type),
    sourceOf,
    parserOf(type) {
      const definition = sourceOf(type);
      const known = compiled.get(definition);
      if (known) return known;
      const source = compileSource(definition);
      compiled.set(definition, source);
      return source;
    },
    processingOf,
  };
}

function unknownType(type: string, types: readonly string[]): MillraceError {
  const near = nearest(type, types);
  const known = types.join(', ');
  return new MillraceError('bad_configuration', `there is no log source of type ${type}`, {
    subject: type,
    hint: near ? `did you mean ${near}? Known: ${known}` : `known: ${known}`,
  });
}

/** What Millrace knows of itself, without any configuration. */
export const builtIn: Catalogue = catalogueOf(sources);
export const { sourceOf, parserOf } = builtIn;

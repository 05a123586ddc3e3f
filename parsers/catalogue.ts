import { MillraceError } from '../contracts/errors.ts';
import type { FieldDefinition } from '../contracts/fields.ts';
import { nearest } from '../contracts/nearest.ts';
import { sources } from './catalogue.generated.ts';
import type { Processing } from './interpret.ts';
import { type CompiledSource, compileSource, fieldsOf, type SourceDefinition } from './source.ts';

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
  /** What comes behind the parser, for types that are not known too. Undefined where there is nothing, which is cheapest. */
  processingOf(type: string): Processing | undefined;
  /** What parser and processors can write, as far as it is known beforehand: what the index maps. For types that are not known too. */
  fieldsOf(type: string): Readonly<Record<string, FieldDefinition>>;
  /** True where lines bring names of their own, which the index maps as they come. */
  isOpen(type: string): boolean;
}

/** What a configuration puts behind the parsers. */
export type Behind = Pick<Catalogue, 'processingOf' | 'fieldsOf' | 'isOpen'>;

const nothingBehind: Behind = { processingOf: () => undefined, fieldsOf: () => ({}), isOpen: () => false };

/** Shared by all catalogues: a definition is compiled once. */
const compiled = new WeakMap<SourceDefinition, CompiledSource>();

export function catalogueOf(types: readonly SourceDefinition[], behind: Behind = nothingBehind): Catalogue {
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
    processingOf: behind.processingOf,
    fieldsOf(type) {
      const source = byType.get(type);
      return { ...(source ? fieldsOf(source) : {}), ...behind.fieldsOf(type) };
    },
    isOpen: (type) => byType.get(type)?.openFields === true || behind.isOpen(type),
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

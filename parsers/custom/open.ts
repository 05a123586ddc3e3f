import { type FoundProblem, keyText } from '../../contracts/configuration/problems.ts';
import type { ParsingConfiguration } from '../../contracts/configuration/schema.ts';
import { MillraceError } from '../../contracts/errors.ts';
import { builtIn, type Catalogue, catalogueOf } from '../catalogue.ts';
import type { SourceDefinition } from '../source.ts';
import { chainFor, compileEach } from './chain.ts';
import { definitionOf, extendedDefinition } from './definition.ts';
import { fieldProblems, indexFields, isOpenEnded } from './index-fields.ts';
import { describe, type Report } from './report.ts';
import { type CatalogueResources, readOnce } from './resources.ts';

/**
 * The catalogue of a configuration: the built-in types, those of `sources:`, and what `processors:` do behind all of them. Everything is
 * compiled here, once.
 * @throws MillraceError `bad_configuration` that lists all problems by their keys
 */
export function openCatalogue(configuration: ParsingConfiguration, resources: CatalogueResources): Catalogue {
  const { catalogue, problems } = assembleCatalogue(configuration, resources);
  if (problems.length === 0) return catalogue;
  const list = problems.map(({ path, message }) => `${keyText(path)}: ${message}`);
  throw new MillraceError('bad_configuration', list.join('\n'), {
    subject: 'sources and processors',
    hint: 'millrace validate names the lines.',
  });
}

export interface Assembly {
  /** Only for use where there are no problems. */
  readonly catalogue: Catalogue;
  /** What is wrong beyond what a schema sees: patterns, formats, names, files that are not there. */
  readonly problems: readonly FoundProblem[];
}

/** As `openCatalogue`, for a caller that knows where in the file things stand. */
export function assembleCatalogue({ sources, processors }: ParsingConfiguration, given: CatalogueResources): Assembly {
  if (sources.length === 0 && processors.length === 0) return { catalogue: builtIn, problems: [] };
  const problems: FoundProblem[] = [];
  const resources = readOnce(given);
  const reportAt = (...base: readonly PropertyKey[]): Report => {
    return (path, message) => void problems.push({ path: [...base, ...path], message });
  };
  const forAll = compileEach(processors, resources, reportAt('processors'));
  const configured = new Map(
    sources.map((source, i) => {
      const own = compileEach(source.processors, resources, reportAt('sources', i, 'processors'));
      const base = source.extends === undefined ? undefined : baseOf(source.extends, reportAt('sources', i));
      const definition = base
        ? extendedDefinition(base, source)
        : definitionOf(source, resources, reportAt('sources', i));
      return [source.type, { source, definition, own }];
    }),
  );
  const chainOf = (type: string) => [...(configured.get(type)?.own ?? []), ...forAll];
  const chains = new Map<string, ReturnType<typeof chainFor>>();
  const untouched = builtIn.types.filter(({ type }) => !configured.has(type));
  const types = [...untouched, ...[...configured.values()].map(({ definition }) => definition)];
  const catalogue = catalogueOf(types, {
    // Types that are not known are as many as messages name: nothing is kept of those.
    processingOf: (type) => (chains.has(type) ? chains.get(type) : chainFor(type, chainOf(type))),
    fieldsOf: (type) => indexFields(type, chainOf(type), configured.get(type)?.source),
    isOpen: (type) => isOpenEnded(type, chainOf(type)),
  });
  for (const { type } of types) chains.set(type, chainFor(type, chainOf(type)));
  if (problems.length === 0) {
    problems.push(...fieldProblems(catalogue, sources, builtIn));
    for (const [i, { type }] of sources.entries()) compileNow(catalogue, type, reportAt('sources', i));
  }
  return { catalogue, problems };
}

function baseOf(type: string, report: Report): SourceDefinition | undefined {
  try {
    return builtIn.sourceOf(type);
  } catch (error) {
    report(['extends'], describe(error));
    return undefined;
  }
}

function compileNow(catalogue: Catalogue, type: string, report: Report): void {
  try {
    catalogue.parserOf(type);
  } catch (error) {
    report(['patterns'], describe(error));
  }
}

import type { MultilineConfiguration } from '../../contracts/configuration/schema.ts';
import type { SourceConfiguration } from '../../contracts/configuration/sources.ts';
import { type FieldDefinition, fieldCatalogue } from '../../contracts/fields.ts';
import { builtIn } from '../catalogue.ts';
import type { SourceDefinition } from '../source.ts';
import { patternSetOf } from './pattern-set.ts';
import type { Report } from './report.ts';
import type { CatalogueResources } from './resources.ts';
import { compileTimestamp } from './timestamp.ts';
import { parserFields } from './written-fields.ts';

/**
 * Makes of a type in the configuration what the catalogue has of its own types. What is wrong is reported by its keys within the
 * source, and left out.
 */
export function definitionOf(
  source: SourceConfiguration,
  resources: CatalogueResources,
  report: Report,
): SourceDefinition {
  const set = patternSetOf(source, resources, report);
  const timestamp = source.timestamp && compileTimestamp(source.timestamp, resources, report);
  return {
    ...presented(source),
    ...(source.dictionary ? { dictionary: source.dictionary } : {}),
    definitions: set.definitions,
    patterns: set.patterns,
    anchored: source.anchored ?? true,
    breakOnMatch: source.break_on_match ?? true,
    ...(timestamp ? { timestamp } : {}),
    constants: { 'event.kind': 'event', ...source.constants },
    ...split(parserFields(source, set, report)),
    specificity: 0,
  };
}

/** A type of the catalogue under the name, and with the dataset, that a source gives it. */
export function extendedDefinition(base: SourceDefinition, source: SourceConfiguration): SourceDefinition {
  const { dataset = base.dataset, title = base.title } = source;
  return {
    ...base,
    ...presented({ ...source, dataset, title }),
    specificity: source.type === base.type ? base.specificity : 0,
  };
}

/** What shipping has to know of types. No pattern is compiled for it, and no file is read: a host that ships need not have those. */
export type TypeDefaults = Pick<SourceDefinition, 'dataset' | 'multiline' | 'timezone'>;

/** @returns a function that throws MillraceError `bad_configuration` for a type that nobody knows, with the nearest name */
export function typeDefaultsOf(sources: readonly SourceConfiguration[]): (type: string) => TypeDefaults {
  const described = new Map(
    sources.map((source) => [
      source.type,
      source.extends === undefined ? presented(source) : extendedDefinition(builtIn.sourceOf(source.extends), source),
    ]),
  );
  return (type) => described.get(type) ?? builtIn.sourceOf(type);
}

function presented(source: Pick<SourceConfiguration, 'type' | 'dataset' | 'title' | 'timezone' | 'multiline'>) {
  const { type, dataset = type, title = 'Described in the configuration', timezone, multiline } = source;
  return {
    type,
    dataset,
    title,
    ...(timezone === undefined ? {} : { timezone }),
    ...(multiline === undefined ? {} : { multiline: joining(multiline) }),
  };
}

function joining({
  start,
  continuation,
  ...limits
}: MultilineConfiguration): NonNullable<SourceDefinition['multiline']> {
  return {
    ...(start === undefined ? {} : { start }),
    ...(continuation === undefined ? {} : { continuation }),
    ...limits,
  };
}

/** As a definition has them: names of the catalogue, and the others with their types. */
function split(
  fields: Readonly<Record<string, FieldDefinition>>,
): Required<Pick<SourceDefinition, 'fields' | 'ownFields'>> {
  const isStandard = (name: string) => Object.hasOwn(fieldCatalogue, name);
  return {
    fields: Object.keys(fields).filter(isStandard),
    ownFields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isStandard(name))),
  };
}

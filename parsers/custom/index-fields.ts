import type { FoundProblem } from '../../contracts/configuration/problems.ts';
import type { SourceConfiguration } from '../../contracts/configuration/sources.ts';
import { type FieldDefinition, fieldCatalogue } from '../../contracts/fields.ts';
import type { Catalogue } from '../catalogue.ts';
import { writtenFields } from '../processors/written-fields.ts';
import { type CompiledProcessor, mayConcern } from './chain.ts';
import { namesWithin, unfitName } from './names.ts';
import { declaredFields } from './written-fields.ts';

type Definitions = Readonly<Record<string, FieldDefinition>>;

/** What is written behind the parser of a type, as far as it is known beforehand. What the configuration declares comes first. */
export function indexFields(
  type: string,
  chain: readonly CompiledProcessor[],
  source: SourceConfiguration | undefined,
): Definitions {
  const concerned = chain.map(({ definition }) => definition).filter((definition) => mayConcern(definition, type));
  const written = Object.entries(writtenFields(concerned)).map(([name, definition]) => [
    name,
    Object.hasOwn(fieldCatalogue, name) ? fieldCatalogue[name] : definition,
  ]);
  return { ...Object.fromEntries(written), ...(source ? declaredFields(source, () => undefined) : {}) };
}

/** True where processors take names out of the text, so that nobody knows them beforehand. */
export function isOpenEnded(type: string, chain: readonly CompiledProcessor[]): boolean {
  return chain.some(({ definition }) => {
    if (!mayConcern(definition, type)) return false;
    if (definition.name === 'json') return true;
    if (definition.name === 'kv') return definition.options.include_keys === undefined;
    return definition.name === 'dissect' && /%\{[*&]/.test(definition.options.pattern);
  });
}

/** Fields that no index could take together: a value that others are to stand within, one dataset with two types of a field. */
export function fieldProblems(
  catalogue: Catalogue,
  sources: readonly SourceConfiguration[],
  before: Catalogue,
): FoundProblem[] {
  const pathOf = (type: string): FoundProblem['path'] => {
    const i = sources.findIndex((source) => source.type === type);
    return i < 0 ? ['processors'] : ['sources', i];
  };
  const problems: FoundProblem[] = [];
  const fieldTypes = new Map<string, { readonly owner: string; readonly type: string; readonly isOurs: boolean }>();
  for (const { type, dataset } of catalogue.types) {
    const fields = catalogue.fieldsOf(type);
    const known = before.has(type) ? before.fieldsOf(type) : {};
    const fail = (message: string) => problems.push({ path: pathOf(type), message });
    for (const [outer, inner] of namesWithin(fields)) {
      if (!(Object.hasOwn(known, outer) && Object.hasOwn(known, inner)))
        fail(`${outer} cannot hold a value where there is ${inner} too; rename one of them`);
    }
    for (const [name, field] of Object.entries(fields)) {
      const unfit = unfitName(name);
      if (unfit !== undefined) fail(unfit);
      const other = fieldTypes.get(`${dataset} ${name}`);
      const isOurs = known[name]?.type === field.type;
      if (other && other.type !== field.type && !(isOurs && other.isOurs))
        fail(`${name} is ${field.type} here and ${other.type} in ${other.owner}, which shares the dataset ${dataset}`);
      fieldTypes.set(`${dataset} ${name}`, other ?? { owner: type, type: field.type, isOurs });
    }
  }
  const seen = new Set<string>();
  return problems.filter(({ path, message }) => {
    const key = `${path.join('.')} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

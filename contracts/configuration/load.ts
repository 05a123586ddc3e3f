import { z } from 'zod';
import { type ConfigurationDocument, type Environment, readDocument } from './document.ts';
import { badConfiguration, describeIssue, type FoundProblem, keyText, placed } from './problems.ts';
import { processorNames } from './processors.ts';
import { type Configuration, configurationSchema, type ParsingConfiguration } from './schema.ts';
import { typeProblems } from './types.ts';
import { wording } from './wording.ts';

/** The JSON Schema (draft 7) of the file, for editors. */
export function configurationJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' });
}

/** Looks at what a schema cannot: whether patterns compile, and the like. Not called where the schema found something. */
export type Check<C> = (configuration: C) => readonly FoundProblem[];

/**
 * Reads a configuration: YAML, `${VAR}` and `${VAR:-default}` expanded inside of values, checked against the schema.
 * @param path only named in errors
 * @param knownTypes the kinds of logs that there are without the file, which the schema cannot know
 * @throws MillraceError `bad_configuration` that lists every problem with its line
 */
export function loadConfiguration(
  text: string,
  path: string,
  environment: Environment,
  knownTypes: readonly string[],
  check?: Check<Configuration>,
): Configuration {
  const document = readDocument(text, path, environment);
  const configuration = validated(document, path, configurationSchema);
  complain(document, path, typeProblems(configuration, knownTypes), check?.(configuration));
  return configuration;
}

/** Every section may be there, so that a whole file will do; only these two are looked into. */
const parsingSchema = z.strictObject({
  ...(Object.fromEntries(Object.keys(configurationSchema.shape).map((key) => [key, z.unknown().optional()])) as {
    [K in keyof Omit<typeof configurationSchema.shape, 'sources' | 'processors'>]: z.ZodOptional<z.ZodUnknown>;
  }),
  sources: configurationSchema.shape.sources,
  processors: configurationSchema.shape.processors,
});

/**
 * Reads what a configuration says of parsing, and nothing else of it: variables of other sections need not be set.
 * @throws MillraceError `bad_configuration` that lists every problem with its line
 */
export function loadParsing(
  text: string,
  path: string,
  environment: Environment,
  knownTypes: readonly string[],
  check?: Check<ParsingConfiguration>,
): ParsingConfiguration {
  const document = readDocument(text, path, environment, ['sources', 'processors']);
  const { sources, processors } = validated(document, path, parsingSchema);
  complain(document, path, typeProblems({ inputs: [], sources }, knownTypes), check?.({ sources, processors }));
  return { sources, processors };
}

function validated<S extends z.ZodType>(document: ConfigurationDocument, path: string, schema: S): z.output<S> {
  const result = schema.safeParse(document.value, { error: (issue) => wording(issue, processorNames) });
  if (result.success) return result.data;
  const known = configurationJsonSchema();
  throw badConfiguration(
    path,
    result.error.issues.flatMap((issue) => describeIssue(issue, document.locate, known, document.value)),
  );
}

/** All at once: who mends one should not meet the next only then. What is said of a key already is not said again. */
function complain(
  document: ConfigurationDocument,
  path: string,
  ofTypes: readonly FoundProblem[],
  ofCheck: readonly FoundProblem[] = [],
): void {
  const said = new Set(ofTypes.map((problem) => keyText(problem.path)));
  const problems = [...ofTypes, ...ofCheck.filter((problem) => !said.has(keyText(problem.path)))];
  if (problems.length === 0) return;
  const list = problems.map((problem) => placed(problem, document.locate));
  throw badConfiguration(
    path,
    list.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  );
}

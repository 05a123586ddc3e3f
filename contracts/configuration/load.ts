import { isScalar, LineCounter, type Node, parseDocument, type Scalar, visit } from 'yaml';
import { z } from 'zod';
import { MillraceError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** One thing that is wrong with a configuration file, where it stands. */
export interface ConfigurationProblem {
  /** From 1; undefined where the thing is missing. */
  readonly line: number | undefined;
  /** Such as `inputs[0].paths`. */
  readonly key: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

const variablePattern = /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/** The JSON Schema (draft 7) of the file, for editors. */
export function configurationJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' });
}

/**
 * Reads a configuration: YAML, `${VAR}` and `${VAR:-default}` expanded inside of values, checked against the schema.
 * @param path only named in errors
 * @param knownTypes the kinds of logs there are, which the schema cannot know
 * @throws MillraceError `bad_configuration` that lists every problem with its line
 */
export function loadConfiguration(
  text: string,
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
  knownTypes: readonly string[],
): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const syntax = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    key: 'YAML',
    message: error.message.split('\n', 1)[0] ?? error.code,
  }));
  if (syntax.length > 0) throw badConfiguration(path, syntax);

  const lineOf = (node: unknown): number | undefined => {
    const range = (node as Node | undefined)?.range;
    return range ? lines.linePos(range[0]).line : undefined;
  };
  const unset: ConfigurationProblem[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key') expandVariables(node, environment, (name) => unset.push(unsetVariable(name, lineOf(node))));
    },
  });
  if (unset.length > 0) throw badConfiguration(path, unset);

  const result = configurationSchema.safeParse(document.toJS() ?? {});
  const locate = (keys: Path, key?: string): number | undefined => {
    const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
    if (key === undefined) return lineOf(node);
    const pair = (node as { items?: { key?: unknown }[] } | undefined)?.items?.find(
      (item) => isScalar(item.key) && item.key.value === key,
    );
    return lineOf(pair?.key);
  };
  if (!result.success) {
    throw badConfiguration(
      path,
      result.error.issues.flatMap((issue) => describeIssue(issue, locate)),
    );
  }
  const unknown = result.data.inputs.flatMap(({ type }, i) =>
    knownTypes.includes(type) ? [] : [unknownType(type, knownTypes, i, locate(['inputs', i, 'type']))],
  );
  if (unknown.length > 0) throw badConfiguration(path, unknown);
  return result.data;
}

function unknownType(
  type: string,
  known: readonly string[],
  input: number,
  line: number | undefined,
): ConfigurationProblem {
  const meant = nearest(type, known);
  const advice = meant === undefined ? `known: ${known.join(', ')}` : `did you mean ${meant}?`;
  return { line, key: `inputs[${input}].type`, message: `there is no type ${type}; ${advice}` };
}

function expandVariables(
  node: Scalar,
  environment: Readonly<Record<string, string | undefined>>,
  onUnset: (name: string) => void,
): void {
  if (typeof node.value !== 'string') return;
  node.value = node.value.replace(variablePattern, (_, name: string, fallback: string | undefined) => {
    const value = environment[name];
    if (value !== undefined && value !== '') return value;
    if (fallback === undefined) onUnset(name);
    return fallback ?? '';
  });
}

function unsetVariable(name: string, line: number | undefined): ConfigurationProblem {
  return {
    line,
    key: `\${${name}}`,
    message: `the variable is not set; give it a value, or a default: \${${name}:-…}`,
  };
}

function describeIssue(
  issue: z.core.$ZodIssue,
  locate: (path: Path, key?: string) => number | undefined,
): ConfigurationProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const advice = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean ${meant}?`;
      return { line: locate(issue.path, key), key: keyText([...issue.path, key]), message: `unknown key; ${advice}` };
    });
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined && locate(issue.path) === undefined;
  const message = missing ? `missing; ${issue.message}` : issue.message;
  return [{ line: locate(issue.path) ?? locate(issue.path.slice(0, -1)), key: keyText(issue.path), message }];
}

interface SchemaNode {
  readonly properties?: Record<string, SchemaNode>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

/** The keys that the schema knows at a path, read from the JSON Schema so that they are never listed twice. */
function knownKeys(path: Path): string[] {
  let node: SchemaNode | undefined = configurationJsonSchema() as SchemaNode;
  for (const key of path) {
    node = typeof key === 'number' ? node?.items : node?.properties?.[String(key)];
  }
  return Object.keys(node?.properties ?? {});
}

function keyText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function badConfiguration(path: string, problems: readonly ConfigurationProblem[]): MillraceError {
  const list = problems.map(({ line, key, message }) => {
    const where = line === undefined ? path : `${path}:${line}`;
    return `${where}: ${key === '' ? 'file' : key}: ${message}`;
  });
  return new MillraceError('bad_configuration', list.join('\n'), {
    subject: path,
    hint: `Mend ${problems.length === 1 ? 'the line' : 'the lines'} above, then check with: millrace validate -c ${path}`,
  });
}

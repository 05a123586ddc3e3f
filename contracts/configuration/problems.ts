import type { z } from 'zod';
import { MillraceError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/** One thing that is wrong with a configuration file, where it stands. */
export interface ConfigurationProblem {
  /** From 1; undefined where the thing is missing. */
  readonly line: number | undefined;
  /** Such as `inputs[0].paths`. */
  readonly key: string;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

/** A problem by its path, before anybody has looked where that stands. */
export interface FoundProblem {
  readonly path: Path;
  readonly message: string;
}

type Locate = (path: Path, key?: string) => number | undefined;

/** Gives a problem its line: its own, or that of what it is missing in. */
export function placed({ path, message }: FoundProblem, locate: Locate): ConfigurationProblem {
  let line: number | undefined;
  for (let length = path.length; line === undefined && length > 0; length--) line = locate(path.slice(0, length));
  return { line, key: keyText(path), message };
}

/**
 * @param schema the JSON Schema of the file: it knows the keys, so that they are never listed twice
 * @param value what the file says, for the names that it got wrong
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  locate: Locate,
  schema: unknown,
  value: unknown,
): ConfigurationProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path, schema as SchemaNode);
    return issue.keys.map((key) => {
      const message = `unknown key; ${advice(key, known, 'known here')}`;
      return { line: locate(path, key), key: keyText([...path, key]), message };
    });
  }
  const place = { line: locate(path) ?? locate(path.slice(0, -1)), key: keyText(path) };
  // The reason why a name is none stands within.
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ ...place, message }));
  if (issue.code === 'invalid_value') {
    const given = path.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), value);
    if (typeof given === 'string' && given !== '')
      return [{ ...place, message: `there is no ${given} here; ${choice(given, issue.values.map(String))}` }];
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined && locate(path) === undefined;
  return [{ ...place, message: missing ? `missing; ${issue.message}` : issue.message }];
}

/** A value out of a few. Those of three letters are near to whatever is as short: a guess would be a wild one. */
function choice(given: string, known: readonly string[]): string {
  const list = `known: ${known.join(', ')}`;
  const meant = given.length > 3 ? nearest(given, known) : undefined;
  return meant === undefined ? list : `did you mean ${meant}? ${list}`;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What a name that is not known may have meant. */
export function advice(name: string, known: readonly string[], list: string): string {
  const meant = nearest(name, known);
  return meant === undefined ? `${list}: ${known.join(', ')}` : `did you mean ${meant}?`;
}

interface SchemaNode {
  readonly properties?: Record<string, SchemaNode>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly $ref?: string;
  readonly allOf?: readonly SchemaNode[];
  readonly definitions?: Record<string, SchemaNode>;
}

function knownKeys(path: Path, root: SchemaNode): string[] {
  const resolve = (node: SchemaNode | undefined): SchemaNode | undefined => {
    const name = (node?.allOf?.[0] ?? node)?.$ref?.split('/').at(-1);
    return name === undefined ? node : root.definitions?.[name];
  };
  let node: SchemaNode | undefined = root;
  for (const key of path) {
    node = resolve(typeof key === 'number' ? node?.items : node?.properties?.[String(key)]);
  }
  return Object.keys(node?.properties ?? {});
}

/** `inputs[0].paths`. */
export function keyText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

export function badConfiguration(path: string, problems: readonly ConfigurationProblem[]): MillraceError {
  const list = problems.map(({ line, key, message }) => {
    const where = line === undefined ? path : `${path}:${line}`;
    return `${where}: ${key === '' ? 'file' : key}: ${message}`;
  });
  return new MillraceError('bad_configuration', list.join('\n'), {
    subject: path,
    hint: `Mend ${problems.length === 1 ? 'the line' : 'the lines'} above, then check with: millrace validate -c ${path}`,
  });
}

import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, type Scalar, visit } from 'yaml';
import { badConfiguration, type ConfigurationProblem, type Path } from './problems.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A YAML file with its variables expanded, which knows where everything stands. */
export interface ConfigurationDocument {
  readonly value: unknown;
  /**
   * The line of what stands at a path, from 1; with `key`, of a key in the map at the path.
   * @returns undefined where nothing stands there
   */
  locate(path: Path, key?: string): number | undefined;
}

const variablePattern = /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/**
 * Reads YAML and expands `${VAR}` and `${VAR:-default}` inside of values.
 * @param only the sections that matter, where not all do: variables in others need not be set, and the others are `undefined`
 * @throws MillraceError `bad_configuration` that lists every problem with its line
 */
export function readDocument(
  text: string,
  path: string,
  environment: Environment,
  only?: readonly string[],
): ConfigurationDocument {
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
  const { contents } = document;
  if (only && isMap(contents)) {
    for (const pair of contents.items) if (!only.includes(keyOf(pair))) pair.value = null;
  }
  const unset: ConfigurationProblem[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key') expandVariables(node, environment, (name) => unset.push(unsetVariable(name, lineOf(node))));
    },
  });
  if (unset.length > 0) throw badConfiguration(path, unset);
  return {
    value: document.toJS() ?? {},
    locate(keys, key) {
      const node = keys.length === 0 ? contents : document.getIn(keys, true);
      if (key === undefined) return lineOf(node);
      return isMap(node) ? lineOf(node.items.find((pair) => keyOf(pair) === key)?.key) : undefined;
    },
  };
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function expandVariables(node: Scalar, environment: Environment, onUnset: (name: string) => void): void {
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

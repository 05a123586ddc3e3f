import type { z } from 'zod';
import type { Path } from './problems.ts';

type Issue = z.core.$ZodRawIssue;

/** What stands in a list or under a key, as one would write it. By the key; for members of a list by the key of the list and `[]`. */
const examples: Readonly<Record<string, string>> = {
  '': '"cluster: shop" and other keys, one a line',
  inputs: '"- type: syslog", with "paths: [/var/log/syslog]" below it',
  'inputs[]': '"- type: syslog", with "paths: [/var/log/syslog]" below it',
  sources: '"- type: shop.orders", with "patterns: [...]" below it',
  'sources[]': '"- type: shop.orders", with "patterns: [...]" below it',
  processors: '"- drop: {}", one processor an item',
  'processors[]': '"- lowercase: { fields: [url.path] }"',
  if: '{ type: syslog } or { field: url.path, equals: /health }',
  not: '{ type: syslog } or { field: url.path, equals: /health }',
  all: '[{ type: syslog }, { field: message, matches: /x/ }]',
  any: '[{ type: syslog }, { field: message, matches: /x/ }]',
  'all[]': '{ type: syslog }',
  'any[]': '{ type: syslog }',
  paths: '[/var/log/syslog]',
  formats: '[ISO8601]',
  timestamp: '{ field: time, formats: [ISO8601] }',
  multiline: "{ start: '^[0-9]' }",
  definitions: "{ ORDER: 'ORD-[0-9]+' }",
  constants: '{ service.name: shop }',
  'patterns[]': "{ name: iban, pattern: 'NL[0-9]{2}[A-Z]{4}[0-9]{10}' }",
  output: '"queue: https://…" below it',
  reader: '"elasticsearch: { url: https://… }" below it',
  elasticsearch: '{ url: https://localhost:9200 }',
};

const recordExample: Readonly<Record<string, string>> = {
  convert: '{ shop.items: integer }',
  rename: '{ old: new }',
  sources: '{ shop.items: long }',
};

/** Whose scalar, put into brackets, would still be none. */
const sections = new Set<PropertyKey | undefined>(['inputs', 'sources', 'processors', 'all', 'any']);

/**
 * What the schema has no words of its own for, with an example of what to write.
 * @param processors the names of all, which are mistaken for whole items
 */
export function wording(issue: Issue, processors: readonly string[]): string | undefined {
  const path: Path = issue.path ?? [];
  switch (issue.code) {
    case 'invalid_type':
      return expected(String(issue.expected), issue.input, path, processors);
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'expected text, or a list of texts';
    case 'invalid_format':
      return issue.format === 'url' ? 'expected a URL, such as https://host:9200' : 'not written as it must be';
    case 'too_small':
      if (issue.origin === 'number' || issue.origin === 'int') return `must be at least ${issue.minimum}`;
      if (Number(issue.minimum) === 1)
        return issue.origin === 'array' ? 'an empty list; name at least one' : 'is empty';
      return `must have at least ${issue.minimum} ${issue.origin === 'array' ? 'members' : 'characters'}`;
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') return `must be at most ${issue.maximum}`;
      return `must have at most ${issue.maximum} ${issue.origin === 'array' ? 'members' : 'characters'}`;
    default:
      return undefined;
  }
}

function expected(type: string, input: unknown, path: Path, processors: readonly string[]): string {
  const isScalar = ['string', 'number', 'boolean'].includes(typeof input);
  switch (type) {
    case 'string':
      return isScalar
        ? `expected text; put the ${typeof input === 'number' ? 'number' : 'word'} in quotes`
        : 'expected text';
    case 'number':
      if (typeof input === 'string' && input.trim() !== '' && Number.isFinite(Number(input)))
        return `expected a number; write it without quotes: ${input}`;
      return 'expected a number, such as 10';
    case 'int':
      return 'expected a whole number';
    case 'boolean':
      return 'expected true or false';
    case 'array': {
      const example = isScalar && !sections.has(path.at(-1)) ? undefined : exampleFor(path, input, processors);
      if (example !== undefined) return `expected a list; write it as ${example}`;
      return isScalar && String(input).length <= 60
        ? `expected a list; write it as [${quoted(String(input))}]`
        : 'expected a list, such as [a, b]';
    }
    case 'record':
      return `expected names and values; write it as ${exampleFor(path, input, processors) ?? recordFor(path)}`;
    default: {
      const example = exampleFor(path, input, processors);
      return `expected keys and values; write it as ${example ?? '{ key: value }'}`;
    }
  }
}

/** As it can stand within the brackets of a list. */
function quoted(text: string): string {
  return /^[\w./][\w./-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

function recordFor(path: Path): string {
  const owner = [...path].reverse().find((key) => typeof key === 'string' && Object.hasOwn(recordExample, key));
  return recordExample[String(owner)] ?? '{ name: value }';
}

function exampleFor(path: Path, input: unknown, processors: readonly string[]): string | undefined {
  const last = path.at(-1);
  const before = path.at(-2);
  const isItem = typeof last === 'number';
  if (isItem && before === 'processors' && typeof input === 'string' && processors.includes(input))
    return withOptions(input, '- ');
  if (typeof before === 'number' && path.at(-3) === 'processors' && processors.includes(String(last)))
    return withOptions(String(last), '');
  if (last === 'processors' && typeof input === 'string' && processors.includes(input)) return withOptions(input, '- ');
  const key = isItem ? `${String(before)}[]` : String(last ?? '');
  return Object.hasOwn(examples, key) ? examples[key] : undefined;
}

/** Of each processor the least that it takes. */
const leastOptions: Readonly<Record<string, string>> = {
  dissect: "{ pattern: '%{client} %{message}' }",
  grok: "{ pattern: '%{IP:source.ip} %{GREEDYDATA:message}' }",
  csv: '{ columns: [a, b] }',
  date: '{ field: time, formats: [ISO8601] }',
  convert: '{ fields: { shop.items: integer } }',
  rename: '{ fields: { old: new } }',
  remove: '{ fields: [a] }',
  add: '{ fields: { service.name: shop } }',
  lowercase: '{ fields: [a] }',
  uppercase: '{ fields: [a] }',
  trim: '{ fields: [a] }',
  split: "{ field: a, separator: ',' }",
  geoip: '{ database: GeoLite2-City.mmdb }',
};

function withOptions(name: string, dash: string): string {
  return `"${dash}${name}: ${leastOptions[name] ?? '{}'}"`;
}

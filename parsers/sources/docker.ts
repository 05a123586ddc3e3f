import { containerFields, setInner } from '../families/container.ts';
import { at, isObject, textAt } from '../families/json-object.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const attributesMax = 50;

/** Docker's json-file driver: what the container wrote stands in `log`, with its line ending. */
export const source: SourceDefinition = {
  type: 'docker',
  dataset: 'docker',
  title: 'Docker container log (json-file)',
  patterns: [],
  read: readEntry,
  readFailure: '_jsonparsefailure',
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: containerFields,
  ownFields: {
    'docker.attrs': { type: 'keyword', purpose: 'name=value of labels, environment and tag, where they are logged' },
  },
  specificity: 3,
  constants: { 'event.kind': 'event' },
};

function readEntry({ text, fields, aside }: Draft): void {
  const entry: unknown = JSON.parse(text);
  const log = at(entry, 'log');
  const time = textAt(entry, 'time');
  const stream = textAt(entry, 'stream');
  if (typeof log !== 'string' || (time === undefined && stream === undefined))
    throw new SyntaxError('not an entry of the json-file driver');
  if (time !== undefined) aside.timestamp = time;
  if (stream !== undefined) fields['log.iostream'] = stream;
  // Lines over 16 KB are cut into entries, of which only the last has the line ending.
  if (!log.endsWith('\n')) fields.tags = ['partial'];
  const attributes = at(entry, 'attrs');
  if (isObject(attributes)) {
    const pairs = Object.entries(attributes).slice(0, attributesMax);
    if (pairs.length > 0) fields['docker.attrs'] = pairs.map(([name, value]) => `${name}=${String(value)}`);
  }
  setInner(fields, log.replace(/\r?\n$/, ''));
}

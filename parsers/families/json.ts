import type { FieldValue } from '../../contracts/fields.ts';
import type { Draft } from '../source.ts';
import { takeStack } from './exceptions.ts';
import { troubleLevels } from './levels.ts';
import { nameLevel, putField } from './open-fields.ts';

/** What one document may bring. The rest of it stays in `event.original`. */
const limits = { depth: 8, keys: 200, nameCharacters: 256, arrayItems: 100 };

/** Where zap, slog and logrus have the place in the code. */
const places = ['caller', 'file', 'logfmt.source', 'json.source'];

interface Flattened {
  readonly draft: Draft;
  keys: number;
  cut: boolean;
}

/**
 * A JSON object a line. ECS names stay, common names become ECS names, others stay flat with dots; what cannot stand under its name
 * goes under `json.`.
 * @returns the object
 * @throws SyntaxError where the text is not a JSON object
 */
export function readJson(draft: Draft): Readonly<Record<string, unknown>> {
  const document: unknown = JSON.parse(draft.text);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new SyntaxError('not a JSON object');
  const state: Flattened = { draft, keys: 0, cut: false };
  flatten(state, document, '', 1);
  finishOpen(draft);
  // Without a message in it the whole text is the message, and nothing is lost either way.
  if (draft.fields.message === undefined && state.cut) draft.fields['event.original'] = draft.text;
  return document as Record<string, unknown>;
}

/** Level, exception, and the place in the code as zap writes it, of fields that came under names of their own. */
export function finishOpen({ fields, aside }: Draft): void {
  nameLevel(fields);
  for (const name of places) takePlace(fields, name);
  // structlog and others put the whole traceback where an error's message is to stand.
  const error = fields['error.message'];
  if (typeof error === 'string' && error.includes('\n') && fields['error.stack_trace'] === undefined) {
    fields['error.stack_trace'] = error;
    delete fields['error.message'];
    if (takeStack(fields) === undefined) fields['error.message'] = error;
  }
  const language = takeStack(fields);
  if (language !== undefined) aside.language = language;
  setType(fields);
}

/** As programs' text has it: who searches for errors finds these too. Documents that say neither level nor error stay as they are. */
function setType(fields: Draft['fields']): void {
  const level = fields['log.level'];
  const trouble = fields['error.type'] !== undefined || troubleLevels.has(String(level));
  if (trouble || level !== undefined) fields['event.type'] ??= [trouble ? 'error' : 'info'];
}

function takePlace(fields: Draft['fields'], name: string): void {
  const value = fields[name];
  const place = typeof value === 'string' ? /^([^\s:]+):(\d{1,9})$/.exec(value) : null;
  if (!place?.[1] || fields['log.origin.file.name'] !== undefined) return;
  fields['log.origin.file.name'] = place[1];
  fields['log.origin.file.line'] = Number(place[2]);
  delete fields[name];
}

function flatten(state: Flattened, value: object, prefix: string, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    const name = prefix + key;
    if (state.keys >= limits.keys || key === '' || name.length > limits.nameCharacters) {
      state.cut = true;
      continue;
    }
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      if (depth < limits.depth) {
        flatten(state, member, `${name}.`, depth + 1);
        continue;
      }
    }
    const scalar = scalarOf(member);
    // Which version the writer had in mind says nothing of the document that is written here.
    if (scalar === undefined || name === 'ecs.version') continue;
    state.keys++;
    putField(state.draft, name, scalar, 'json');
  }
}

/** Objects within arrays, and what is nested too deeply, are kept as text. */
function scalarOf(value: unknown): FieldValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items = value.slice(0, limits.arrayItems).map(scalarOf);
  const plain = items.filter(
    (item) => typeof item === 'string' || typeof item === 'boolean' || typeof item === 'number',
  );
  if (plain.length === 0) return undefined;
  // One type an array: a mapping has room for one.
  const sameType = plain.every((item) => typeof item === typeof plain[0]);
  return sameType ? plain : plain.map(String);
}

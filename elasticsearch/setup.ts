import { MillraceError } from '../contracts/errors.ts';
import { type ElasticsearchClient, refused } from './connect.ts';
import type { Installable } from './templates.ts';

export interface Change {
  readonly kind: Installable['kind'];
  readonly name: string;
  /** With `dryRun`, what would be done. */
  readonly action: 'created' | 'updated' | 'unchanged';
  /** `+ key: value`, `- key: value`, `~ key: old → new`; empty unless updated. */
  readonly diff: readonly string[];
}

export interface ApplyOptions {
  /** Only says what it would do. */
  readonly dryRun: boolean;
}

/**
 * Installs templates, in order, and says what changed. Idempotent: what is there already, whoever wrote it down how, is left alone.
 * Existing backing indices keep their mappings until they roll over.
 * @throws MillraceError `elasticsearch_unreachable`, `elasticsearch_refused`; `elasticsearch_refused` too where something of the name
 * is not ours
 */
export async function applySetup(
  client: ElasticsearchClient,
  wanted: readonly Installable[],
  { dryRun }: ApplyOptions,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const item of wanted) {
    const there = await current(client, item);
    const change = compare(item, there);
    if (change.action !== 'unchanged' && !dryRun) {
      const answer = await client.request('PUT', item.path, JSON.stringify(item.body));
      if (answer.status !== 200) throw refused(answer, item.name);
    }
    changes.push(change);
  }
  return changes;
}

type JsonObject = Readonly<Record<string, unknown>>;

async function current(client: ElasticsearchClient, item: Installable): Promise<JsonObject | undefined> {
  const answer = await client.request('GET', item.path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refused(answer, item.name);
  const listed = JSON.parse(answer.body) as {
    component_templates?: { component_template: JsonObject }[];
    index_templates?: { index_template: JsonObject }[];
  };
  const there = listed.component_templates?.[0]?.component_template ?? listed.index_templates?.[0]?.index_template;
  const meta = there?._meta as { managed_by?: unknown } | undefined;
  if (there && meta?.managed_by !== 'millrace') throw notOurs(item);
  return there;
}

function compare(item: Installable, there: JsonObject | undefined): Change {
  const { kind, name } = item;
  if (!there) return { kind, name, action: 'created', diff: [] };
  const diff = differences(flatten(there), flatten(item.body));
  return { kind, name, action: diff.length === 0 ? 'unchanged' : 'updated', diff };
}

function notOurs({ kind, name }: Installable): MillraceError {
  return new MillraceError('elasticsearch_refused', `there is an ${kind} ${name} that Millrace did not make`, {
    subject: name,
    hint: 'rename or delete it, then run setup again',
  });
}

/**
 * A template as paths and values, the same however it was written down: the server answers settings as nested strings under
 * `index`, mappings of dotted names as they were given, and some defaults that nobody wrote.
 */
function flatten(template: JsonObject): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`);
    } else flat.set(path, String(value));
  };
  walk(template, '');
  for (const name of answeredDefaults) flat.delete(name);
  return flat;
}

/** What the server adds to its answers. */
const answeredDefaults = [
  'data_stream.hidden',
  'data_stream.allow_custom_routing',
  'template.lifecycle.enabled',
  'created_date',
  'created_date_millis',
  'modified_date',
  'modified_date_millis',
];

function differences(there: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): string[] {
  const lines: string[] = [];
  for (const [key, value] of wanted) {
    const old = there.get(key);
    if (old === undefined) lines.push(`+ ${key}: ${value}`);
    else if (old !== value) lines.push(`~ ${key}: ${old} → ${value}`);
  }
  for (const [key, value] of there) if (!wanted.has(key)) lines.push(`- ${key}: ${value}`);
  return lines;
}

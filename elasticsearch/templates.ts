import { createHash } from 'node:crypto';
import { deliveryDataset, failuresDataset } from '../contracts/delivery.ts';
import type { FieldDefinition } from '../contracts/fields.ts';
import type { Capabilities } from './capabilities.ts';
import { deliveryFields, everywhere, failureFields, mappingOf, type Properties, propertiesOf } from './mappings.ts';

/** A dataset that the reader writes to. */
export interface DatasetDefinition {
  readonly dataset: string;
  /** The fields that its source writes, by name. */
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** True where documents bring fields of their own: those are mapped as they come, within bounds. */
  readonly open: boolean;
}

export interface SetupOptions {
  /** Of Millrace; stands in `_meta`. */
  readonly version: string;
  /** Such as `30d`; kept for ever unless given. Where the server has no lifecycle, it is left out. */
  readonly retention?: string | undefined;
  readonly shards?: number;
  readonly replicas?: number;
}

/** One thing to install. */
export interface Installable {
  readonly kind: 'component template' | 'index template';
  readonly name: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Above the built-in `logs-*-*`, which has 100. */
const priority = 250;
const openFieldsMost = 1000;

/** Events that come as JSON from elsewhere. */
const foreign: DatasetDefinition = {
  dataset: 'foreign',
  fields: { 'log.level': { type: 'keyword', purpose: 'As the source says it' } },
  open: true,
};

/**
 * All templates, for this server: one component that every dataset shares, one component and one index template a dataset,
 * and our failure stream and delivery records. Mappings hold exactly the fields that are written.
 * @param datasets of the sources and of inputs that name one of their own; the first of a name counts
 */
export function templatesFor(
  datasets: readonly DatasetDefinition[],
  can: Capabilities,
  options: SetupOptions,
): Installable[] {
  const byName = new Map([...datasets, foreign].reverse().map((definition) => [definition.dataset, definition]));
  const logs = [...byName.values()].sort((a, b) => (a.dataset < b.dataset ? -1 : 1));
  const own = { ...propertiesOf(['error.type', 'error.message', 'error.code'], can) };
  return [
    component('millrace-base', baseTemplate(can, options), options),
    ...logs.flatMap((definition) => [
      component(`millrace-${definition.dataset}`, datasetTemplate(definition, can), options),
      indexTemplate(definition.dataset, can, options, true),
    ]),
    component(
      `millrace-${failuresDataset}`,
      closed({ ...own, ...ownProperties(failureFields, can) }, { 'index.mapping.ignore_malformed': true }),
      options,
    ),
    indexTemplate(failuresDataset, can, options, false),
    component(`millrace-${deliveryDataset}`, closed(ownProperties(deliveryFields, can)), options),
    indexTemplate(deliveryDataset, can, options, false),
  ];
}

function baseTemplate(can: Capabilities, options: SetupOptions): object {
  const constants: Properties = can.constantKeyword
    ? { 'data_stream.type': { type: 'constant_keyword', value: 'logs' } }
    : {};
  for (const name of can.constantKeyword ? ['data_stream.dataset', 'data_stream.namespace'] : []) {
    constants[name] = { type: 'constant_keyword' };
  }
  return {
    settings: {
      'index.number_of_shards': options.shards ?? 1,
      ...(options.replicas === undefined
        ? { 'index.auto_expand_replicas': '0-1' }
        : { 'index.number_of_replicas': options.replicas }),
      'index.mapping.total_fields.limit': openFieldsMost,
    },
    mappings: {
      date_detection: false,
      numeric_detection: false,
      dynamic_templates: [
        {
          labels: {
            path_match: 'labels.*',
            match_mapping_type: '*',
            mapping: { type: 'keyword', ignore_above: 1024 },
          },
        },
      ],
      properties: {
        ...propertiesOf(everywhere, can),
        ...constants,
        labels: { type: 'object', dynamic: true },
      },
    },
  };
}

function datasetTemplate({ fields, open }: DatasetDefinition, can: Capabilities): object {
  const properties = ownProperties(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !everywhere.includes(name))),
    can,
  );
  if (!open) return closed(properties);
  return {
    ...(can.ignoreDynamicBeyondLimit
      ? { settings: { 'index.mapping.total_fields.ignore_dynamic_beyond_limit': true } }
      : {}),
    mappings: {
      dynamic: true,
      dynamic_templates: [
        { strings: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1024 } } },
      ],
      properties,
    },
  };
}

/** Fields that are not known stay in the document and cost no mapping. */
function closed(properties: Properties, settings: object = {}): object {
  return { ...(Object.keys(settings).length > 0 ? { settings } : {}), mappings: { dynamic: false, properties } };
}

function ownProperties(fields: Readonly<Record<string, FieldDefinition>>, can: Capabilities): Properties {
  const names = Object.keys(fields).sort();
  return Object.fromEntries(names.map((name) => [name, mappingOf(fields[name] as FieldDefinition, can)]));
}

function component(name: string, template: object, options: SetupOptions): Installable {
  return installable('component template', name, `/_component_template/${name}`, { template }, options);
}

function indexTemplate(dataset: string, can: Capabilities, options: SetupOptions, logs: boolean): Installable {
  const template = {
    ...(logs && can.logsdb ? { settings: { 'index.mode': 'logsdb' } } : {}),
    ...(can.lifecycle && options.retention !== undefined ? { lifecycle: { data_retention: options.retention } } : {}),
    // What a mapping refuses goes to our own failure stream, which has a fixed schema and the reason.
    ...(can.failureStore ? { data_stream_options: { failure_store: { enabled: false } } } : {}),
  };
  const body = {
    index_patterns: [`logs-${dataset}-*`],
    priority,
    composed_of: ['millrace-base', `millrace-${dataset}`],
    data_stream: {},
    template,
  };
  const name = `millrace-logs-${dataset}`;
  return installable('index template', name, `/_index_template/${name}`, body, options);
}

function installable(
  kind: Installable['kind'],
  name: string,
  path: string,
  body: object,
  { version }: SetupOptions,
): Installable {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
  return { kind, name, path, body: { ...body, _meta: { managed_by: 'millrace', version, hash } } };
}

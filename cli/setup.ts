import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Configuration, ElasticsearchConfiguration } from '../contracts/configuration/schema.ts';
import { MillraceError } from '../contracts/errors.ts';
import { type FieldDefinition, fieldCatalogue } from '../contracts/fields.ts';
import { type Capabilities, checkServer, probeCapabilities } from '../elasticsearch/capabilities.ts';
import { connectElasticsearch, type ElasticsearchClient } from '../elasticsearch/connect.ts';
import { applySetup, type Change } from '../elasticsearch/setup.ts';
import { type DatasetDefinition, templatesFor } from '../elasticsearch/templates.ts';
import { foreignDataset } from '../functions/reader/foreign.ts';
import packageJson from '../package.json' with { type: 'json' };
import { builtIn, type Catalogue } from '../parsers/catalogue.ts';
import { defaultConfigurationPath, readConfigurationAndCatalogue } from './configuration-file.ts';
import { painter, type Terminal } from './terminal.ts';

interface SetupArguments {
  readonly config: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function setupCommand(terminal: Terminal): Command {
  return new Command('setup')
    .description(
      'Installs the component and index templates in Elasticsearch and says what changed. Run it again at will.',
    )
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--dry-run', 'only say what would change')
    .option('--json', 'report as JSON')
    .action(async (given: SetupArguments) => {
      const { configuration, catalogue } = readConfigurationAndCatalogue(given.config, terminal);
      const client = connectConfigured(elasticsearchOf(configuration));
      try {
        const report = await installTemplates(client, configuration.inputs, given.dryRun === true, catalogue);
        if (given.json) terminal.print(JSON.stringify(report));
        else printReport(terminal, report, given.dryRun === true);
      } finally {
        client.close();
      }
    });
}

export interface SetupReport {
  readonly version: string | undefined;
  readonly capabilities: Capabilities;
  readonly changes: readonly Change[];
}

/** Templates for every kind of log that there is, the configuration's own among them, and for datasets that inputs name. */
export async function installTemplates(
  client: ElasticsearchClient,
  inputs: Configuration['inputs'],
  dryRun: boolean,
  catalogue: Catalogue = builtIn,
): Promise<SetupReport> {
  const { version } = await checkServer(client);
  const capabilities = await probeCapabilities(client);
  const wanted = templatesFor(datasetsOf(inputs, catalogue), capabilities, { version: packageJson.version });
  return { version, capabilities, changes: await applySetup(client, wanted, { dryRun }) };
}

/** Types may share a dataset: it has the fields of all of them. */
export function datasetsOf(inputs: Configuration['inputs'], catalogue: Catalogue): DatasetDefinition[] {
  const datasets = new Map<string, DatasetDefinition>();
  const add = (type: string, dataset: string): void => {
    const before = datasets.get(dataset);
    const fields = { ...catalogue.fieldsOf(type), ...before?.fields };
    datasets.set(dataset, { dataset, fields, open: catalogue.isOpen(type) || before?.open === true });
  };
  for (const { type, dataset } of catalogue.types) add(type, dataset);
  for (const { type, dataset } of inputs) if (dataset !== undefined) add(catalogue.sourceOf(type).type, dataset);
  const behindForeign = catalogue.fieldsOf(foreignDataset);
  if (Object.keys(behindForeign).length > 0) {
    const fields = { 'log.level': fieldCatalogue['log.level'] as FieldDefinition, ...behindForeign };
    datasets.set(foreignDataset, { dataset: foreignDataset, fields, open: true });
  }
  return [...datasets.values()];
}

/** @throws MillraceError `bad_configuration` where there is no reader section */
export function elasticsearchOf(configuration: Configuration): ElasticsearchConfiguration {
  if (configuration.reader) return configuration.reader.elasticsearch;
  throw new MillraceError('bad_configuration', 'there is no reader section', {
    subject: 'reader',
    hint: 'Say where Elasticsearch is: reader: { elasticsearch: { url: https://… } }',
  });
}

export function connectConfigured(options: ElasticsearchConfiguration): ElasticsearchClient {
  return connectElasticsearch({
    url: options.url,
    apiKey: options.api_key,
    ca: options.ca === undefined ? undefined : readFileSync(options.ca, 'utf8'),
    timeoutMs: options.timeout,
  });
}

/** What the server lacks, and what stands in for it. */
const standIns: Record<keyof Capabilities, string> = {
  matchOnlyText: 'message is plain text without norms',
  constantKeyword: 'data_stream.* are keywords',
  logsdb: 'indices have the standard mode: about twice the disk',
  ignoreDynamicBeyondLimit: 'fields beyond the limit make an event fail into the failure stream',
  failureStore: 'only our failure stream catches what a mapping refuses',
  lifecycle: 'nothing expires by itself',
};

function printReport(terminal: Terminal, { version, capabilities, changes }: SetupReport, dryRun: boolean): void {
  const paint = painter(terminal);
  const signs = { created: '+', updated: '~', unchanged: '=' } as const;
  terminal.print(`Elasticsearch ${version ?? '(version unknown)'}`);
  for (const { kind, name, action, diff } of changes) {
    if (action === 'unchanged') continue;
    terminal.print(`${signs[action]} ${kind} ${name}`);
    for (const line of diff) terminal.print(`    ${line}`);
  }
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  const would = dryRun ? ' (dry run: nothing was changed)' : '';
  terminal.print(`${count('created')} created, ${count('updated')} updated, ${count('unchanged')} unchanged${would}`);
  for (const [name, there] of Object.entries(capabilities)) {
    const standIn = standIns[name as keyof Capabilities];
    if (!there) terminal.note(`${paint('dim', 'note')}    this server lacks ${name}: ${standIn}`);
  }
}

import { accessSync, constants, globSync } from 'node:fs';
import { Command } from 'commander';
import { configurationJsonSchema } from '../contracts/configuration/load.ts';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { messageOf } from '../contracts/errors.ts';
import { builtIn, type Catalogue } from '../parsers/catalogue.ts';
import { strangeTypes } from '../parsers/custom/strange-types.ts';
import type { ResolvedInput } from '../shippers/input.ts';
import { defaultConfigurationPath, readConfigurationAndCatalogue } from './configuration-file.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { table } from './table.ts';
import { endWhenUnread, painter, type Terminal } from './terminal.ts';

interface InputReport {
  readonly type: string;
  readonly dataset: string;
  readonly files: number;
  readonly warnings: readonly string[];
}

/** A type of the configuration, compiled. */
interface SourceReport {
  readonly type: string;
  readonly extends?: string;
  readonly dataset: string;
  readonly patterns: number;
  readonly processors: number;
  /** Fields that the index maps. */
  readonly fields: number;
}

interface ValidateOptions {
  readonly config: string;
  readonly json?: boolean;
  readonly types?: boolean;
  readonly schema?: boolean;
}

export function validateCommand(terminal: Terminal): Command {
  return new Command('validate')
    .description(
      'Checks a configuration, compiles its patterns and processors, says what it would watch. Touches no network.',
    )
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--json', 'report as JSON')
    .option('--types', 'list the kinds of logs instead: with -c, those of the configuration too')
    .option('--schema', 'print the JSON Schema of the configuration instead')
    .action((options: ValidateOptions, command: Command) => {
      endWhenUnread();
      const json = options.json === true;
      if (options.schema) terminal.print(JSON.stringify(configurationJsonSchema(), null, 2));
      else if (options.types) {
        const isNamed = command.getOptionValueSource('config') !== 'default';
        printTypes(
          terminal,
          isNamed ? readConfigurationAndCatalogue(options.config, terminal).catalogue : builtIn,
          json,
        );
      } else validate(terminal, options.config, json);
    });
}

function printTypes(terminal: Terminal, { types }: Catalogue, json: boolean): void {
  if (json) terminal.print(JSON.stringify(types.map(({ type, dataset, title }) => ({ type, dataset, title }))));
  else
    terminal.print(
      table(
        ['type', 'what it is'],
        types.map(({ type, title }) => [type, title]),
      ),
    );
}

function validate(terminal: Terminal, path: string, json: boolean): void {
  const { configuration, catalogue } = readConfigurationAndCatalogue(path, terminal);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const inputs = resolveInputs(configuration, catalogue.sourceOf, zone).map(inspectInput);
  const sources = configuration.sources.map((source) => inspectSource(source, catalogue));
  const processors = configuration.processors.length;
  const warnings = strangeTypes(configuration, catalogue);
  if (json) {
    const { cluster } = configuration;
    terminal.print(JSON.stringify({ valid: true, cluster, inputs, sources, processors, warnings }));
    return;
  }
  const paint = painter(terminal);
  const rows = inputs.map(({ type, dataset, files }) => [type, `logs-${dataset}-${configuration.namespace}`, files]);
  terminal.print(table(['input', 'data stream', 'files now'], rows));
  if (sources.length > 0) printSources(terminal, sources);
  if (processors > 0) terminal.print(`${processors} processors for every event`);
  for (const warning of [...inputs.flatMap((input) => input.warnings), ...warnings])
    terminal.note(`${paint('yellow', 'warning')} ${warning}`);
  for (const [section, given] of Object.entries({ output: configuration.output, reader: configuration.reader })) {
    if (given === undefined) terminal.note(`${paint('dim', 'note')}    no ${section} section`);
  }
  terminal.print(`${path} is valid`);
}

function inspectSource(source: Configuration['sources'][number], catalogue: Catalogue): SourceReport {
  const { type, extends: base, processors } = source;
  const { dataset, patterns } = catalogue.sourceOf(type);
  return {
    type,
    ...(base === undefined ? {} : { extends: base }),
    dataset,
    patterns: patterns.length,
    processors: processors.length,
    fields: Object.keys(catalogue.fieldsOf(type)).length,
  };
}

function printSources(terminal: Terminal, sources: readonly SourceReport[]): void {
  const rows = sources.map((source) => [
    source.extends === undefined ? source.type : `${source.type} (extends ${source.extends})`,
    source.dataset,
    source.patterns,
    source.processors,
    source.fields,
  ]);
  terminal.print(table(['type of your own', 'dataset', 'patterns', 'processors', 'fields'], rows));
}

/** What the input would find now: things that work later (a log that is not there yet) are warnings. */
function inspectInput(input: ResolvedInput): InputReport {
  const files = new Set<string>();
  const warnings: string[] = [];
  for (const pattern of input.paths) {
    const found = globSync(pattern, { exclude: input.exclude_paths });
    if (found.length === 0) warnings.push(`${pattern} matches nothing now; files are picked up when they appear`);
    for (const path of found) files.add(path);
  }
  for (const path of files) {
    try {
      accessSync(path, constants.R_OK);
    } catch (error) {
      warnings.push(`cannot read it as this user: ${messageOf(error)}`);
    }
  }
  return { type: input.type, dataset: input.dataset, files: files.size, warnings };
}

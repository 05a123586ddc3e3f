import { accessSync, constants, globSync } from 'node:fs';
import { Command } from 'commander';
import { configurationJsonSchema } from '../contracts/configuration/load.ts';
import { messageOf } from '../contracts/errors.ts';
import { sourceOf, sources } from '../parsers/catalogue.ts';
import type { ResolvedInput } from '../shippers/input.ts';
import { defaultConfigurationPath, readConfigurationFile } from './configuration-file.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { table } from './table.ts';
import { painter, type Terminal } from './terminal.ts';

interface InputReport {
  readonly type: string;
  readonly dataset: string;
  readonly files: number;
  readonly warnings: readonly string[];
}

export function validateCommand(terminal: Terminal): Command {
  return new Command('validate')
    .description('Checks a configuration and says what it would watch. Touches no network.')
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--json', 'report as JSON')
    .option('--types', 'list the kinds of logs instead')
    .option('--schema', 'print the JSON Schema of the configuration instead')
    .action((options: { config: string; json?: boolean; types?: boolean; schema?: boolean }) => {
      if (options.schema) terminal.print(JSON.stringify(configurationJsonSchema(), null, 2));
      else if (options.types) printTypes(terminal, options.json === true);
      else validate(terminal, options.config, options.json === true);
    });
}

function printTypes(terminal: Terminal, json: boolean): void {
  if (json) terminal.print(JSON.stringify(sources.map(({ type, dataset, title }) => ({ type, dataset, title }))));
  else
    terminal.print(
      table(
        ['type', 'what it is'],
        sources.map(({ type, title }) => [type, title]),
      ),
    );
}

function validate(terminal: Terminal, path: string, json: boolean): void {
  const configuration = readConfigurationFile(path, terminal);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const inputs = resolveInputs(configuration, sourceOf, zone).map(inspectInput);
  if (json) {
    terminal.print(JSON.stringify({ valid: true, cluster: configuration.cluster, inputs }));
    return;
  }
  const paint = painter(terminal);
  const rows = inputs.map(({ type, dataset, files }) => [type, `logs-${dataset}-${configuration.namespace}`, files]);
  terminal.print(table(['input', 'data stream', 'files now'], rows));
  for (const warning of inputs.flatMap((input) => input.warnings))
    terminal.note(`${paint('yellow', 'warning')} ${warning}`);
  for (const [section, given] of Object.entries({ output: configuration.output, reader: configuration.reader })) {
    if (given === undefined) terminal.note(`${paint('dim', 'note')}    no ${section} section`);
  }
  terminal.print(`${path} is valid`);
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

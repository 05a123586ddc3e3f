import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { exitCodeOf, exitCodes, MillraceError } from '../contracts/errors.ts';
import type { Logger } from '../contracts/logger.ts';
import packageJson from '../package.json' with { type: 'json' };
import { typeDefaultsOf } from '../parsers/custom/definition.ts';
import type { ResolvedInput } from '../shippers/input.ts';
import type { ShipperPorts } from '../shippers/ports.ts';
import type { ShipReport } from '../shippers/report.ts';
import { type Shipper, type ShipperOptions, startShipper } from '../shippers/shipper.ts';
import { connectObjects, connectQueue } from '../shippers/sqs/connect.ts';
import { systemClock } from '../shippers/system-clock.ts';
import { defaultConfigurationPath, readConfigurationFile } from './configuration-file.ts';
import { createLogger } from './logger.ts';
import { ProgressBar } from './progress-bar.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { formatBytes, table } from './table.ts';
import { painter, type Terminal } from './terminal.ts';

interface ShipArguments {
  readonly config: string;
  readonly once?: boolean;
  readonly type?: string;
  readonly json?: boolean;
}

/** The time that is left to hand over what is on its way, once told to stop. systemd waits 90 s. */
const stopDeadlineMs = 20_000;

export function shipCommand(terminal: Terminal): Command {
  return new Command('ship')
    .description(
      'Ships what the configured files hold and what is written to them. SIGTERM ends it, SIGHUP reads the configuration again.',
    )
    .argument('[files...]', 'with --once: these files instead of the configured ones')
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--once', 'backfill: ship what is there (plain or .gz) and end')
    .option('--type <type>', 'with files: what kind of log they are')
    .option('--json', 'with --once: the closing report as JSON')
    .addHelpText('after', '\nExit codes: 0 all shipped, 1 some file or message was not, 2 usage, 78 bad configuration.')
    .action(async (files: string[], given: ShipArguments, command: Command) => {
      if (files.length > 0 && (given.once !== true || given.type === undefined)) {
        command.error('error: files go with --once and --type (millrace validate --types lists the types)');
      }
      const configuration = withFiles(readConfigurationFile(given.config, terminal), files, given.type, terminal);
      process.exitCode = given.once
        ? await shipOnce(terminal, configuration, given.json === true)
        : await follow(terminal, configuration, given.config);
    });
}

function withFiles(
  configuration: Configuration,
  files: readonly string[],
  type: string | undefined,
  terminal: Terminal,
): Configuration {
  if (files.length === 0 || type === undefined) return configuration;
  typeDefaultsOf(configuration.sources)(type);
  const base = configuration.inputs.find((input) => input.type === type);
  const defaults = {
    exclude_paths: [],
    include: [],
    exclude: [],
    fields: {},
    tags: [],
    start: 'beginning' as const,
    ignore_older: 0,
    line_limit: 1024 * 1024,
  };
  const paths = files.map((file) => resolve(terminal.folder, file));
  return { ...configuration, inputs: [{ ...defaults, ...base, type, paths }] };
}

/** Everything that a shipper of this host is started with. */
export function shipperOptions(
  configuration: Configuration,
  inputs: readonly ResolvedInput[],
  mode: 'follow' | 'once',
  logger: Logger,
  environment: Terminal['environment'],
): ShipperOptions {
  const { output } = configuration;
  if (output === undefined) {
    throw new MillraceError('bad_configuration', 'there is no output section', {
      subject: 'output',
      hint: 'Say where to ship to: output: { queue: https://sqs.… }',
    });
  }
  return {
    host: configuration.host ?? hostname(),
    cluster: configuration.cluster,
    namespace: configuration.namespace,
    machineId: machineId(),
    stateFolder: resolve(configuration.state),
    inputs,
    output,
    mode,
    version: packageJson.version,
    ports: hostPorts(output, logger, environment),
  };
}

function hostPorts(
  output: NonNullable<Configuration['output']>,
  logger: Logger,
  environment: Terminal['environment'],
): ShipperPorts {
  const objects = connectObjects(output, { environment });
  return {
    queue: connectQueue(output, { environment }),
    ...(objects === undefined ? {} : { objects }),
    clock: systemClock,
    randomBytes,
    logger,
  };
}

/** What tells this machine from a clone of it (machine-id(5)); a container without one has its host name. */
function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim() || hostname();
  } catch {
    return hostname();
  }
}

function hostZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

async function shipOnce(terminal: Terminal, configuration: Configuration, json: boolean): Promise<number> {
  const inputs = resolveInputs(configuration, typeDefaultsOf(configuration.sources), hostZone());
  const bar = new ProgressBar(terminal, () => performance.now());
  const logger = createLogger(terminal);
  const shipper = await startShipper({
    ...shipperOptions(configuration, inputs, 'once', logger, terminal.environment),
    onProgress: ({ phase, path, ...progress }) =>
      bar.update({ ...progress, label: phase === 'identify' ? `identifying ${path}` : path }),
  });
  terminal.onStop(() => void stop(shipper, logger));
  const report = await shipper.done;
  bar.end();
  if (json) terminal.print(JSON.stringify(report));
  else printReport(terminal, report);
  return exitCodeOfReport(report);
}

function exitCodeOfReport({ failures, queueError }: ShipReport): number {
  if (queueError) return exitCodeOf(queueError);
  return failures.length === 0 ? exitCodes.ok : exitCodes.failed;
}

function printReport(terminal: Terminal, report: ShipReport): void {
  const { counters, files, failures, queueError } = report;
  const rows = files.map((file) => [file.path, file.type, file.lines, file.events, file.filtered, file.from]);
  terminal.print(table(['file', 'type', 'lines', 'events', 'filtered', 'from byte'], rows));
  const ratio = counters.bodyBytes === 0 ? 0 : counters.readBytes / counters.bodyBytes;
  terminal.print(
    `${counters.eventsAccepted.toLocaleString('en-US')} events in ${counters.messagesAccepted} messages, ` +
      `${formatBytes(counters.readBytes)} read, ${formatBytes(counters.bodyBytes)} sent (${ratio.toFixed(1)} : 1)`,
  );
  const paint = painter(terminal);
  for (const { path, error } of failures) {
    terminal.note(`${paint('red', 'error')} ${path}: ${error.message}`);
    terminal.note(`${paint('dim', 'next: ')} ${error.hint}`);
  }
  if (queueError) {
    terminal.note(`${paint('red', 'error')} ${queueError.message}`);
    terminal.note(`${paint('dim', 'next: ')} ${queueError.hint}`);
  }
}

async function follow(terminal: Terminal, configuration: Configuration, path: string): Promise<number> {
  const logger = createLogger(terminal);
  const inputs = resolveInputs(configuration, typeDefaultsOf(configuration.sources), hostZone());
  const shipper = await startShipper(shipperOptions(configuration, inputs, 'follow', logger, terminal.environment));
  logger.info({ cluster: configuration.cluster, inputs: inputs.length, state: configuration.state }, 'shipping');
  terminal.onReload(() => void reload(shipper, terminal, path, logger));
  const drained = await new Promise<boolean>((settle, fail) => {
    terminal.onStop(() => void stop(shipper, logger).then(settle, fail));
    shipper.done.catch(fail);
  });
  return drained ? exitCodes.ok : exitCodes.failed;
}

/** A configuration that is wrong changes nothing: the running one goes on. */
async function reload(shipper: Shipper, terminal: Terminal, path: string, logger: Logger): Promise<void> {
  try {
    const configuration = readConfigurationFile(path, terminal);
    await shipper.reconfigure(resolveInputs(configuration, typeDefaultsOf(configuration.sources), hostZone()));
    logger.info(
      { inputs: configuration.inputs.length },
      'inputs reloaded; output and state change with a restart only',
    );
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    logger.error({ problem }, 'the new configuration was not taken, the old one goes on');
  }
}

async function stop(shipper: Shipper, logger: Logger): Promise<boolean> {
  logger.info({}, 'stopping: handing over what is on its way');
  const { drained, eventsLeft } = await shipper.stop(stopDeadlineMs);
  if (drained) logger.info({}, 'stopped, everything read was taken by the queue');
  else logger.warn({ eventsLeft }, 'stopped before the queue took everything; the rest is sent after the next start');
  return drained;
}

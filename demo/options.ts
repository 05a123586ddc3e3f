import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../contracts/configuration/quantities.ts';

export interface DemoOptions {
  /** Ship what is there, account for it, stop; else write and tail until told to stop. */
  readonly once: boolean;
  /** Absolute paths; empty means the project's samples. */
  readonly logs: readonly string[];
  readonly json: boolean;
  readonly fresh: boolean;
  readonly type: string | undefined;
  /** The one folder in which data and shipper state live between runs. */
  readonly dataFolder: string;
  readonly rate: number;
  readonly durationMs: number | undefined;
}

const counts = `
The last line of --once is one JSON object. Its counts come from Elasticsearch and the queues, not from the shipper's belief:
  lines            lines that stand in the files, counted by reading them
  events           what these lines make (a stack trace is one), wherever it was found, plus the filtered ones
  filtered         events left out on purpose by include and exclude
  shipped          events that this run sent, by the reader's delivery records
  messages         SQS messages that carried them
  indexed          documents that this run added to the index
  already_indexed  events that were there already: create answered 409
  grok_failures    events kept with the tag _grokparsefailure
  failure_stream   events that the index refused, kept in the failure stream with the reason
  dead_letters     messages in the dead-letter queue
  duplicates       documents that share one identity with another
  missing          lines that no place accounts for
  seconds          from the first byte read until all was accounted for

Exit code: 0 when nothing is missing and every file could be read to its end, 1 otherwise, 2 for a wrong option.`;

/** @throws CommanderError for `--help` and for options that are wrong; it has been printed then */
export function parseDemoOptions(argv: readonly string[], folder: string): DemoOptions {
  const command = new Command('npm start --')
    .description('Shows the whole road on a local stack: file, shipper, SQS, Lambda, grok, Elasticsearch, search.')
    .option('--once', 'ship the files (or the samples) once, account for every line, stop', false)
    .option('--logs <file...>', 'files to ship with --once: plain or gzipped, the type is recognised by content')
    .option('--type <type>', 'the type of the files, instead of recognising it')
    .option('--json', 'print only the JSON object on stdout (with --once)', false)
    .option('--fresh', 'empty the data folder first', false)
    .option('--data <folder>', 'data and shipper state between runs', '.millrace')
    .addOption(new Option('--rate <lines>', 'events a second, live').default(50).argParser(count))
    .addOption(new Option('--for <duration>', 'stop by itself, live (30s, 5m)').argParser(durationMs))
    .addHelpText('after', counts)
    .allowExcessArguments(true)
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  const given = command.opts<{
    once: boolean;
    logs?: string[];
    type?: string;
    json: boolean;
    fresh: boolean;
    data: string;
    rate: number;
    for?: number;
  }>();
  const logs = given.logs ?? [];
  if (command.args.length > 0) command.error(`error: unexpected ${command.args.join(' ')}; name files with --logs`);
  if ((logs.length > 0 || given.json) && !given.once) command.error('error: --logs and --json go with --once');
  return {
    once: given.once,
    logs: logs.map((path) => resolve(folder, path)),
    json: given.json,
    fresh: given.fresh,
    type: given.type,
    dataFolder: resolve(folder, given.data),
    rate: given.rate,
    durationMs: given.for,
  };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw new InvalidArgumentError('a number from 1 to 100000');
  return value;
}

function durationMs(text: string): number {
  const value = parseDuration(text);
  if (value === undefined || value < 1000) throw new InvalidArgumentError('a duration such as 30s or 5m');
  return value;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { exitCodes, MillraceError } from '../contracts/errors.ts';
import type { Logger } from '../contracts/logger.ts';
import { connectAws } from '../functions/reader/connect.ts';
import { sendDeadLetter } from '../functions/reader/dead-letter.ts';
import { connectQueue } from '../receivers/connect.ts';
import { type Reader, startReader } from '../receivers/receive-loop.ts';
import {
  type ConfigurationWithCatalogue,
  defaultConfigurationPath,
  readConfigurationAndCatalogue,
} from './configuration-file.ts';
import { createLogger } from './logger.ts';
import { connectConfigured, elasticsearchOf } from './setup.ts';
import type { Terminal } from './terminal.ts';

const stopDeadlineMs = 20_000;
const reportEveryMs = 60_000;

export function readCommand(terminal: Terminal): Command {
  return new Command('read')
    .description(
      'Reads the queue into Elasticsearch until it is told to stop. Many may share a queue; any may be killed at any time.',
    )
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--receivers <count>', 'receive loops, instead of reader.receivers')
    .action(async (given: { config: string; receivers?: string }, command: Command) => {
      const receivers = given.receivers === undefined ? undefined : Number(given.receivers);
      if (receivers !== undefined && !(Number.isInteger(receivers) && receivers >= 1 && receivers <= 64)) {
        command.error('error: --receivers takes a number from 1 to 64');
      }
      const read = readConfigurationAndCatalogue(given.config, terminal);
      const logger = createLogger(terminal);
      const reader = await startConfiguredReader(read, logger, receivers);
      logger.info({ queue: queueOf(read.configuration) }, 'reading');
      process.exitCode = await readUntilStopped(reader, terminal, logger);
    });
}

/** A reader as the configuration describes it, with the AWS clients that the environment gives. */
export function startConfiguredReader(
  { configuration, catalogue }: ConfigurationWithCatalogue,
  log: Logger,
  receivers: number | undefined,
): Promise<Reader> {
  const elasticsearch = elasticsearchOf(configuration);
  const { dead_letter_queue: deadLetterQueue, receivers: configured = 2, visibility } = configuration.reader ?? {};
  if (deadLetterQueue === undefined) {
    throw new MillraceError('bad_configuration', 'there is no reader.dead_letter_queue', {
      subject: 'reader.dead_letter_queue',
      hint: 'Name a queue for the messages that nobody can decode; without one they could only be lost or block.',
    });
  }
  const { region, bucket } = configuration.output ?? {};
  const aws = connectAws({ region });
  const outputs = aws.deadLetterOutputs(deadLetterQueue, bucket);
  return startReader(
    {
      receivers: receivers ?? configured,
      ...(visibility === undefined ? {} : { visibilityMs: visibility }),
      reader: {
        namespace: configuration.namespace,
        bulkSizeBytes: elasticsearch.bulk_size,
        claimBucket: bucket,
        catalogue,
      },
    },
    {
      queue: connectQueue({ url: queueOf(configuration), region }),
      reader: {
        elasticsearch: connectConfigured(elasticsearch),
        fetchClaim: aws.fetchClaim,
        putAside: (letter) => sendDeadLetter(letter, outputs),
        clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
        log,
      },
      clock: { now: Date.now, sleep: pause, random: Math.random },
    },
  );
}

/** Ends early, without an error, when aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

function queueOf(configuration: Configuration): string {
  const queue = configuration.reader?.queue ?? configuration.output?.queue;
  if (queue !== undefined) return queue;
  throw new MillraceError('bad_configuration', 'no queue is named', {
    subject: 'reader.queue',
    hint: 'Give reader.queue, or output.queue where one file serves shipper and reader.',
  });
}

async function readUntilStopped(reader: Reader, terminal: Terminal, logger: Logger): Promise<number> {
  const report = setInterval(() => logger.info({ ...reader.status() }, 'status'), reportEveryMs);
  await new Promise<void>((settle) => terminal.onStop(settle));
  clearInterval(report);
  logger.info({}, 'stopping: ending what is in hand');
  const clean = await reader.stop(Date.now() + stopDeadlineMs);
  logger.info({ ...reader.status().counters }, clean ? 'stopped' : 'stopped; what was in hand comes again');
  return exitCodes.ok;
}

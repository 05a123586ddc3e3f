import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Command } from 'commander';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { exitCodes, MillraceError, messageOf } from '../contracts/errors.ts';
import { checkServer } from '../elasticsearch/capabilities.ts';
import { defaultConfigurationPath, readConfigurationFile } from './configuration-file.ts';
import { connectConfigured } from './setup.ts';
import { painter, type Terminal } from './terminal.ts';

interface Check {
  readonly what: string;
  readonly subject: string;
  readonly ok: boolean;
  readonly found: string;
  readonly hint?: string;
}

export function testCommand(terminal: Terminal): Command {
  const output = new Command('output')
    .description(
      'Asks the queue, the bucket and Elasticsearch, as far as they are configured, whether they would take something.',
    )
    .option('-c, --config <file>', 'configuration', defaultConfigurationPath)
    .option('--json', 'report as JSON')
    .action(async (given: { config: string; json?: boolean }) => {
      const checks = await checkOutputs(readConfigurationFile(given.config, terminal));
      if (given.json) terminal.print(JSON.stringify(checks));
      else printChecks(terminal, checks);
      process.exitCode = checks.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failed;
    });
  return new Command('test').description('Checks against the world.').addCommand(output);
}

async function checkOutputs(configuration: Configuration): Promise<Check[]> {
  const { output, reader } = configuration;
  const checks: Promise<Check>[] = [];
  if (output) checks.push(check('queue', output.queue, () => checkQueue(output.queue, output.region)));
  if (output?.bucket !== undefined) {
    const { bucket, region } = output;
    checks.push(check('bucket', bucket, () => checkBucket(bucket, region)));
  }
  if (reader?.dead_letter_queue !== undefined) {
    const { dead_letter_queue: url } = reader;
    checks.push(check('dead-letter queue', url, () => checkQueue(url, output?.region)));
  }
  if (reader) checks.push(check('elasticsearch', reader.elasticsearch.url, () => checkElasticsearch(reader)));
  if (checks.length === 0) {
    throw new MillraceError('bad_configuration', 'there is nothing to test', {
      subject: 'output',
      hint: 'The configuration has neither an output nor a reader section.',
    });
  }
  return Promise.all(checks);
}

async function check(what: string, subject: string, ask: () => Promise<string>): Promise<Check> {
  try {
    return { what, subject, ok: true, found: await ask() };
  } catch (error) {
    const hint =
      error instanceof MillraceError ? error.hint : 'Check address, region, network and the role of this host.';
    return { what, subject, ok: false, found: messageOf(error), hint };
  }
}

async function checkQueue(url: string, region: string | undefined): Promise<string> {
  const client = new SQSClient({ maxAttempts: 2, ...(region === undefined ? {} : { region }) });
  try {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    const limitKib = Number(Attributes.MaximumMessageSize ?? 0) / 1024;
    return `there, ${Attributes.ApproximateNumberOfMessages ?? '?'} messages waiting, takes ${limitKib} KiB a message`;
  } finally {
    client.destroy();
  }
}

async function checkBucket(bucket: string, region: string | undefined): Promise<string> {
  const { HeadBucketCommand, S3Client, S3ServiceException } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ maxAttempts: 2, forcePathStyle: true, ...(region === undefined ? {} : { region }) });
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return 'there';
  } catch (error) {
    // A shipper's role may put objects and do nothing else, so that a refusal is what a good set-up answers.
    const refused = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;
    if (refused) return 'there; this role may not look into it, which shipping does not need';
    throw error;
  } finally {
    client.destroy();
  }
}

async function checkElasticsearch(reader: NonNullable<Configuration['reader']>): Promise<string> {
  const client = connectConfigured(reader.elasticsearch);
  try {
    const { version, clusterName } = await checkServer(client);
    return `version ${version ?? 'unknown'}${clusterName === undefined ? '' : `, cluster ${clusterName}`}`;
  } finally {
    client.close();
  }
}

function printChecks(terminal: Terminal, checks: readonly Check[]): void {
  const paint = painter(terminal);
  for (const { what, subject, ok, found, hint } of checks) {
    terminal.print(`${ok ? paint('green', '✔') : paint('red', '✘')} ${what.padEnd(18)} ${subject}`);
    terminal.print(`  ${found}`);
    if (hint !== undefined) terminal.print(`  ${paint('dim', 'next:')} ${hint}`);
  }
}

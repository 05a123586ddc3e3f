import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { connectElasticsearch } from '../../elasticsearch/connect.ts';
import { readBatch } from './batch.ts';
import { type ReaderConfig, readConfig } from './config.ts';
import { connectAws, fetchParameter } from './connect.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { jsonLogger } from './json-logger.ts';
import type { ReaderPorts, ReaderSettings } from './ports.ts';

const write = (line: string): void => void process.stdout.write(line);
const config = readConfig(process.env);
let ports: ReaderPorts | undefined;
let settings: ReaderSettings | undefined;

/** SQS → Elasticsearch. Needs `ReportBatchItemFailures`. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  settings ??= await settingsOf(config);
  ports ??= await connect(config);
  return readBatch(event, context.getRemainingTimeInMillis(), ports, settings, write);
}

/** The schema library and the processors cost every cold start 50 ms and more: they are loaded where there is something to read. */
async function settingsOf({ configuration, ...given }: ReaderConfig): Promise<ReaderSettings> {
  if (configuration === undefined) return given;
  const { readCatalogue } = await import('./catalogue.ts');
  return { ...given, catalogue: readCatalogue(configuration, process.env) };
}

async function connect({ apiKey, ca, elasticsearchUrl: url, ...config }: ReaderConfig): Promise<ReaderPorts> {
  const key = apiKey && 'parameter' in apiKey ? await fetchParameter(apiKey.parameter) : apiKey?.value;
  const pem = ca === undefined || ca.includes('-----BEGIN') ? ca : readFileSync(ca, 'utf8');
  const aws = connectAws();
  const outputs = aws.deadLetterOutputs(config.deadLetterQueueUrl, config.claimBucket);
  return {
    elasticsearch: connectElasticsearch({
      url,
      apiKey: key,
      ca: pem,
      timeoutMs: config.timeoutMs,
      compress: config.compress,
    }),
    fetchClaim: aws.fetchClaim,
    putAside: (letter) => sendDeadLetter(letter, outputs),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    log: jsonLogger(write),
  };
}

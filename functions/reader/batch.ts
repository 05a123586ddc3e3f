import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { batchLine } from './metrics.ts';
import type { QueueMessage, ReaderPorts, ReaderSettings } from './ports.ts';
import { processMessages } from './process.ts';

/** Of the remaining time, what is left to the runtime for answering. */
const marginMs = 2_000;

/** One invocation: SQS's records in, the ids that have to come again out. */
export async function readBatch(
  event: SQSEvent,
  remainingMs: number,
  ports: ReaderPorts,
  settings: ReaderSettings,
  write: (line: string) => void,
): Promise<SQSBatchResponse> {
  const startedMs = ports.clock.now();
  const deadlineMs = startedMs + Math.max(0, remainingMs - marginMs);
  const { failed, counters } = await processMessages(event.Records.map(queueMessage), ports, settings, deadlineMs);
  write(`${batchLine(counters, settings.namespace, startedMs, ports.clock.now())}\n`);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function queueMessage({ messageId, body, attributes }: SQSRecord): QueueMessage {
  return {
    id: messageId,
    body,
    ...countOf('receiveCount', attributes?.ApproximateReceiveCount),
    ...countOf('sentMs', attributes?.SentTimestamp),
  };
}

function countOf<K extends string>(name: K, text: string | undefined): { [key in K]?: number } {
  const value = Number(text);
  if (text === undefined || !Number.isFinite(value)) return {};
  return { [name]: value } as { [key in K]: number };
}

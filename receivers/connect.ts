import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

export interface QueueOptions {
  readonly url: string;
  /** From the URL of the queue where it names one, else by the SDK's own rules, unless given. */
  readonly region?: string | undefined;
}

/** What SQS takes in one batch request. */
const batchMost = 10;

export function connectQueue({ url, region }: QueueOptions): Queue {
  const known = region ?? queueRegion(url);
  const client = new SQSClient(known === undefined ? {} : { region: known });
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw queueError(url, error);
    }
  };
  return {
    check: () =>
      guarded(async () => {
        await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['VisibilityTimeout'] }));
      }),
    receive: ({ messagesMost, waitMs, visibilityMs, signal }) =>
      guarded(async () => {
        const command = new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: messagesMost,
          WaitTimeSeconds: Math.floor(waitMs / 1000),
          VisibilityTimeout: Math.ceil(visibilityMs / 1000),
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        });
        try {
          const { Messages = [] } = await client.send(command, { abortSignal: signal });
          return Messages.flatMap(receivedMessage);
        } catch (error) {
          if (signal.aborted) return [];
          throw error;
        }
      }),
    remove: (messages) =>
      guarded(() =>
        inBatches(messages, async (batch) => {
          const Entries = batch.map(({ receipt }, i) => ({ Id: String(i), ReceiptHandle: receipt }));
          const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
          return Failed.map(({ Id }) => Number(Id));
        }),
      ),
    changeVisibility: (changes) =>
      guarded(async () => {
        const failed = await inBatches(changes, async (batch) => {
          const Entries = batch.map(({ message, visibilityMs }, i) => ({
            Id: String(i),
            ReceiptHandle: message.receipt,
            VisibilityTimeout: Math.ceil(visibilityMs / 1000),
          }));
          const { Failed = [] } = await client.send(
            new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }),
          );
          return Failed.map(({ Id }) => Number(Id));
        });
        return failed.map(({ message }) => message);
      }),
  };
}

/** The region that the URL of a queue names: `https://sqs.eu-west-1.amazonaws.com/…`. */
export function queueRegion(url: string): string | undefined {
  return /^https:\/\/(?:sqs\.([a-z0-9-]+)\.amazonaws\.com|([a-z0-9-]+)\.queue\.amazonaws\.com)(?:\.cn)?\//
    .exec(url)
    ?.slice(1)
    .find(Boolean);
}

async function inBatches<T>(items: readonly T[], send: (batch: readonly T[]) => Promise<number[]>): Promise<T[]> {
  const failed: T[] = [];
  for (let start = 0; start < items.length; start += batchMost) {
    const batch = items.slice(start, start + batchMost);
    const positions = new Set(await send(batch));
    failed.push(...batch.filter((_, i) => positions.has(i)));
  }
  return failed;
}

function receivedMessage({ MessageId, ReceiptHandle, Body, Attributes }: Message): ReceivedMessage[] {
  if (MessageId === undefined || ReceiptHandle === undefined) return [];
  return [
    {
      id: MessageId,
      receipt: ReceiptHandle,
      body: Body ?? '',
      receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
      ...(Attributes?.SentTimestamp === undefined ? {} : { sentMs: Number(Attributes.SentTimestamp) }),
    },
  ];
}

function queueError(url: string, error: unknown): MillraceError {
  const name = error instanceof Error ? error.name : '';
  const status = httpStatusOf(error);
  if (/QueueDoesNotExist|NonExistentQueue/.test(name)) {
    return new MillraceError('queue_missing', 'there is no such queue', {
      subject: url,
      hint: 'check reader.queue in the configuration, and the region; deploy creates it',
      cause: error,
    });
  }
  if (status !== undefined && status >= 400 && status < 500 && !/Throttl/.test(name)) {
    return new MillraceError('queue_refused', `SQS refused: ${messageOf(error)}`, {
      subject: url,
      hint: 'the credentials need sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility, sqs:GetQueueAttributes',
      cause: error,
    });
  }
  return new MillraceError('queue_unreachable', `SQS did not answer: ${messageOf(error)}`, {
    subject: url,
    hint: 'check the network and the credentials of this host; it is tried again',
    retryable: true,
    cause: error,
  });
}

function httpStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

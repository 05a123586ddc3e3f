import { ChangeMessageVisibilityBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { envelopeLimits } from '../contracts/envelope/envelope.ts';
import { decodeMessage } from '../contracts/envelope/message.ts';
import type { Interval } from './intervals.ts';

export interface DeadLetters {
  readonly count: number;
  /** By generation: what the readable ones among them hold. */
  readonly stretches: ReadonlyMap<string, readonly Interval[]>;
  /** Why, for people: reason and how many. */
  readonly reasons: ReadonlyMap<string, number>;
}

/** Long enough to see each message once. They are given back afterwards; were we to die, after this time. */
const lookSeconds = 30;

/** Looks at the messages of a dead-letter queue and leaves them there. */
export async function lookAtDeadLetters(sqs: SQSClient, queueUrl: string): Promise<DeadLetters> {
  const stretches = new Map<string, Interval[]>();
  const reasons = new Map<string, number>();
  const seen = new Set<string>();
  const receipts: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: lookSeconds,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ['All'],
      }),
    );
    const fresh = Messages.filter((message) => !seen.has(message.MessageId ?? ''));
    receipts.push(...Messages.flatMap(({ ReceiptHandle }) => ReceiptHandle ?? []));
    if (fresh.length === 0) {
      await giveBack(sqs, queueUrl, receipts);
      return { count: seen.size, stretches, reasons };
    }
    for (const message of fresh) {
      seen.add(message.MessageId ?? '');
      const reason = message.MessageAttributes?.['millrace.reason']?.StringValue ?? 'received too often';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      collectStretches(message.Body ?? '', stretches);
    }
  }
}

async function giveBack(sqs: SQSClient, queueUrl: string, receipts: readonly string[]): Promise<void> {
  for (let start = 0; start < receipts.length; start += 10) {
    const Entries = receipts
      .slice(start, start + 10)
      .map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

function collectStretches(body: string, stretches: Map<string, Interval[]>): void {
  let decoded: ReturnType<typeof decodeMessage>;
  try {
    decoded = decodeMessage(body, envelopeLimits);
  } catch {
    return; // Not readable: that is why most of them are here.
  }
  if (decoded.kind !== 'envelope') return;
  for (const { generation, from, to } of decoded.envelope.segments) {
    stretches.set(generation, [...(stretches.get(generation) ?? []), { from, to }]);
  }
}

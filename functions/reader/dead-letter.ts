import { MillraceError, messageOf } from '../../contracts/errors.ts';
import type { QueueMessage } from './ports.ts';

/** A message that cannot be read, with the reason. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** `bad_envelope`, `foreign_message`, … : what alarms filter by. */
  readonly code: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

export function deadLetterOf(message: QueueMessage, error: unknown, nowMs: number): DeadLetter {
  const code = error instanceof MillraceError ? error.code : 'bad_envelope';
  return { messageId: message.id, body: message.body, code, reason: messageOf(error), timeMs: nowMs };
}

/** What SQS is told beside the body. SQS counts names, types and values into the size of a message. */
export type LetterAttributes = Readonly<Record<string, { readonly DataType: 'String'; readonly StringValue: string }>>;

export interface DeadLetterOutputs {
  sendMessage(body: string, attributes: LetterAttributes): Promise<void>;
  /** Undefined where no bucket is configured: what is too large for the queue then stays on its own queue. */
  readonly putObject?: ((key: string, body: string) => Promise<void>) | undefined;
}

const messageLimitBytes = 1024 * 1024;
const reasonLimitCharacters = 1000;

/**
 * Sends a letter with its reason as attributes: `millrace.code`, `millrace.reason`, `millrace.message_id`, `millrace.time`,
 * and `millrace.body_key` where the body went to S3 because reason and body together are too large. Whoever reads the queue
 * knows a letter by `millrace.message_id`: sending it twice is harmless.
 * @throws MillraceError `queue_refused` where it is too large and there is no bucket
 */
export async function sendDeadLetter(letter: DeadLetter, outputs: DeadLetterOutputs): Promise<void> {
  const attributes = attributesOf(letter);
  if (letter.body.length > 0 && Buffer.byteLength(letter.body) + bytesOf(attributes) <= messageLimitBytes) {
    await outputs.sendMessage(letter.body, attributes);
    return;
  }
  if (!outputs.putObject) {
    throw new MillraceError('queue_refused', 'the message and its reason are too large for the dead-letter queue', {
      subject: letter.messageId,
      hint: 'give the reader a bucket (output.bucket, or CLAIM_BUCKET) to put such bodies into',
    });
  }
  const key = `dead-letters/${letter.messageId}`;
  await outputs.putObject(key, letter.body);
  const pointer = { ...attributes, ...stringAttribute('millrace.body_key', key) };
  await outputs.sendMessage(JSON.stringify({ body_key: key, body_bytes: Buffer.byteLength(letter.body) }), pointer);
}

function attributesOf(letter: DeadLetter): LetterAttributes {
  return {
    ...stringAttribute('millrace.code', letter.code),
    ...stringAttribute('millrace.reason', letter.reason.slice(0, reasonLimitCharacters)),
    ...stringAttribute('millrace.message_id', letter.messageId),
    ...stringAttribute('millrace.time', new Date(letter.timeMs).toISOString()),
  };
}

// SQS takes XML's characters only, and no empty values.
function stringAttribute(name: string, value: string): LetterAttributes {
  const clean = value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
  return { [name]: { DataType: 'String', StringValue: clean === '' ? '-' : clean } };
}

function bytesOf(attributes: LetterAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );
}

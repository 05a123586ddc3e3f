import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OutputConfiguration } from '../../contracts/configuration/schema.ts';
import { type ErrorCode, MillraceError, messageOf } from '../../contracts/errors.ts';
import type { ObjectPort, QueuePort } from '../ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ConnectOptions {
  readonly environment: Environment;
  /** A request that has not answered by then counts as failed; whether it was taken is then unknown. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;
const connectTimeoutMs = 5000;
const awsHostPattern = /(?:^|\.)(?:sqs\.([a-z]{2}[\w-]+)|([a-z]{2}-[\w-]+)\.queue)\.amazonaws\.com/;

/** @returns the region that the URL of a queue names */
export function regionOfQueue(url: string): string | undefined {
  const match = awsHostPattern.exec(new URL(url).hostname);
  return match?.[1] ?? match?.[2];
}

function regionFor(output: OutputConfiguration, environment: Environment): string {
  const named = output.region ?? regionOfQueue(output.queue);
  return named ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
}

function clientOptions({ timeoutMs = defaultTimeoutMs }: ConnectOptions) {
  // We do the trying again ourselves: entry by entry, and seen by the back-pressure.
  const requestHandler = {
    connectionTimeout: connectTimeoutMs,
    requestTimeout: timeoutMs,
    throwOnRequestTimeout: true,
    httpsAgent: { maxSockets: 64, keepAlive: true },
    httpAgent: { maxSockets: 64, keepAlive: true },
  };
  return { maxAttempts: 1, requestHandler };
}

/** The queue that the output names. `AWS_ENDPOINT_URL` and credentials are the environment's, by the SDK's own rules. */
export function connectQueue(output: OutputConfiguration, options: ConnectOptions): QueuePort {
  const { environment } = options;
  const elsewhere = environment.AWS_ENDPOINT_URL_SQS ?? environment.AWS_ENDPOINT_URL;
  const client = new SQSClient({
    ...clientOptions(options),
    region: regionFor(output, environment),
    // The host of the queue's URL is the endpoint, unless the environment names one: an emulator's URLs need not resolve.
    useQueueUrlAsEndpoint: false,
    endpoint: elsewhere ?? new URL(output.queue).origin,
  });
  return {
    async send(entries, signal) {
      const command = new SendMessageBatchCommand({
        QueueUrl: output.queue,
        Entries: entries.map(({ id, body }) => ({ Id: id, MessageBody: body })),
      });
      try {
        const { Successful = [], Failed = [] } = await client.send(command, { abortSignal: signal });
        return {
          accepted: Successful.flatMap(({ Id }) => (Id === undefined ? [] : [Id])),
          failed: Failed.map(({ Id = '', Code = 'Unknown', Message = '', SenderFault = false }) => ({
            id: Id,
            code: Code,
            message: Message,
            senderFault: SenderFault,
          })),
        };
      } catch (error) {
        throw queueError(error, output.queue);
      }
    },
    close: () => client.destroy(),
  };
}

/** @returns undefined when the output names no bucket */
export function connectObjects(output: OutputConfiguration, options: ConnectOptions): ObjectPort | undefined {
  const { bucket } = output;
  if (bucket === undefined) return undefined;
  const { environment } = options;
  const local = environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL;
  const client = new S3Client({
    ...clientOptions(options),
    region: regionFor(output, environment),
    ...(local === undefined ? {} : { endpoint: local, forcePathStyle: true }),
  });
  return {
    bucket,
    async put(key, body, signal) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'text/plain' });
      try {
        await client.send(command, { abortSignal: signal });
      } catch (error) {
        throw new MillraceError('object_store_failed', `s3://${bucket}/${key}: ${messageOf(error)}`, {
          subject: bucket,
          hint: 'The bucket has to exist, and this host needs s3:PutObject on claims/*. It is tried again.',
          retryable: true,
          cause: error,
        });
      }
    },
    close: () => client.destroy(),
  };
}

const missing = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'QueueDeletedRecently'];
const refused = [
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'InvalidSecurity',
  'KmsAccessDenied',
  'KmsDisabled',
  'KmsNotFound',
  'OptInRequired',
  'BatchRequestTooLong',
  'InvalidMessageContents',
  'UnsupportedOperation',
];
const throttled = ['RequestThrottled', 'ThrottlingException', 'Throttling', 'OverLimit', 'KmsThrottled', 'SlowDown'];
const credentials = ['ExpiredToken', 'ExpiredTokenException', 'CredentialsProviderError', 'TokenProviderError'];

/** Names what SQS or the SDK threw. */
export function queueError(error: unknown, queue: string): MillraceError {
  const name = error instanceof Error ? error.name : '';
  const status = statusOf(error);
  const make = (code: ErrorCode, what: string, hint: string, retryable: boolean) =>
    new MillraceError(code, `${what}: ${queue} (${name || 'error'}: ${messageOf(error)})`, {
      subject: queue,
      hint,
      retryable,
      cause: error,
    });
  if (missing.includes(name)) {
    return make(
      'queue_missing',
      'there is no such queue',
      'Look at output.queue, its region and its account; or create it.',
      false,
    );
  }
  if (credentials.includes(name)) {
    return make(
      'queue_refused',
      'the credentials are missing or out of date',
      'Renew them; the SDK looks again at every request.',
      true,
    );
  }
  if (throttled.includes(name) || status === 429) {
    return make(
      'queue_refused',
      'the queue throttles',
      'Nothing to do: fewer requests are made until it takes them again.',
      true,
    );
  }
  if (refused.includes(name) || status === 403) {
    return make(
      'queue_refused',
      'the queue refuses',
      'This host needs sqs:SendMessage on the queue, and the use of its key.',
      false,
    );
  }
  return make(
    'queue_unreachable',
    'the queue did not answer',
    'It is tried again. Look at the network and at output.queue.',
    true,
  );
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/**
 * The reader's edge to AWS. The SDK is loaded when the first dead letter, claim check or parameter needs it: most invocations
 * of the Lambda need none of them, and loading it is the longest part of a cold start.
 */
import { Readable } from 'node:stream';
import type { ClaimCheck } from '../../contracts/envelope/envelope.ts';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import type { DeadLetterOutputs } from './dead-letter.ts';

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export interface AwsOptions {
  /** The SDK's own rules (AWS_REGION, profile), unless given. */
  readonly region?: string | undefined;
}

export interface ReaderAws {
  /** @throws MillraceError `object_store_failed`; not retryable where there is no such object, which is final */
  fetchClaim(claim: ClaimCheck): Promise<Uint8Array>;
  /** Where dead letters go. */
  deadLetterOutputs(queueUrl: string, bucket: string | undefined): DeadLetterOutputs;
}

export function connectAws(options: AwsOptions = {}): ReaderAws {
  const region = options.region === undefined ? {} : { region: options.region };
  const s3 = once(async () => {
    const sdk = await import('@aws-sdk/client-s3');
    // Path style where an endpoint is named: a bucket as host name needs DNS that a local stack does not have.
    const local = process.env.AWS_ENDPOINT_URL !== undefined || process.env.AWS_ENDPOINT_URL_S3 !== undefined;
    return { sdk, client: new sdk.S3Client({ ...region, forcePathStyle: local }) };
  });
  const sqs = once(async () => {
    const sdk = await import('@aws-sdk/client-sqs');
    return { sdk, client: new sdk.SQSClient(region) };
  });
  return {
    async fetchClaim(claim) {
      try {
        const { sdk, client } = await s3();
        const object = await client.send(new sdk.GetObjectCommand({ Bucket: claim.bucket, Key: claim.key }));
        if ((object.ContentLength ?? 0) > claim.bytes) return await firstBytes(object.Body, claim.bytes + 1);
        return (await object.Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        throw claimFailed(claim, error);
      }
    },
    deadLetterOutputs: (queueUrl, bucket) => ({
      async sendMessage(body, attributes) {
        const { sdk, client } = await sqs();
        const MessageAttributes = { ...attributes };
        await client.send(new sdk.SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes }));
      },
      putObject:
        bucket === undefined
          ? undefined
          : async (key, body) => {
              const { sdk, client } = await s3();
              await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
            },
    }),
  };
}

// More than was announced is refused later by its size; no more of it is read than shows that.
async function firstBytes(body: unknown, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (!(body instanceof Readable)) return new Uint8Array();
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= count) break;
  }
  return Buffer.concat(chunks);
}

function claimFailed(claim: ClaimCheck, error: unknown): MillraceError {
  const missing = error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NoSuchBucket');
  return new MillraceError('object_store_failed', `s3://${claim.bucket}/${claim.key}: ${messageOf(error)}`, {
    subject: claim.key,
    hint: missing
      ? 'its lifecycle rule has deleted it; it has to outlive both queues'
      : 'check s3:GetObject of the role',
    retryable: !missing,
    cause: error,
  });
}

/** The value of an SSM parameter, decrypted. @throws MillraceError `bad_configuration` */
export async function fetchParameter(name: string): Promise<string> {
  try {
    const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value) return Parameter.Value;
    throw new Error('it is empty');
  } catch (error) {
    throw new MillraceError('bad_configuration', `the parameter ${name} cannot be read: ${messageOf(error)}`, {
      subject: name,
      hint: 'create it as SecureString: aws ssm put-parameter --type SecureString --name … --value …',
      retryable: true,
      cause: error,
    });
  }
}

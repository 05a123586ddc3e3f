/**
 * The reader's edge to AWS. The SDK is loaded when the first dead letter, claim check or parameter needs it: most invocations
 * of the Lambda need none of them, and loading it is the longest part of a cold start.
 */
import type { S3Client } from '@aws-sdk/client-s3';
import type { ClaimCheck } from '../../contracts/envelope/envelope.ts';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import type { DeadLetterOutputs } from './dead-letter.ts';

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

// Path style where an endpoint is named: a bucket as host name needs DNS that a local stack does not have.
const s3 = once(async () => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const local = process.env.AWS_ENDPOINT_URL !== undefined || process.env.AWS_ENDPOINT_URL_S3 !== undefined;
  return new S3Client({ forcePathStyle: local });
});

const sqs = once(async () => {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  return new SQSClient({});
});

/** @throws MillraceError `object_store_failed`; not retryable where there is no such object, which is final */
export async function fetchClaim(claim: ClaimCheck): Promise<Uint8Array> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const client: S3Client = await s3();
    const object = await client.send(new GetObjectCommand({ Bucket: claim.bucket, Key: claim.key }));
    // The size was checked against the limits before; what the bucket has may still be larger.
    if ((object.ContentLength ?? 0) > claim.bytes)
      throw new Error(`${object.ContentLength} bytes, more than announced`);
    return (await object.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    const missing = error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NoSuchBucket');
    throw new MillraceError('object_store_failed', `s3://${claim.bucket}/${claim.key}: ${messageOf(error)}`, {
      subject: claim.key,
      hint: missing
        ? 'its lifecycle rule has deleted it; it has to outlive both queues'
        : 'check s3:GetObject of the role',
      retryable: !missing,
      cause: error,
    });
  }
}

/** Where dead letters go. */
export function deadLetterOutputs(queueUrl: string, bucket: string | undefined): DeadLetterOutputs {
  return {
    async sendMessage(body, attributes) {
      const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
      const client = await sqs();
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes: { ...attributes } }),
      );
    },
    putObject: bucket === undefined ? undefined : (key, body) => putObject(bucket, key, body),
  };
}

async function putObject(bucket: string, key: string, body: string): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3();
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
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

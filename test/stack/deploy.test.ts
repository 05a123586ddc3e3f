import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { deploy } from '../../stack/deploy.ts';
import { uniqueName, useStack } from '../stack-fixture.ts';

const stack = useStack();
const stage = uniqueName('t');
let sqs: SQSClient | undefined;
afterAll(() => sqs?.destroy());

function client(): SQSClient {
  const { endpoint, region } = stack().aws;
  sqs ??= new SQSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  return sqs;
}

async function attributesOf(queueUrl: string) {
  const answer = await client().send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  return answer.Attributes ?? {};
}

describe('serverless deploy on the local stack', () => {
  test('makes the queues as declared, redrive included, and a second time changes nothing', async () => {
    const first = await deploy(stack(), { environment: process.env, stage });
    const deadLetters = await attributesOf(first.deadLetterQueueUrl);
    expect(await attributesOf(first.queueUrl)).toMatchObject({
      MaximumMessageSize: '1048576',
      VisibilityTimeout: '390',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.QueueArn, maxReceiveCount: 5 }),
    });
    const { elapsedMs: _, ...again } = await deploy(stack(), { environment: process.env, stage });
    expect(first).toMatchObject(again);
  }, 300_000);

  test('what the deployer refuses is deploy_failed, with the end of what it said', async () => {
    const refused = deploy(stack(), { environment: process.env, stage: 'not a stage' });
    await expect(refused).rejects.toMatchObject({ code: 'deploy_failed', message: expect.stringMatching(/stage/i) });
  }, 120_000);
});

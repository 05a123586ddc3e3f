import { describe, expect, test } from '@jest/globals';
import { queueError, regionOfQueue } from '../../../shippers/sqs/connect.ts';

const queue = 'https://sqs.eu-west-1.amazonaws.com/123456789012/millrace-logs';

function named(name: string, status?: number): Error {
  return Object.assign(new Error('said by the service'), { name, $metadata: { httpStatusCode: status } });
}

describe('the region of a queue', () => {
  test.each([
    [queue, 'eu-west-1'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/1/q', 'cn-north-1'],
    ['https://eu-west-1.queue.amazonaws.com/1/q', 'eu-west-1'],
    ['http://127.0.0.1:4566/000000000000/q', undefined],
  ])('%s', (url, region) => {
    expect(regionOfQueue(url)).toBe(region);
  });
});

describe('what the service or the SDK throws', () => {
  test.each([
    ['QueueDoesNotExist', 400, 'queue_missing', false],
    ['AWS.SimpleQueueService.NonExistentQueue', 400, 'queue_missing', false],
    ['AccessDenied', 403, 'queue_refused', false],
    ['SomethingNew', 403, 'queue_refused', false],
    ['ExpiredToken', 403, 'queue_refused', true],
    ['RequestThrottled', 400, 'queue_refused', true],
    ['SomethingNew', 429, 'queue_refused', true],
    ['InternalFailure', 500, 'queue_unreachable', true],
    ['TimeoutError', undefined, 'queue_unreachable', true],
  ])('%s %s is %s', (name, status, code, retryable) => {
    expect(queueError(named(name, status), queue)).toMatchObject({ code, retryable, subject: queue });
  });
});

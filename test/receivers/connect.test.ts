import { expect, test } from '@jest/globals';
import { queueRegion } from '../../receivers/connect.ts';

test.each([
  ['https://sqs.eu-west-1.amazonaws.com/123456789012/logs', 'eu-west-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/logs', 'cn-north-1'],
  ['https://us-east-2.queue.amazonaws.com/123456789012/logs', 'us-east-2'],
  ['http://127.0.0.1:4566/000000000000/logs', undefined],
  ['https://sqs.example.org/logs', undefined],
])('%s lies in %s', (url, region) => {
  expect(queueRegion(url)).toBe(region);
});

import { expect, test } from '@jest/globals';
import { readConfig } from '../../../functions/reader/config.ts';

const least = { ELASTICSEARCH_URL: 'https://es:9200', DEAD_LETTER_QUEUE_URL: 'https://sqs/q' };

test('two names are enough', () => {
  expect(readConfig(least)).toEqual({
    elasticsearchUrl: 'https://es:9200',
    apiKey: undefined,
    ca: undefined,
    timeoutMs: 30_000,
    compress: false,
    deadLetterQueueUrl: 'https://sqs/q',
    claimBucket: undefined,
    namespace: 'default',
    configuration: undefined,
    bulkSizeBytes: 5 * 1024 * 1024,
  });
});

test('a key itself goes before the name of a parameter; empty is unset', () => {
  const parameter = { ...least, ELASTICSEARCH_API_KEY_PARAMETER: '/key' };
  expect(readConfig({ ...parameter, ELASTICSEARCH_API_KEY: 'k' }).apiKey).toEqual({ value: 'k' });
  expect(readConfig({ ...parameter, ELASTICSEARCH_API_KEY: '' }).apiKey).toEqual({ parameter: '/key' });
});

test('a configuration is named by its path; empty is none', () => {
  expect(readConfig({ ...least, CONFIGURATION: 'configuration/millrace.yml' }).configuration).toBe(
    'configuration/millrace.yml',
  );
  expect(readConfig({ ...least, CONFIGURATION: '' }).configuration).toBeUndefined();
});

test('everything that is wrong is said at once, and no value of a URL is repeated', () => {
  const wrong = {
    ELASTICSEARCH_URL: 'htp://user:hidden@es',
    ELASTICSEARCH_TIMEOUT_MS: '5',
    ELASTICSEARCH_COMPRESS: 'yes',
    BULK_SIZE_BYTES: '5MB',
    NAMESPACE: 'A-B',
  };
  const thrown = expect.objectContaining({
    code: 'bad_configuration',
    message: [
      'ELASTICSEARCH_URL: not an http or https URL',
      'ELASTICSEARCH_TIMEOUT_MS: a whole number between 100 and 600000, not "5"',
      'ELASTICSEARCH_COMPRESS: true or false, not "yes"',
      'DEAD_LETTER_QUEUE_URL: not set',
      'BULK_SIZE_BYTES: a whole number between 65536 and 94371840, not "5MB"',
      'NAMESPACE: lower-case letters, digits, dots and underscores only',
    ].join('\n'),
  });
  expect(() => readConfig(wrong)).toThrow(thrown);
});

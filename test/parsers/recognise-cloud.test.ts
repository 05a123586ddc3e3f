import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { recognise } from '../../parsers/recognise.ts';

function fixture(type: string): string[] {
  return readFileSync(new URL(`./sources/${type}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
}

describe('recognised by content', () => {
  test.each([
    'aws.alb',
    'aws.cloudfront',
    'aws.cloudtrail',
    'aws.elb',
    'aws.lambda',
    'aws.nlb',
    'aws.route53',
    'aws.s3access',
    'aws.vpcflow',
    'aws.waf',
    'cri',
    'docker',
    'klog',
  ])('%s', (type) => {
    expect(recognise(fixture(type))?.type).toBe(type);
  });

  test('a short file of CloudFront, of which the greater part is its head', () => {
    expect(recognise(fixture('aws.cloudfront').slice(0, 3))).toMatchObject({ type: 'aws.cloudfront', confidence: 1 });
  });

  test('a program that logs a requestId is not a function of Lambda', () => {
    const lines = ['one', 'two'].map((message) =>
      JSON.stringify({
        level: 'info',
        message,
        requestId: '8f507cfc-1c3d-4e5f-8a9b-0c1d2e3f4a5b',
        timestamp: '2026-11-21T05:37:03Z',
      }),
    );
    expect(recognise(lines)?.type).not.toBe('aws.lambda');
  });

  test('text that a function printed does not make a file of it', () => {
    expect(recognise(['printed', 'and printed again'])?.type).toBe('plain');
  });
});

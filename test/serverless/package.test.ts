import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's JSON, read by path in assertions that fail on a wrong path.
  readonly Properties: any;
}
interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const day = 86_400;
let folder: string;
let template: { readonly Resources: Record<string, Resource>; readonly Outputs: Record<string, unknown> };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-package-'));
  template = packageStage('production');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packageStage(stage: string) {
  const { NODE_OPTIONS: _, AWS_ENDPOINT_URL: __, ...environment } = process.env;
  // Offline, and without a line of credentials: an address where nobody listens stands in for every proxy.
  const env = { ...environment, HTTPS_PROXY: 'http://127.0.0.1:9', AWS_EC2_METADATA_DISABLED: 'true' };
  const serverless = join(project, 'node_modules/serverless/bin/serverless.js');
  const parameters = ['--param=elasticsearchUrl=https://es.example', '--param=apiKeyParameter=/millrace/key'];
  const args = [serverless, 'package', '--stage', stage, '--package', join(folder, stage), ...parameters];
  execFileSync(process.execPath, args, { cwd: project, env, stdio: 'pipe' });
  return JSON.parse(readFileSync(join(folder, stage, 'cloudformation-template-update-stack.json'), 'utf8'));
}

const properties = (name: string) => template.Resources[name]?.Properties;
const ofType = (type: string) => Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Every statement of every policy that we declare, with its place; both branches of a condition. */
function statements(): [place: string, statement: Statement][] {
  return Object.entries(template.Resources).flatMap(([name, { Properties }]) => {
    const documents = [
      Properties.PolicyDocument,
      Properties.KeyPolicy,
      ...(Properties.Policies ?? []).map((policy: { PolicyDocument: unknown }) => policy.PolicyDocument),
    ].filter(Boolean);
    return documents
      .flatMap((document) => document.Statement)
      .flatMap((entry) => ('Fn::If' in entry ? entry['Fn::If'].slice(1) : [entry]))
      .filter((entry) => 'Effect' in entry)
      .map((entry): [string, Statement] => [`${name}.${entry.Sid ?? 'unnamed'}`, entry]);
  });
}

/** Allowed wildcards, each with the reason. */
const exceptions = new Map([
  [
    'AlarmKey.AccountOwnsTheKey',
    'a key policy: the resource is the key itself, and without it nobody could manage the key',
  ],
  ['AlarmKey.AlarmsEncrypt', 'a key policy: the resource is the key itself'],
]);

describe('least privilege', () => {
  test('no allowing statement has * as its action or resource, but for the listed exceptions', () => {
    const broad = statements()
      .filter(([place, { Effect }]) => Effect === 'Allow' && !exceptions.has(place))
      .filter(([, { Action, Resource }]) => list(Action).some((a) => a.includes('*')) || list(Resource).includes('*'))
      .map(([place]) => place);
    expect(statements().length).toBeGreaterThan(10);
    expect(broad).toEqual([]);
  });

  test('every exception is still needed', () => {
    const places = new Set(statements().map(([place]) => place));
    expect([...exceptions.keys()].filter((place) => !places.has(place))).toEqual([]);
  });

  test('every function has a role of its own', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Role['Fn::GetAtt'][0]);
    expect(roles).toEqual(['ReaderRole']);
    expect(ofType('AWS::IAM::Role').map(([name]) => name)).toEqual(['ReaderRole']);
  });

  test('the reader and the shipper may do exactly this', () => {
    const actions = (name: string) =>
      statements().flatMap(([place, { Action }]) => (place.startsWith(`${name}.`) ? list(Action) : []));
    expect(actions('ReaderRole').sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:PutObject',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
      'ssm:GetParameter',
    ]);
    expect(actions('ShipperPolicy').sort()).toEqual(['s3:PutObject', 'sqs:GetQueueAttributes', 'sqs:SendMessage']);
  });
});

describe('queues', () => {
  test('are encrypted, take 1 MiB, and refuse plain HTTP', () => {
    const queues = ofType('AWS::SQS::Queue');
    expect(queues.map(([name]) => name)).toEqual(['LogsQueue', 'DeadLetterQueue']);
    for (const [name, { Properties }] of queues) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MaximumMessageSize: 1_048_576 });
      expect(properties(`${name}Policy`).PolicyDocument.Statement).toMatchObject([
        { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ]);
    }
  });

  test('a message stays invisible for six time-outs of the reader and its window', () => {
    const { MaximumBatchingWindowInSeconds: window } = eventSource();
    expect(properties('LogsQueue').VisibilityTimeout).toBeGreaterThanOrEqual(
      6 * properties('ReaderLambdaFunction').Timeout + window,
    );
  });

  test('after five attempts a message is kept as a dead letter, for longer than the queue keeps it', () => {
    expect(properties('LogsQueue').RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
      maxReceiveCount: 5,
    });
    expect(properties('LogsQueue').MessageRetentionPeriod).toBe(4 * day);
    expect(properties('DeadLetterQueue').MessageRetentionPeriod).toBe(14 * day);
  });
});

const eventSource = () => ofType('AWS::Lambda::EventSourceMapping')[0]?.[1].Properties;

describe('the reader', () => {
  test('answers for each message, and its concurrency is capped', () => {
    expect(eventSource()).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    });
  });

  test('runs on arm64 and Node 24, and its log expires', () => {
    expect(properties('ReaderLambdaFunction')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 1024,
    });
    expect(properties('ReaderLogGroup').RetentionInDays).toBe(90);
  });

  test('has the name of the key in its environment, never the key', () => {
    const variables = properties('ReaderLambdaFunction').Environment.Variables;
    expect(variables).toMatchObject({
      ELASTICSEARCH_URL: 'https://es.example',
      ELASTICSEARCH_API_KEY_PARAMETER: '/millrace/key',
      NAMESPACE: 'default',
    });
    expect(Object.keys(variables)).not.toContain('ELASTICSEARCH_API_KEY');
  });
});

test('there is no configuration unless one is named', () => {
  expect(properties('ReaderLambdaFunction').Environment.Variables.CONFIGURATION).toBe('');
});

describe('the claim bucket', () => {
  test('is private, encrypted, and only reached over TLS', () => {
    const bucket = properties('ClaimBucket');
    expect(Object.values(bucket.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(bucket.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
    expect(properties('ClaimBucketPolicy').PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('keeps an object for longer than both queues together keep its message', () => {
    const [rule] = properties('ClaimBucket').LifecycleConfiguration.Rules;
    const messageLifeSeconds =
      properties('LogsQueue').MessageRetentionPeriod + properties('DeadLetterQueue').MessageRetentionPeriod;
    expect(rule.ExpirationInDays * day).toBeGreaterThan(messageLifeSeconds);
    expect(rule.AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(1);
  });
});

describe('alarms', () => {
  test('each tells the topic when it begins and when it ends', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm');
    expect(alarms.map(([name]) => name)).toEqual([
      'QueueAgeAlarm',
      'DeadLetterAlarm',
      'ReaderErrorAlarm',
      'ReaderThrottleAlarm',
    ]);
    for (const [, { Properties }] of alarms) {
      expect(Properties).toMatchObject({ AlarmActions: [{ Ref: 'AlarmTopic' }], OKActions: [{ Ref: 'AlarmTopic' }] });
    }
  });

  test('the topic is encrypted with a key that CloudWatch may use', () => {
    expect(properties('AlarmTopic').KmsMasterKeyId).toEqual({ Ref: 'AlarmKey' });
    expect(properties('AlarmKey').KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    );
  });
});

test('the outputs are what shippers and people need', () => {
  expect(Object.keys(template.Outputs).sort()).toEqual(
    expect.arrayContaining([
      'AlarmTopicArn',
      'ClaimBucketName',
      'DeadLetterQueueUrl',
      'LogsQueueUrl',
      'ShipperPolicyArn',
    ]),
  );
});

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { installTemplates } from '../cli/setup.ts';
import { painter, type Terminal } from '../cli/terminal.ts';
import { connectElasticsearch, type ElasticsearchClient, refused } from '../elasticsearch/connect.ts';
import { type Deployment, deploy } from '../stack/deploy.ts';
import { type LocalAws, type Stack, type StackProgress, startStack } from '../stack/stack.ts';
import type { Search } from './accounting.ts';

/** Everything between a file and a search, up and deployed. */
export interface Road {
  readonly elasticsearchUrl: string;
  readonly aws: LocalAws;
  /** What the components and the function say. */
  readonly logFolder: string;
  readonly deployment: Deployment;
  readonly elasticsearch: ElasticsearchClient;
  readonly search: Search;
  readonly sqs: SQSClient;
  /** Makes what was written searchable now. */
  refresh(): Promise<void>;
  queueDepth(queueUrl: string): Promise<QueueDepth>;
  stop(): Promise<void>;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
}

const requestTimeoutMs = 30_000;
const searchAgainMs = 250;
const searchPatienceMs = 30_000;
/**
 * On AWS six times the function's time-out (serverless.yml). Here a person waits: a message that failed comes again sooner, still
 * later than the function's time-out of 60 s.
 */
const visibilitySeconds = 70;

/**
 * Brings the stack up, installs the templates, deploys.
 * @param fresh empties what the stack kept
 */
export async function openRoad(dataFolder: string, fresh: boolean, terminal: Terminal): Promise<Road> {
  const report = stepReporter(terminal);
  const stack = await startStack({
    dataFolder: join(dataFolder, 'stack'),
    environment: { ...terminal.environment },
    fresh,
    progress: report.stack,
  });
  try {
    return await furnish(stack, terminal, report);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function furnish(stack: Stack, terminal: Terminal, report: StepReporter): Promise<Road> {
  const elasticsearch = connectElasticsearch({ url: stack.elasticsearchUrl, timeoutMs: requestTimeoutMs });
  const [{ changes }, deployment] = await Promise.all([
    installTemplates(elasticsearch, [], false),
    deploy(stack, { environment: { ...terminal.environment }, visibilitySeconds }),
  ]);
  const changed = changes.filter(({ action }) => action !== 'unchanged').length;
  report.done('templates', `${changes.length} in Elasticsearch, ${changed} changed`);
  report.done('deployed', `queues, bucket, reader (serverless deploy, ${(deployment.elapsedMs / 1000).toFixed(0)} s)`);
  const sqs = new SQSClient({
    endpoint: stack.aws.endpoint,
    region: stack.aws.region,
    credentials: {
      accessKeyId: stack.aws.environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: stack.aws.environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  return {
    elasticsearchUrl: stack.elasticsearchUrl,
    aws: stack.aws,
    logFolder: join(stack.dataFolder, 'logs'),
    deployment,
    elasticsearch,
    search: (path, body) => searchWith(elasticsearch, path, body),
    sqs,
    async refresh() {
      await elasticsearch.request('POST', '/logs-*-*/_refresh?ignore_unavailable=true&allow_no_indices=true');
    },
    queueDepth: (queueUrl) => depthOf(sqs, queueUrl),
    async stop() {
      sqs.destroy();
      elasticsearch.close();
      await stack.stop();
    },
  };
}

/** While the first index of a stream is being made, its shard does not answer yet: 503. */
async function searchWith(elasticsearch: ElasticsearchClient, path: string, body: object): Promise<unknown> {
  for (let waitedMs = 0; ; waitedMs += searchAgainMs) {
    const answer = await elasticsearch.request('POST', path, JSON.stringify(body));
    if (answer.status === 200) return JSON.parse(answer.body);
    const error = refused(answer, path);
    if (!error.retryable || waitedMs >= searchPatienceMs) throw error;
    await sleep(searchAgainMs);
  }
}

async function depthOf(sqs: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

interface StepReporter {
  stack(step: StackProgress): void;
  done(what: string, text: string): void;
}

/** One line a step; while it works, a person sees the line change. */
function stepReporter(terminal: Terminal): StepReporter {
  const paint = painter(terminal);
  const line = (mark: string, what: string, text: string) => `${mark} ${what.padEnd(14)} ${text}`;
  return {
    stack({ part, state, text, elapsedMs }) {
      const seconds = `${(elapsedMs / 1000).toFixed(0)} s`;
      if (state === 'stopped') return;
      if (state === 'ready') terminal.note(line(paint('green', '✔'), part, `${text}, ready in ${seconds}`));
      else terminal.note(paint('dim', line('·', part, text)));
    },
    done(what, text) {
      terminal.note(line(paint('green', '✔'), what, text));
    },
  };
}

import { mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { MillraceError } from '../contracts/errors.ts';
import type { Stack } from './stack.ts';
import { lockState, type StateLock } from './state-lock.ts';
import { type Supervised, supervise, tailOf } from './supervised.ts';

export interface DeployOptions {
  /** `process.env` of the caller; only PATH and HOME of it are handed on. */
  readonly environment: NodeJS.ProcessEnv;
  /** `dev` by default. Names the queues: millrace-<stage>-logs. */
  readonly stage?: string;
  /** Last part of the data streams' names; `default` by default. */
  readonly namespace?: string;
  /**
   * For tests that wait for a redelivery: the template's 390 s are what AWS asks for, and longer than a test should take.
   * Changing it on a deployed local stack empties the queue.
   */
  readonly visibilitySeconds?: number;
}

/** What is deployed, by the names that clients need. */
export interface Deployment {
  readonly stage: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly bucket: string;
  readonly functionName: string;
  readonly alarmTopicArn: string;
  readonly elapsedMs: number;
}

const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));
const graceMs = 5_000;
const turnWaitMs = 120_000;
const deployTimeoutMs = 300_000;

const outputsSchema = z.object({
  LogsQueueUrl: z.url(),
  DeadLetterQueueUrl: z.url(),
  ClaimBucketName: z.string().min(1),
  AlarmTopicArn: z.string().min(1),
});

/**
 * Runs `serverless deploy` against the local AWS of the stack, with its Elasticsearch as the reader's. What the deployer says is in
 * `logs/deploy.log` of the data folder.
 * @throws MillraceError `deploy_failed` with the end of that log.
 */
export async function deploy(stack: Stack, options: DeployOptions): Promise<Deployment> {
  const begunMs = performance.now();
  const stage = options.stage ?? 'dev';
  const logFile = join(stack.dataFolder, 'logs', 'deploy.log');
  const outputsFile = join(stack.dataFolder, 'deployment.json');
  await mkdir(dirname(logFile), { recursive: true });
  await rm(logFile, { force: true });
  await rm(outputsFile, { force: true });
  const turn = await takeTurn();
  try {
    const deployer = await startDeployer(stack, options, stage, { logFile, outputsFile });
    const overdue = setTimeout(() => void deployer.stop(), deployTimeoutMs);
    const { code, signal, error } = await deployer.exited;
    clearTimeout(overdue);
    if (code !== 0) throw failed(stage, logFile, error ?? (signal ? `ended by ${signal}` : `exit code ${code}`));
  } finally {
    turn.release();
  }
  const outputs = outputsSchema.safeParse(JSON.parse(await readFile(outputsFile, 'utf8').catch(() => '{}')));
  if (!outputs.success) throw failed(stage, logFile, 'its outputs are not there');
  return {
    stage,
    queueUrl: outputs.data.LogsQueueUrl,
    deadLetterQueueUrl: outputs.data.DeadLetterQueueUrl,
    bucket: outputs.data.ClaimBucketName,
    functionName: `millrace-${stage}-reader`,
    alarmTopicArn: outputs.data.AlarmTopicArn,
    elapsedMs: Math.round(performance.now() - begunMs),
  };
}

function startDeployer(
  stack: Stack,
  options: DeployOptions,
  stage: string,
  files: { readonly logFile: string; readonly outputsFile: string },
): Promise<Supervised> {
  const parameters = {
    elasticsearchUrl: stack.elasticsearchUrl,
    namespace: options.namespace ?? 'default',
    ...(options.visibilitySeconds === undefined ? {} : { queueVisibilitySeconds: String(options.visibilitySeconds) }),
  };
  return supervise({
    command: process.execPath,
    args: [
      createRequire(import.meta.url).resolve('serverless/bin/serverless.js'),
      'deploy',
      '--stage',
      stage,
      '--region',
      stack.aws.region,
      ...Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`),
    ],
    cwd: projectFolder,
    env: {
      ...stack.aws.environment,
      PATH: [dirname(process.execPath), options.environment.PATH ?? '/usr/bin:/bin'].join(delimiter),
      HOME: options.environment.HOME ?? stack.dataFolder,
      MILLRACE_DEPLOY_OUTPUTS: files.outputsFile,
      SLS_TELEMETRY_DISABLED: '1',
      SLS_NOTIFICATIONS_MODE: 'off',
      NO_COLOR: '1',
    },
    logFile: files.logFile,
    graceMs,
    removeFolders: [],
    afterwards: [],
  });
}

// The deployer's work folders are in the project and have fixed names, so two at a time would pack each other's files.
async function takeTurn(): Promise<StateLock> {
  for (let waitedMs = 0; ; waitedMs += 200) {
    try {
      return await lockState(join(projectFolder, '.millrace', 'deploying'));
    } catch (error) {
      const isTaken = error instanceof MillraceError && error.code === 'state_locked';
      if (!isTaken || waitedMs >= turnWaitMs) throw error;
      await delay(200);
    }
  }
}

function failed(stage: string, logFile: string, why: string): MillraceError {
  return new MillraceError('deploy_failed', `serverless deploy failed (${why}):\n${tailOf(logFile)}`, {
    subject: `millrace-${stage}`,
    hint: `read ${logFile}; "npx serverless package --stage ${stage}" shows whether the template is at fault`,
  });
}

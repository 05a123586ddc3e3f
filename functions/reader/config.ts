import { MillraceError } from '../../contracts/errors.ts';

/** What the Lambda is told by its environment. Checked by hand: a schema library would cost every cold start 50 ms. */
export interface ReaderConfig {
  /** ELASTICSEARCH_URL */
  readonly elasticsearchUrl: string;
  /** ELASTICSEARCH_API_KEY, or the name of an SSM SecureString in ELASTICSEARCH_API_KEY_PARAMETER; neither for a cluster without security. */
  readonly apiKey: { readonly value: string } | { readonly parameter: string } | undefined;
  /** ELASTICSEARCH_CA: PEM, or the path of a PEM file in the bundle. */
  readonly ca: string | undefined;
  /** ELASTICSEARCH_TIMEOUT_MS, 100 to 600,000; 30,000 unless given. */
  readonly timeoutMs: number;
  /** ELASTICSEARCH_COMPRESS: `true` gzips requests. */
  readonly compress: boolean;
  /** DEAD_LETTER_QUEUE_URL */
  readonly deadLetterQueueUrl: string;
  /** CLAIM_BUCKET */
  readonly claimBucket: string | undefined;
  /** NAMESPACE; `default` unless given. */
  readonly namespace: string;
  /** CONFIGURATION: path of a YAML file in the bundle, whose `sources` and `processors` count. */
  readonly configuration: string | undefined;
  /** BULK_SIZE_BYTES, 65,536 to 94,371,840; 5 MiB unless given. */
  readonly bulkSizeBytes: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const namespacePattern = /^[a-z0-9][a-z0-9._]{0,99}$/;

/** @throws MillraceError `bad_configuration` that lists everything that is wrong */
export function readConfig(environment: Environment): ReaderConfig {
  const problems: string[] = [];
  const config: ReaderConfig = {
    elasticsearchUrl: url(environment, 'ELASTICSEARCH_URL', problems),
    apiKey: apiKey(environment),
    ca: text(environment, 'ELASTICSEARCH_CA'),
    timeoutMs: whole(environment, 'ELASTICSEARCH_TIMEOUT_MS', 30_000, { min: 100, max: 600_000 }, problems),
    compress: flag(environment, 'ELASTICSEARCH_COMPRESS', problems),
    deadLetterQueueUrl: url(environment, 'DEAD_LETTER_QUEUE_URL', problems),
    claimBucket: text(environment, 'CLAIM_BUCKET'),
    namespace: text(environment, 'NAMESPACE') ?? 'default',
    configuration: text(environment, 'CONFIGURATION'),
    bulkSizeBytes: whole(
      environment,
      'BULK_SIZE_BYTES',
      5 * 1024 ** 2,
      { min: 64 * 1024, max: 90 * 1024 ** 2 },
      problems,
    ),
  };
  if (!namespacePattern.test(config.namespace)) {
    problems.push('NAMESPACE: lower-case letters, digits, dots and underscores only');
  }
  if (problems.length === 0) return config;
  throw new MillraceError('bad_configuration', problems.join('\n'), {
    subject: 'environment of the reader',
    hint: 'serverless.yml sets these; docs/reading.md says what each means',
  });
}

function text(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function url(environment: Environment, name: string, problems: string[]): string {
  const value = text(environment, name);
  if (value === undefined) problems.push(`${name}: not set`);
  else if (!/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) {
    // The value is not repeated: it may hold a password.
    problems.push(`${name}: not an http or https URL`);
  }
  return value ?? '';
}

function apiKey(environment: Environment): ReaderConfig['apiKey'] {
  const value = text(environment, 'ELASTICSEARCH_API_KEY');
  if (value !== undefined) return { value };
  const parameter = text(environment, 'ELASTICSEARCH_API_KEY_PARAMETER');
  return parameter === undefined ? undefined : { parameter };
}

function flag(environment: Environment, name: string, problems: string[]): boolean {
  const value = text(environment, name) ?? 'false';
  if (value !== 'true' && value !== 'false') problems.push(`${name}: true or false, not ${JSON.stringify(value)}`);
  return value === 'true';
}

function whole(
  environment: Environment,
  name: string,
  fallback: number,
  bounds: { readonly min: number; readonly max: number },
  problems: string[],
): number {
  const value = text(environment, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= bounds.min && number <= bounds.max) return number;
  problems.push(`${name}: a whole number between ${bounds.min} and ${bounds.max}, not ${JSON.stringify(value)}`);
  return fallback;
}

/**
 * The one configuration file. Every key is documented here, where it is declared; `millrace validate --schema` prints the
 * JSON Schema made from it, so that editors complete it.
 */
import { z } from 'zod';
import { multiline, name, regex, timezone } from './lines.ts';
import { processors } from './processors.ts';
import { duration, size } from './quantities.ts';
import { sources } from './sources.ts';

const kib = 1024;
const mib = 1024 * kib;
const regexes = z.union([regex, z.array(regex)]).transform((value) => (Array.isArray(value) ? value : [value]));

const input = z.strictObject({
  type: name.describe(
    'Picks parser and dataset: nginx.access, syslog, app, … (`millrace validate --types` lists them).',
  ),
  paths: z.array(z.string().min(1)).min(1).describe('Files or globs, absolute.'),
  exclude_paths: z.array(z.string().min(1)).default([]),
  dataset: name.optional().describe('The <dataset> of logs-<dataset>-<namespace>; the type, unless given.'),
  multiline: multiline.optional(),
  include: regexes.default([]).describe('Only events that match one of these are shipped.'),
  exclude: regexes.default([]).describe('Events that match one of these are not shipped.'),
  fields: z
    .record(
      z.string().regex(/^[A-Za-z_][\w.-]{0,63}$/, 'a letter, then at most 63 letters, digits, dots, _ and -'),
      z.string(),
    )
    .default({})
    .describe('Added to each event as labels.'),
  tags: z.array(z.string().min(1)).default([]),
  timezone: timezone.optional().describe("IANA zone of lines that name none; the host's, unless given."),
  start: z.enum(['beginning', 'end']).default('beginning').describe('Where to begin in files met for the first time.'),
  ignore_older: duration(0, { min: 0, max: 365 * 86_400_000 }).describe(
    'Files not modified for so long are not begun; 0 begins all.',
  ),
  line_limit: size(mib, { min: kib, max: 8 * mib }).describe('Longer lines are cut, flagged and counted.'),
});

const output = z.strictObject({
  queue: z.url().describe('URL of the SQS queue.'),
  region: z.string().optional().describe('From the URL of the queue or the environment, unless given.'),
  bucket: z.string().min(3).optional().describe('S3 bucket for what is larger than the queue takes.'),
  compression: z.enum(['zstd', 'gzip']).default('zstd'),
  message_size: size(256 * kib, { min: 4 * kib, max: mib }).describe(
    'Messages are filled to about this size; SQS bills steps of 64KiB.',
  ),
  linger: duration(1000, { min: 0, max: 300_000 }).describe('The longest that an event waits for company.'),
  concurrency: z.number().int().min(1).max(64).default(4).describe('Requests in flight.'),
  buffer: size(32 * mib, { min: mib, max: 1024 * mib }).describe('Bytes of events in memory before reading pauses.'),
});

const elasticsearch = z.strictObject({
  url: z.url().describe('https://host:9200'),
  api_key: z
    .string()
    .min(1)
    .optional()
    .describe('From the environment, as `${ELASTICSEARCH_API_KEY}`; never written here.'),
  ca: z.string().optional().describe('Path of a CA certificate (PEM).'),
  bulk_size: size(5 * mib, { min: 64 * kib, max: 90 * mib }),
  timeout: duration(30_000, { min: 100, max: 600_000 }),
});

const reader = z.strictObject({
  queue: z.url().optional().describe('The queue to read; output.queue, unless given.'),
  dead_letter_queue: z.url().optional().describe('Where undecodable messages go, with the reason.'),
  receivers: z.number().int().min(1).max(64).default(2).describe('Receive loops in one process.'),
  visibility: duration(120_000, { min: 1000, max: 43_200_000 }).describe(
    'How long a message in hand is hidden from others; extended while it is worked on. What a killed reader held comes back after it.',
  ),
  elasticsearch,
});

export const configurationSchema = z.strictObject({
  cluster: z.string().min(1).max(100).describe('Names the deployment.'),
  host: z.string().min(1).max(255).optional().describe("host.name of the events; the host's own, unless given."),
  namespace: name.default('default').describe('The <namespace> of logs-<dataset>-<namespace>.'),
  state: z.string().min(1).default('/var/lib/millrace').describe('Folder for identities, offsets and the journal.'),
  inputs: z.array(input).default([]),
  sources: sources.default([]).describe('Types of your own, and processors for the types of the catalogue.'),
  processors: processors.default([]).describe('Run on every event, in order, after those of its type.'),
  output: output.optional(),
  reader: reader.optional(),
});

export type Configuration = z.output<typeof configurationSchema>;
/** The sections that say what becomes of a line: all that the Lambda takes from a file. */
export type ParsingConfiguration = Pick<Configuration, 'sources' | 'processors'>;
export type InputConfiguration = Configuration['inputs'][number];
export type MultilineConfiguration = NonNullable<InputConfiguration['multiline']>;
export type OutputConfiguration = NonNullable<Configuration['output']>;
export type ReaderConfiguration = NonNullable<Configuration['reader']>;
export type ElasticsearchConfiguration = ReaderConfiguration['elasticsearch'];

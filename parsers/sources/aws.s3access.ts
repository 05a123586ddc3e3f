import { awsDefinitions, column, integerColumn, setTls, textOf } from '../families/aws.ts';
import {
  accessConstants,
  accessDefinitions,
  accessFields,
  setSourceIp,
  splitRequest,
  splitUrl,
} from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** What S3 does by itself has dashes for the request, in quotes or not. */
const quoted = (field: string, definition: string) => `(?:-|"(?:-|%{${definition}:${field}})")`;

/** Columns were added at the end over the years; those that will come are let through. */
function entry(request: string, referrer: string, agent: string): string {
  const trailing = [
    column('aws.s3access.host_id'),
    column('aws.s3access.signature_version'),
    column('cipher'),
    column('aws.s3access.authentication_type'),
    column('url.domain'),
    column('protocol'),
    column('aws.s3access.access_point_arn'),
    column('aws.s3access.acl_required'),
    column('aws.s3access.source_region'),
  ];
  return [
    `${column('aws.s3access.bucket_owner', 'S3OWNER')} ${column('aws.s3access.bucket')} \\[%{ACCESSDATE:timestamp}\\]`,
    `${column('source.address')} ${column('user.id', 'NOTSPACE')} ${column('aws.s3access.request_id')}`,
    `%{S3OPERATION:event.action} ${column('aws.s3access.key', 'NOTSPACE')} ${quoted('request', request)}`,
    `${integerColumn('http.response.status_code')} ${column('error.code')} ${integerColumn('http.response.body.bytes')}`,
    `${integerColumn('aws.s3access.object_size')} ${integerColumn('total')} ${integerColumn('aws.s3access.turn_around_time')}`,
    `${quoted('http.request.referrer', referrer)} ${quoted('user_agent.original', agent)}`,
    column('aws.s3access.version_id', 'NOTSPACE'),
  ]
    .join(' ')
    .concat(trailing.map((next) => `(?: ${next}`).join(''), '(?: %{GREEDYDATA})?', ')?'.repeat(trailing.length));
}

export const source: SourceDefinition = {
  type: 'aws.s3access',
  dataset: 'aws.s3access',
  title: 'AWS S3 server access log',
  definitions: {
    ...accessDefinitions,
    ...awsDefinitions,
    S3OWNER: '[0-9A-Za-z_-]+',
    S3OPERATION: '[A-Z0-9]+(?:\\.[A-Za-z0-9_]+)+',
    // Quotes inside that nobody escaped: a column ends where the next one begins, the agent is the last that is quoted.
    S3RAWREQUEST: '[^"]*(?:"(?! (?:[0-9]{3}|-) )[^"]*)*',
    S3RAWREFERRER: '[^"]*(?:"(?! ["-])[^"]*)*',
    S3RAWAGENT: '.*(?="[^"]*\\z)',
  },
  patterns: [entry('AWSESCAPED', 'AWSESCAPED', 'AWSESCAPED'), entry('S3RAWREQUEST', 'S3RAWREFERRER', 'S3RAWAGENT')],
  timestamp: { field: 'timestamp', formats: ['HTTPDATE'] },
  fields: [
    ...accessFields,
    'user.id',
    'url.domain',
    'error.code',
    'tls.cipher',
    'tls.version',
    'tls.version_protocol',
    'cloud.provider',
    'event.action',
    'event.duration',
  ],
  ownFields: {
    'aws.s3access.bucket_owner': { type: 'keyword', purpose: 'The canonical user id of the owner of the bucket' },
    'aws.s3access.bucket': { type: 'keyword', purpose: 'The bucket' },
    'aws.s3access.key': { type: 'keyword', purpose: 'The object, as the log encodes it', limitCharacters: 8191 },
    'aws.s3access.request_id': { type: 'keyword', purpose: 'The id of the request' },
    'aws.s3access.object_size': { type: 'long', purpose: 'Bytes of the whole object' },
    'aws.s3access.turn_around_time': { type: 'long', purpose: 'Milliseconds that S3 worked on it' },
    'aws.s3access.version_id': { type: 'keyword', purpose: 'The version of the object that was asked for' },
    'aws.s3access.host_id': { type: 'keyword', purpose: 'The x-amz-id-2 of the request' },
    'aws.s3access.signature_version': { type: 'keyword', purpose: 'SigV2 or SigV4' },
    'aws.s3access.authentication_type': { type: 'keyword', purpose: 'AuthHeader or QueryString' },
    'aws.s3access.access_point_arn': { type: 'keyword', purpose: 'The access point' },
    'aws.s3access.acl_required': { type: 'keyword', purpose: 'Yes where an access control list was needed' },
    'aws.s3access.source_region': { type: 'keyword', purpose: 'The region that the request came from' },
  },
  specificity: 3,
  constants: { ...accessConstants, 'cloud.provider': 'aws' },
  finish: finishS3,
};

function finishS3({ fields, aside }: Draft): void {
  const request = textOf(aside.request);
  if (request !== undefined) splitRequest(fields, request);
  splitUrl(fields);
  setSourceIp(fields);
  setTls(fields, aside.cipher, aside.protocol);
  const user = /^arn:[^:]*:(?:iam|sts)::\d*:(?:user|assumed-role|federated-user)\/(?:.*\/)?([^/]+)$/.exec(
    textOf(fields['user.id']) ?? '',
  )?.[1];
  if (user !== undefined) fields['user.name'] = user;
  if (typeof aside.total === 'number') fields['event.duration'] = aside.total * 1e6;
  const status = fields['http.response.status_code'];
  const failed = typeof status === 'number' ? status >= 400 : fields['error.code'] !== undefined;
  fields['event.outcome'] = failed ? 'failure' : 'success';
}

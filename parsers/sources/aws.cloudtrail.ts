import type { FieldDefinition } from '../../contracts/fields.ts';
import { setTls } from '../families/aws.ts';
import { classify } from '../families/cloudtrail.ts';
import { isRecord, readCutFile, readFile } from '../families/cloudtrail-file.ts';
import { at, type JsonObject, jsonAt, listAt, take, textAt } from '../families/json-object.ts';
import { isIp } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const texts = [
  ['eventName', 'event.action'],
  ['eventSource', 'event.provider'],
  ['eventID', 'event.id'],
  ['awsRegion', 'cloud.region'],
  ['recipientAccountId', 'cloud.account.id'],
  ['sourceIPAddress', 'source.address'],
  ['userAgent', 'user_agent.original'],
  ['errorCode', 'error.code'],
  ['errorMessage', 'error.message'],
  ['userIdentity.principalId', 'user.id'],
  ['requestParameters.userName', 'user.target.name'],
  ['requestParameters.groupName', 'group.name'],
  ['userIdentity.type', 'aws.cloudtrail.user_identity.type'],
  ['userIdentity.arn', 'aws.cloudtrail.user_identity.arn'],
  ['userIdentity.accountId', 'aws.cloudtrail.user_identity.account_id'],
  ['userIdentity.accessKeyId', 'aws.cloudtrail.user_identity.access_key_id'],
  ['userIdentity.invokedBy', 'aws.cloudtrail.user_identity.invoked_by'],
  ['userIdentity.sessionContext.sessionIssuer.arn', 'aws.cloudtrail.user_identity.session_issuer.arn'],
  ['userIdentity.sessionContext.attributes.mfaAuthenticated', 'aws.cloudtrail.user_identity.mfa_authenticated'],
  ['eventVersion', 'aws.cloudtrail.event_version'],
  ['eventType', 'aws.cloudtrail.event_type'],
  ['eventCategory', 'aws.cloudtrail.event_category'],
  ['requestID', 'aws.cloudtrail.request_id'],
  ['sharedEventID', 'aws.cloudtrail.shared_event_id'],
  ['vpcEndpointId', 'aws.cloudtrail.vpc_endpoint_id'],
  ['readOnly', 'aws.cloudtrail.read_only'],
  ['managementEvent', 'aws.cloudtrail.management_event'],
  ['tlsDetails.clientProvidedHostHeader', 'url.domain'],
] as const;

/** Free in form: kept as JSON text, the first 8,191 characters. */
const documents = [
  ['requestParameters', 'aws.cloudtrail.request_parameters'],
  ['responseElements', 'aws.cloudtrail.response_elements'],
  ['additionalEventData', 'aws.cloudtrail.additional_eventdata'],
  ['serviceEventDetails', 'aws.cloudtrail.service_event_details'],
  ['insightDetails', 'aws.cloudtrail.insight_details'],
] as const;

const ecsTexts = texts.map(([, field]) => field).filter((field) => !field.startsWith('aws.'));
const ownTexts = texts.filter(([, field]) => field.startsWith('aws.'));

/**
 * One record a line, also within EventBridge's envelope. A file as CloudTrail delivers it, `{"Records":[…]}`, is one line and one event: its
 * actions, the number of its records, the time of the first.
 */
export const source: SourceDefinition = {
  type: 'aws.cloudtrail',
  dataset: 'aws.cloudtrail',
  title: 'AWS CloudTrail',
  patterns: [],
  read: readTrail,
  readFailure: '_jsonparsefailure',
  // Printed with indentation, a record has many lines.
  multiline: { continuation: '^(?:[\\s}\\]]|$)' },
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: [
    ...ecsTexts,
    'source.ip',
    'user.name',
    'tls.cipher',
    'tls.version',
    'tls.version_protocol',
    'cloud.provider',
    'event.kind',
    'event.category',
    'event.type',
    'event.outcome',
  ],
  ownFields: {
    ...Object.fromEntries(ownTexts.map(([path, field]) => [field, keyword(path)])),
    ...Object.fromEntries(documents.map(([path, field]) => [field, { type: 'text', purpose: `${path} as JSON` }])),
    'aws.cloudtrail.resources.arn': keyword('resources[].ARN'),
    'aws.cloudtrail.record_count': {
      type: 'long',
      purpose: 'How many records the event holds, where it is a file of them',
    },
  },
  specificity: 3,
  constants: { 'event.kind': 'event', 'cloud.provider': 'aws' },
};

function keyword(path: string): FieldDefinition {
  return { type: 'keyword', purpose: `CloudTrail's ${path}`, limitCharacters: 8191 };
}

function readTrail(draft: Draft): void {
  let document: unknown;
  try {
    document = JSON.parse(draft.text);
  } catch (error) {
    if (readCutFile(draft)) return;
    throw error;
  }
  const records = Array.isArray(document) ? document : at(document, 'Records');
  if (!Array.isArray(records)) readRecord(draft, isRecord(document) ? document : at(document, 'detail'));
  else if (records.length === 1) readRecord(draft, records[0]);
  else readFile(draft, records);
}

function readRecord({ fields, aside }: Draft, record: unknown): void {
  if (!isRecord(record)) throw new SyntaxError('not a record of CloudTrail');
  take(fields, record, texts);
  take(fields, record, documents, jsonAt);
  aside.timestamp = textAt(record, 'eventTime') ?? '';
  const address = textAt(record, 'sourceIPAddress');
  if (address !== undefined && isIp(address)) fields['source.ip'] = address;
  const resources = listAt(record, 'resources', 'ARN');
  if (resources) fields['aws.cloudtrail.resources.arn'] = resources;
  const user = userName(record);
  if (user !== undefined) fields['user.name'] = user;
  setTls(fields, textAt(record, 'tlsDetails.cipherSuite'), textAt(record, 'tlsDetails.tlsVersion'));
  setEvent(fields, record);
}

/** Of a role, the role: the session's name is in the ARN. */
function userName(record: JsonObject): string | undefined {
  const named =
    textAt(record, 'userIdentity.userName') ?? textAt(record, 'userIdentity.sessionContext.sessionIssuer.userName');
  return named ?? (textAt(record, 'userIdentity.type') === 'Root' ? 'root' : undefined);
}

function setEvent(fields: Draft['fields'], record: JsonObject): void {
  const { category, type } = classify(textAt(record, 'eventSource') ?? '', textAt(record, 'eventName') ?? '', {
    readOnly: at(record, 'readOnly') === true,
    management: at(record, 'managementEvent') !== false && textAt(record, 'eventCategory') !== 'Data',
  });
  fields['event.category'] = category;
  fields['event.type'] = type;
  // Says that something is unusual, not that something was done.
  if (textAt(record, 'eventCategory') === 'Insight') return;
  const refused =
    fields['error.code'] !== undefined ||
    fields['error.message'] !== undefined ||
    textAt(record, 'responseElements.ConsoleLogin') === 'Failure';
  fields['event.outcome'] = refused ? 'failure' : 'success';
}

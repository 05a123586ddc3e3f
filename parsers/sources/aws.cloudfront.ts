import { setTls } from '../families/aws.ts';
import { type Columns, decoded, readColumns, timeOf } from '../families/cloudfront.ts';
import { accessConstants, accessFields, isIp, setSourceIp, splitUrl } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

type Fields = Draft['fields'];

/** Columns that are taken as they are. */
const texts = new Map(
  Object.entries({
    'c-ip': 'source.address',
    'cs-method': 'http.request.method',
    'cs-protocol': 'url.scheme',
    'x-host-header': 'url.domain',
    'x-edge-request-id': 'http.request.id',
    'cs-host': 'aws.cloudfront.domain',
    'cs-cookie': 'aws.cloudfront.cookies',
    'x-edge-location': 'aws.cloudfront.edge_location',
    'x-edge-result-type': 'aws.cloudfront.edge_result_type',
    'x-edge-response-result-type': 'aws.cloudfront.edge_response_result_type',
    'x-edge-detailed-result-type': 'aws.cloudfront.edge_detailed_result_type',
    'fle-status': 'aws.cloudfront.fle_status',
    'c-country': 'source.geo.country_iso_code',
  }),
);
const encodedTexts = new Map(
  Object.entries({
    'cs-referer': 'http.request.referrer',
    'cs-user-agent': 'user_agent.original',
    'sc-content-type': 'http.response.mime_type',
  }),
);
const numbers = new Map(
  Object.entries({
    'sc-status': 'http.response.status_code',
    'sc-bytes': 'http.response.bytes',
    'cs-bytes': 'http.request.bytes',
    'sc-content-len': 'http.response.body.bytes',
    'sc-range-start': 'aws.cloudfront.range_start',
    'sc-range-end': 'aws.cloudfront.range_end',
    'time-to-first-byte': 'aws.cloudfront.time_to_first_byte',
    'c-port': 'source.port',
    asn: 'source.as.number',
  }),
);

export const source: SourceDefinition = {
  type: 'aws.cloudfront',
  dataset: 'aws.cloudfront',
  title: 'AWS CloudFront access log (standard, real-time)',
  patterns: [],
  read: readEntry,
  timestamp: { field: 'timestamp', formats: ['ISO8601', 'UNIX'] },
  fields: [
    ...accessFields.filter((name) => name !== 'user.name'),
    'source.port',
    'source.geo.country_iso_code',
    'source.as.number',
    'url.domain',
    'url.scheme',
    'http.request.id',
    'http.request.bytes',
    'http.response.bytes',
    'http.response.mime_type',
    'network.forwarded_ip',
    'tls.cipher',
    'tls.version',
    'tls.version_protocol',
    'cloud.provider',
    'event.action',
    'event.duration',
  ],
  ownFields: {
    'aws.cloudfront.domain': { type: 'keyword', purpose: 'The name of the distribution' },
    'aws.cloudfront.cookies': { type: 'keyword', purpose: 'The cookies, where they are logged', limitCharacters: 8191 },
    'aws.cloudfront.edge_location': { type: 'keyword', purpose: 'The edge location that answered' },
    'aws.cloudfront.edge_result_type': { type: 'keyword', purpose: 'Hit, Miss, Error, …, when the last byte had left' },
    'aws.cloudfront.edge_response_result_type': { type: 'keyword', purpose: 'The same, before the response was sent' },
    'aws.cloudfront.edge_detailed_result_type': { type: 'keyword', purpose: 'The same, with the kind of error' },
    'aws.cloudfront.fle_status': { type: 'keyword', purpose: 'How field-level encryption went' },
    'aws.cloudfront.range_start': { type: 'long', purpose: 'Where the range begins that was sent' },
    'aws.cloudfront.range_end': { type: 'long', purpose: 'Where it ends' },
    'aws.cloudfront.time_to_first_byte': { type: 'float', purpose: 'Seconds to the first byte' },
  },
  specificity: 3,
  // The code of an airport has a number behind it; three letters may be a time zone.
  isTypical: ({ fields }) =>
    fields['event.action'] === 'log-header' || /\d/.test(String(fields['aws.cloudfront.edge_location'])),
  constants: accessConstants,
};

function readEntry({ text, fields, aside }: Draft): void {
  fields['cloud.provider'] = 'aws';
  // What stands at the head of each file is kept, but it is not an access.
  if (/^#(?:Version: \d|Fields: .*x-edge-)/.test(text)) {
    fields['event.type'] = ['info'];
    fields['event.action'] = 'log-header';
    return;
  }
  const columns = readColumns(text);
  if (!columns) throw new SyntaxError('not an entry');
  setColumns(fields, columns);
  aside.timestamp = timeOf(columns) ?? '';
  setSourceIp(fields);
  const forwarded = columns.get('x-forwarded-for')?.split(/,|%20| /, 1)[0];
  if (forwarded !== undefined && isIp(forwarded)) fields['network.forwarded_ip'] = forwarded;
  setTls(fields, columns.get('ssl-cipher'), columns.get('ssl-protocol'));
  const version = /^HTTP\/(\d(?:\.\d)?)$/.exec(columns.get('cs-protocol-version') ?? '')?.[1];
  if (version !== undefined) fields['http.version'] = version;
  const seconds = Number(columns.get('time-taken'));
  if (seconds >= 0 && seconds < 1e6) fields['event.duration'] = Math.round(seconds * 1e6) * 1000;
  setStatus(fields);
}

function setColumns(fields: Fields, columns: Columns): void {
  for (const [name, value] of columns) {
    const text = texts.get(name);
    const encoded = encodedTexts.get(name);
    const number = numbers.get(name);
    if (text !== undefined) fields[text] = value;
    else if (encoded !== undefined) fields[encoded] = decoded(value);
    else if (number !== undefined && /^\d{1,15}(?:\.\d{1,9})?$/.test(value)) fields[number] = Number(value);
  }
  // The real-time log has the query in both, the standard log only in the latter.
  const path = columns.get('cs-uri-stem');
  const query = columns.get('cs-uri-query');
  if (path === undefined) return;
  fields['url.original'] = query === undefined || path.includes('?') ? path : `${path}?${query}`;
  splitUrl(fields);
}

/** 000: the client was gone before there was a status. */
function setStatus(fields: Fields): void {
  const status = fields['http.response.status_code'];
  if (typeof status !== 'number') return;
  fields['event.outcome'] = status > 0 && status < 400 ? 'success' : 'failure';
  if (status === 0) delete fields['http.response.status_code'];
}

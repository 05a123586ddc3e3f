import type { FieldDefinition, FieldValue } from '../../contracts/fields.ts';
import type { Draft } from '../source.ts';
import { setEndpoint, setTls, textOf } from './aws.ts';
import { accessFields, splitRequest, splitUrl } from './web.ts';

/** What the three kinds of Elastic Load Balancing have in common. */

type Fields = Draft['fields'];

export const balancerFields = [
  'source.address',
  'source.ip',
  'source.port',
  'destination.address',
  'destination.ip',
  'destination.port',
  'tls.cipher',
  'tls.version',
  'tls.version_protocol',
  'cloud.provider',
  'event.kind',
  'event.category',
  'event.type',
  'event.outcome',
  'event.duration',
];

export const httpBalancerFields = [
  ...new Set([...balancerFields, ...accessFields.filter((name) => !/^user\.|body|referrer/.test(name))]),
  'url.scheme',
  'url.domain',
  'url.port',
];

const seconds = (purpose: string): FieldDefinition => ({ type: 'float', purpose });

export const nameField = { 'aws.elb.name': { type: 'keyword', purpose: 'The load balancer' } } as const;

export const httpBalancerOwnFields: Readonly<Record<string, FieldDefinition>> = {
  ...nameField,
  'aws.elb.request_processing_time.sec': seconds('From the request to its sending to a target'),
  'aws.elb.backend_processing_time.sec': seconds('From there to the first of the response'),
  'aws.elb.response_processing_time.sec': seconds('From there to the sending of the response'),
  'aws.elb.backend.http.response.status_code': { type: 'long', purpose: 'The status that the target gave' },
};

const phases = ['request', 'backend', 'response'].map((phase) => `aws.elb.${phase}_processing_time.sec`);
const absoluteUrl = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:\[([^\]]*)\]|([^/:?#]*))(?::(\d{1,5}))?/;

/** Endpoints, the request, the status, TLS and the time that it took: of `client`, `target`, `request`, `cipher` and `protocol` aside. */
export function finishHttpBalancer({ fields, aside }: Draft): void {
  setEndpoint(fields, 'source', aside.client);
  setEndpoint(fields, 'destination', aside.target);
  setTls(fields, aside.cipher, aside.protocol);
  setRequest(fields, aside.request);
  fields['cloud.provider'] = 'aws';
  const status = fields['http.response.status_code'];
  // A classic balancer says 0 where an instance did not answer.
  if (fields['aws.elb.backend.http.response.status_code'] === 0)
    delete fields['aws.elb.backend.http.response.status_code'];
  if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
  setDuration(fields);
}

function setRequest(fields: Fields, value: FieldValue | undefined): void {
  const request = textOf(value);
  if (request === undefined || /^[- ]*$/.test(request)) return;
  const malformed = request.startsWith('- ');
  if (malformed) fields['url.original'] = withoutDashes(request);
  else splitRequest(fields, request);
  const url = absoluteUrl.exec(String(fields['url.original']));
  if (!malformed) splitUrl(fields);
  if (!url?.[1]) return;
  fields['url.scheme'] = url[1].toLowerCase();
  const domain = url[2] ?? url[3];
  if (domain) fields['url.domain'] = domain;
  if (url[4] !== undefined) fields['url.port'] = Number(url[4]);
}

/** What is left of a request that was none, `- http://name:80- -`: dashes stand for what is missing. */
function withoutDashes(request: string): string {
  let end = request.length;
  while (end > 2 && (request[end - 1] === '-' || request[end - 1] === ' ')) end--;
  return request.slice(2, end);
}

/** The sum of the phases that there were. Rounded to microseconds, as they are written: sums of fractions are not exact. */
function setDuration(fields: Fields): void {
  const known = phases.map((phase) => fields[phase]).filter((value) => typeof value === 'number');
  if (known.length === 0) return;
  fields['event.duration'] = Math.round(known.reduce((sum, value) => sum + value, 0) * 1e6) * 1000;
}

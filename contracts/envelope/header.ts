/** The header of a payload: an envelope without its events. */
import { isGeneration } from '../identity.ts';
import { badEnvelope } from './bad-envelope.ts';
import type { Envelope, EnvelopeLimits, Segment } from './envelope.ts';

export type SegmentHeader = Omit<Segment, 'events'> & { readonly events: number };
export type Header = Omit<Envelope, 'segments'> & { readonly segments: readonly SegmentHeader[] };

export function headerOf(envelope: Envelope): Header {
  const segments = envelope.segments.map((segment) => ({ ...segment, events: segment.events.length }));
  return { ...envelope, segments };
}

/** @throws MillraceError `bad_envelope` */
export function parseHeader(json: string, limits: EnvelopeLimits): Header {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw badEnvelope('the header is not JSON', error);
  }
  const header = asObject(value, 'header');
  const agent = asObject(header.agent, 'agent');
  const segments = header.segments;
  if (!Array.isArray(segments)) throw badEnvelope('the header lists no segments');
  if (segments.length > limits.segments) throw badEnvelope(`${segments.length} segments, more than ${limits.segments}`);
  return {
    host: asString(header.host, 'host'),
    cluster: asString(header.cluster, 'cluster'),
    agent: { version: asString(agent.version, 'agent.version'), run: asString(agent.run, 'agent.run') },
    firstSentMs: asCount(header.firstSentMs, 'firstSentMs'),
    segments: segments.map(parseSegment),
  };
}

function parseSegment(value: unknown): SegmentHeader {
  const segment = asObject(value, 'segment');
  const generation = segment.generation;
  if (!isGeneration(generation)) throw badEnvelope('a segment has no generation');
  const from = asCount(segment.from, 'from');
  const to = asCount(segment.to, 'to');
  if (to < from) throw badEnvelope('a segment ends before it begins');
  const tags = segment.tags;
  if (!Array.isArray(tags)) throw badEnvelope('a segment has no list of tags');
  return {
    generation,
    path: asString(segment.path, 'path'),
    type: asName(segment.type, 'type'),
    dataset: asName(segment.dataset, 'dataset'),
    namespace: asName(segment.namespace, 'namespace'),
    from,
    to,
    filtered: asCount(segment.filtered, 'filtered'),
    timezone: asString(segment.timezone, 'timezone'),
    tags: tags.map((tag) => asString(tag, 'tag')),
    fields: asStrings(segment.fields),
    events: asCount(segment.events, 'events'),
  };
}

function asObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badEnvelope(`${name} is not an object`);
  return value as Record<string, unknown>;
}

function asString(value: unknown, name: string): string {
  if (typeof value !== 'string') throw badEnvelope(`${name} is not a string`);
  return value;
}

function asCount(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw badEnvelope(`${name} is not a count`);
  return value;
}

/** Types, datasets and namespaces become part of the name of an index: what cannot stand there is refused here. */
export const namePattern = /^[a-z0-9][a-z0-9._]{0,99}$/;

function asName(value: unknown, name: string): string {
  const text = asString(value, name);
  if (!namePattern.test(text)) throw badEnvelope(`${name} cannot be part of a data stream's name`);
  return text;
}

function asStrings(value: unknown): Record<string, string> {
  const object = asObject(value, 'fields');
  return Object.fromEntries(Object.entries(object).map(([key, text]) => [key, asString(text, `fields.${key}`)]));
}

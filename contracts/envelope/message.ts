/**
 * The body of an SQS message, which has to be text:
 *
 *     millrace:1:zstd:<bytes before compression>:<bytes after>:<base64>
 *     millrace:1:gzip:…
 *     millrace:1:s3:<claim check as JSON>
 *
 * Both sizes stand in front, so that a decoder can refuse before it decodes.
 */
import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { badEnvelope } from './bad-envelope.ts';
import type { ClaimCheck, DecodedEvent, Envelope, EnvelopeLimits } from './envelope.ts';
import { decodePayload, encodePayload, headerBytesOf } from './payload.ts';

export type Compression = 'zstd' | 'gzip';

const prefix = 'millrace:1:';
const headPattern = /^millrace:1:(zstd|gzip):(\d{1,10}):(\d{1,10}):/;
/** 16 MiB, the largest payload: a frame that asks for a larger window asks for memory, not for data. */
const windowLogMax = 24;

/** True when the body claims to be ours, decodable or not. */
export function isOurs(body: string): boolean {
  return body.startsWith(prefix);
}

export interface EncodedMessage {
  readonly body: string;
  readonly payloadBytes: number;
  readonly compressedBytes: number;
  readonly headerBytes: number;
  readonly segments: number;
  readonly events: number;
}

export function encodeMessage(envelope: Envelope, compression: Compression): EncodedMessage {
  const payload = encodePayload(envelope);
  const compressed = compression === 'zstd' ? zstd(payload) : gzipSync(payload, { level: 6 });
  const body = `${prefix}${compression}:${payload.length}:${compressed.length}:${compressed.toString('base64')}`;
  const { segments } = envelope;
  return {
    body,
    payloadBytes: payload.length,
    compressedBytes: compressed.length,
    headerBytes: headerBytesOf(payload),
    segments: segments.length,
    events: segments.reduce((sum, { events }) => sum + events.length, 0),
  };
}

function zstd(payload: Buffer): Buffer {
  return zstdCompressSync(payload, {
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
}

/** @returns whether `decodeMessage` with these limits takes what was encoded; the packer halves what it would not */
export function withinLimits(encoded: EncodedMessage, limits: EnvelopeLimits): boolean {
  return (
    encoded.body.length <= limits.bodyBytes &&
    encoded.payloadBytes <= limits.payloadBytes &&
    encoded.payloadBytes <= encoded.compressedBytes * limits.expansion &&
    encoded.headerBytes <= limits.headerBytes &&
    encoded.segments <= limits.segments &&
    encoded.events <= limits.events
  );
}

export function encodeClaimCheck(claim: ClaimCheck): string {
  return `${prefix}s3:${JSON.stringify(claim)}`;
}

export type DecodedMessage =
  | { readonly kind: 'envelope'; readonly envelope: Envelope<DecodedEvent> }
  | { readonly kind: 'claim'; readonly claim: ClaimCheck };

/**
 * @throws MillraceError `bad_envelope`, and nothing else, whatever the text is
 */
export function decodeMessage(body: string, limits: EnvelopeLimits): DecodedMessage {
  if (body.length > limits.bodyBytes) throw badEnvelope(`the body has ${body.length} characters`);
  if (body.startsWith(`${prefix}s3:`)) return { kind: 'claim', claim: parseClaim(body.slice(prefix.length + 3)) };
  const head = headPattern.exec(body);
  if (!head) throw badEnvelope(isOurs(body) ? 'an unknown form of envelope' : 'not an envelope of ours');
  const payloadBytes = Number(head[2]);
  const compressedBytes = Number(head[3]);
  if (payloadBytes > limits.payloadBytes) throw badEnvelope(`${payloadBytes} bytes decompressed, more than allowed`);
  if (payloadBytes > compressedBytes * limits.expansion) throw badEnvelope('it expands more than allowed');
  const text = body.length - head[0].length;
  if (text !== Math.ceil(compressedBytes / 3) * 4) throw badEnvelope('the body is cut short or padded');
  const compressed = Buffer.from(body.slice(head[0].length), 'base64');
  if (compressed.length !== compressedBytes) throw badEnvelope('the body is not base64');
  const payload = decompress(compressed, head[1] === 'zstd' ? 'zstd' : 'gzip', payloadBytes);
  return { kind: 'envelope', envelope: decodePayload(payload, limits) };
}

function decompress(compressed: Buffer, compression: Compression, payloadBytes: number): Buffer {
  // One chunk of the announced size: nothing is allocated beyond it, and nothing is copied together afterwards.
  const sizes = { maxOutputLength: Math.max(payloadBytes, 1), chunkSize: Math.max(payloadBytes, 64) };
  let payload: Buffer;
  try {
    payload =
      compression === 'zstd'
        ? zstdDecompressSync(compressed, { ...sizes, params: { [constants.ZSTD_d_windowLogMax]: windowLogMax } })
        : gunzipSync(compressed, sizes);
  } catch (error) {
    throw badEnvelope(`it does not decompress: ${messageOf(error)}`, error);
  }
  if (payload.length !== payloadBytes)
    throw badEnvelope(`${payload.length} bytes where ${payloadBytes} were announced`);
  return payload;
}

function parseClaim(json: string): ClaimCheck {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw badEnvelope('the claim check is not JSON', error);
  }
  const claim = value as Partial<Record<keyof ClaimCheck, unknown>> | null;
  if (
    typeof claim !== 'object' ||
    claim === null ||
    typeof claim.bucket !== 'string' ||
    typeof claim.key !== 'string' ||
    typeof claim.bytes !== 'number' ||
    typeof claim.sha256 !== 'string'
  ) {
    throw badEnvelope('the claim check lacks bucket, key, bytes or sha256');
  }
  return { bucket: claim.bucket, key: claim.key, bytes: claim.bytes, sha256: claim.sha256 };
}

import { createHash } from 'node:crypto';
import { badEnvelope } from '../../contracts/envelope/bad-envelope.ts';
import {
  type ClaimCheck,
  type DecodedEvent,
  type Envelope,
  envelopeLimits,
} from '../../contracts/envelope/envelope.ts';
import { decodeMessage, isOurs } from '../../contracts/envelope/message.ts';
import { MillraceError } from '../../contracts/errors.ts';
import { type ForeignMessage, foreignEvents } from './foreign.ts';
import type { QueueMessage, ReaderPorts, ReaderSettings } from './ports.ts';

export type OpenedMessage =
  | { readonly kind: 'envelope'; readonly envelope: Envelope<DecodedEvent> }
  | ({ readonly kind: 'foreign' } & ForeignMessage);

/**
 * Reads the body of a message, wherever it lies.
 * @throws MillraceError with `retryable` where it may be readable later; every other one will stay unreadable
 */
export async function openMessage(
  message: QueueMessage,
  ports: Pick<ReaderPorts, 'fetchClaim' | 'clock'>,
  settings: Pick<ReaderSettings, 'namespace' | 'claimBucket' | 'catalogue'>,
): Promise<OpenedMessage> {
  if (!isOurs(message.body)) {
    return { kind: 'foreign', ...foreignEvents(message, settings, ports.clock.now()) };
  }
  const decoded = decodeMessage(message.body, envelopeLimits);
  if (decoded.kind === 'envelope') return decoded;
  const body = await fetchBody(decoded.claim, ports, settings.claimBucket);
  const claimed = decodeMessage(body, envelopeLimits);
  if (claimed.kind === 'claim') throw badEnvelope('a claim check that points to a claim check');
  return claimed;
}

async function fetchBody(
  claim: ClaimCheck,
  ports: Pick<ReaderPorts, 'fetchClaim'>,
  bucket: string | undefined,
): Promise<string> {
  if (bucket !== undefined && claim.bucket !== bucket) {
    throw badEnvelope(`the claim check names the bucket ${claim.bucket}, which is not ours`);
  }
  if (claim.bytes > envelopeLimits.bodyBytes) throw badEnvelope(`the claim check announces ${claim.bytes} bytes`);
  const bytes = await ports.fetchClaim(claim);
  if (bytes.length !== claim.bytes) {
    throw badEnvelope(`the claimed object has ${bytes.length} bytes where ${claim.bytes} were announced`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== claim.sha256.toLowerCase()) {
    throw badEnvelope('the claimed object is not the one that was announced: its sha256 differs');
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** True where trying again may help. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof MillraceError) || error.retryable;
}

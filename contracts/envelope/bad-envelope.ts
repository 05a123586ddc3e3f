import { MillraceError } from '../errors.ts';

/** The one error of the decoders. */
export function badEnvelope(reason: string, cause?: unknown): MillraceError {
  return new MillraceError('bad_envelope', reason, {
    subject: 'message',
    hint: 'It was moved to the dead-letter queue. If a newer shipper wrote it, update the reader, then replay it.',
    cause,
  });
}

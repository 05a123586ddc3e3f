/**
 * Identity is assigned at the origin: an event is named by the file generation that it came from and the byte at which it
 * begins there. Redelivery, resend and replay meet the same name, and Elasticsearch's `create` does the rest.
 * docs/decisions/0004-identity.md says why content hashes and line numbers were not taken.
 */

/** 80 random bits, or 80 bits of a hash, in Crockford's base 32: 16 characters. */
export type Generation = string;

const generationPattern = /^[0-9a-hjkmnp-tv-z]{16}$/;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const offsetDigits = 12;

/** @param bytes at least 10 bytes, random (live files) or of a hash (backfill); the first 10 are used */
export function generationFrom(bytes: Uint8Array): Generation {
  if (bytes.length < 10) throw new RangeError(`a generation needs 10 bytes, got ${bytes.length}`);
  let value = 0n;
  for (let i = 0; i < 10; i++) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  let text = '';
  for (let i = 0; i < 16; i++) {
    text = alphabet.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

export function isGeneration(value: unknown): value is Generation {
  return typeof value === 'string' && generationPattern.test(value);
}

/**
 * The `_id` of an event: `<generation>-<offset>`. Padded, so that ids of one file sort by position; that form made the
 * index 18–30 % smaller than hashes did.
 * @param offset bytes from the start of the decompressed file to the first byte of the event
 */
export function eventId(generation: Generation, offset: number): string {
  return `${generation}-${String(offset).padStart(offsetDigits, '0')}`;
}

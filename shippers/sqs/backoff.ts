/**
 * Full jitter: evenly between 0 and min(cap, base · 2^attempt), so that many that failed together do not come back together.
 * @param random 0 ≤ random < 1
 */
export function backoffMs(attempt: number, baseMs: number, capMs: number, random: number): number {
  return Math.ceil(random * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}

/** @returns 0 ≤ x < 1 from four random bytes */
export function fractionOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}

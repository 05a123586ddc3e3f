/** Most bytes that a varint of ours takes: numbers are safe integers, 53 bits, seven to a byte. */
export const varintBytesMax = 8;

/** Writes a safe integer, seven bits a byte, lowest first; all bytes but the last have the highest bit. @returns where it ends */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let rest = value;
  let position = at;
  while (rest >= 0x80) {
    into[position++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  into[position++] = rest;
  return position;
}

const firstBytes = 64 * 1024;
/** UTF-8 of a UTF-16 unit, at most. */
const bytesPerUnitMost = 3;

/**
 * The documents of a bulk request, encoded as they come. As strings, a few thousand of them would be copied by each garbage
 * collection until their answer is there, and joined and encoded once more to be sent: together a third of the reader's time.
 */
export class BulkBody {
  #bytes = Buffer.allocUnsafe(firstBytes);
  /** One past the last byte of each document. */
  readonly #ends: number[] = [];
  #end = 0;

  static of(documents: Iterable<string>): BulkBody {
    const body = new BulkBody();
    for (const lines of documents) body.append(lines);
    return body;
  }

  get count(): number {
    return this.#ends.length;
  }

  get byteLength(): number {
    return this.#end;
  }

  /** @param lines the two lines of one document: `{"create":…}`, the document, each with its line feed */
  append(lines: string): void {
    if (this.#end + lines.length * bytesPerUnitMost > this.#bytes.length) this.#makeRoom(Buffer.byteLength(lines));
    this.#end += this.#bytes.write(lines, this.#end);
    this.#ends.push(this.#end);
  }

  /** The bytes of the documents at these positions, in their order; of all of them without a copy. */
  bytesOf(positions: readonly number[]): Buffer {
    if (positions.length === this.count) return this.#bytes.subarray(0, this.#end);
    return Buffer.concat(positions.map((i) => this.#bytes.subarray(this.#ends[i - 1] ?? 0, this.#ends[i])));
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

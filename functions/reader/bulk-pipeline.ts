import { type BulkOptions, type BulkResult, sendBulk } from '../../elasticsearch/bulk.ts';
import type { ItemOutcome } from '../../elasticsearch/bulk-answer.ts';
import { BulkBody } from '../../elasticsearch/bulk-body.ts';

export interface PipelineOptions extends BulkOptions {
  /** A body is sent when it has so many bytes. */
  readonly sizeBytes: number;
  /** Requests under way while the next body is built. */
  readonly inFlightMost: number;
}

/**
 * Collects documents into bulk bodies and keeps a few requests under way while the next body is built, so that Elasticsearch
 * never waits for the parser. Holds at most `inFlightMost + 1` bodies.
 */
export class BulkPipeline<T> {
  readonly #options: PipelineOptions;
  readonly #settle: (items: readonly T[], outcomes: readonly ItemOutcome[]) => Promise<void>;
  readonly #underway = new Set<Promise<void>>();
  #body = new BulkBody();
  #items: T[] = [];
  #requests = 0;
  #unreachable = false;

  /** @param settle told of each body's documents and outcomes; it must not throw */
  constructor(
    options: PipelineOptions,
    settle: (items: readonly T[], outcomes: readonly ItemOutcome[]) => Promise<void>,
  ) {
    this.#options = options;
    this.#settle = settle;
  }

  /** True once a whole request found nobody, after its retries: what follows would only wait. */
  get unreachable(): boolean {
    return this.#unreachable;
  }

  get requests(): number {
    return this.#requests;
  }

  /**
   * Takes a document and what it stands for.
   * @returns true when the body is full: then `send`, before the next one
   */
  append(lines: string, item: T): boolean {
    this.#body.append(lines);
    this.#items.push(item);
    return this.#body.byteLength >= this.#options.sizeBytes;
  }

  /** Sends what there is; waits only while all requests are under way. */
  async send(): Promise<void> {
    const body = this.#body;
    const items = this.#items;
    if (items.length === 0) return;
    this.#body = new BulkBody();
    this.#items = [];
    while (this.#underway.size >= this.#options.inFlightMost) await Promise.race(this.#underway);
    const task: Promise<void> = this.#deliver(body, items).finally(() => this.#underway.delete(task));
    this.#underway.add(task);
  }

  /** Sends the rest; resolves when every document has its outcome. */
  async drain(): Promise<void> {
    await this.send();
    await Promise.all(this.#underway);
  }

  async #deliver(body: BulkBody, items: readonly T[]): Promise<void> {
    const result = this.#unreachable ? outOfReach(items.length) : await sendBulk(body, this.#options);
    this.#requests += result.requests;
    if (result.unreachable) this.#unreachable = true;
    await this.#settle(items, result.outcomes);
  }
}

function outOfReach(count: number): BulkResult {
  const outcome: ItemOutcome = { kind: 'retry', status: 0, reason: 'Elasticsearch is out of reach', soon: true };
  return { outcomes: new Array(count).fill(outcome), requests: 0, unreachable: true };
}

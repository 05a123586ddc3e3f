import { type BulkOptions, type BulkResult, sendBulk } from '../../elasticsearch/bulk.ts';
import type { ItemOutcome } from '../../elasticsearch/bulk-answer.ts';

export interface PipelineOptions extends BulkOptions {
  /** A body is sent when it has so many characters. */
  readonly sizeCharacters: number;
  /** Requests under way while the next body is built. */
  readonly inFlightMost: number;
}

/**
 * Collects documents into bulk bodies and keeps a few requests under way while the next body is built, so that Elasticsearch
 * never waits for the parser. Holds at most `inFlightMost + 1` bodies.
 */
export class BulkPipeline<T extends { readonly lines: string }> {
  readonly #options: PipelineOptions;
  readonly #settle: (items: readonly T[], outcomes: readonly ItemOutcome[]) => Promise<void>;
  readonly #underway = new Set<Promise<void>>();
  #items: T[] = [];
  #characters = 0;
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

  /** Takes a document; waits only when a body is full and all requests are under way. */
  async add(items: readonly T[]): Promise<void> {
    for (const item of items) {
      this.#items.push(item);
      this.#characters += item.lines.length;
      if (this.#characters >= this.#options.sizeCharacters) await this.#send();
    }
  }

  /** Sends the rest; resolves when every document has its outcome. */
  async drain(): Promise<void> {
    await this.#send();
    await Promise.all(this.#underway);
  }

  async #send(): Promise<void> {
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    this.#characters = 0;
    while (this.#underway.size >= this.#options.inFlightMost) await Promise.race(this.#underway);
    const task: Promise<void> = this.#deliver(items).finally(() => this.#underway.delete(task));
    this.#underway.add(task);
  }

  async #deliver(items: readonly T[]): Promise<void> {
    const result = this.#unreachable
      ? outOfReach(items.length)
      : await sendBulk(
          items.map((item) => item.lines),
          this.#options,
        );
    this.#requests += result.requests;
    if (result.unreachable) this.#unreachable = true;
    await this.#settle(items, result.outcomes);
  }
}

function outOfReach(count: number): BulkResult {
  const outcome: ItemOutcome = { kind: 'retry', status: 0, reason: 'Elasticsearch is out of reach', soon: true };
  return { outcomes: new Array(count).fill(outcome), requests: 0, unreachable: true };
}

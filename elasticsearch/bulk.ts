import { MillraceError } from '../contracts/errors.ts';
import { bulkFilterPath, type ItemOutcome, outcomeOfStatus, readBulkAnswer } from './bulk-answer.ts';
import type { BulkBody } from './bulk-body.ts';
import { type ElasticsearchAnswer, type ElasticsearchClient, explanationOf } from './connect.ts';

/** Time and chance, handed in. */
export interface BulkClock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

export interface BulkOptions {
  readonly client: ElasticsearchClient;
  readonly clock: BulkClock;
  /** Milliseconds since 1970 after which nothing is tried again. */
  readonly deadlineMs: number;
  /** Of one document, the first included. */
  readonly attempts?: number;
}

export interface BulkResult {
  /** One a document, in the order of the documents. */
  readonly outcomes: readonly ItemOutcome[];
  readonly requests: number;
  /**
   * True where the last word on a whole request was that nobody answered, or 429, 5xx, 401, 403, 404: this is about the cluster,
   * not about its documents.
   */
  readonly unreachable: boolean;
}

const defaultAttempts = 3;
const backOffFirstMs = 200;
const backOffMostMs = 5000;
/** A request that was given so long and got no answer tells something about the cluster. */
const tellingMs = 5000;
// Without a template for a stream, `create` would make an ordinary index of its name. Rather 404, and again when setup has run.
const bulkPath = `/_bulk?require_data_stream=true&filter_path=${bulkFilterPath}`;

/** The action line of a `create`, with its line feed. The constant part can be made once a stream. */
export function createAction(stream: string, id: string): string {
  return `{"create":{"_index":${JSON.stringify(stream)},"_id":${JSON.stringify(id)}}}\n`;
}

/**
 * Writes documents and says of each what became of it. What may succeed soon (429, 5xx, no connection) is tried again with
 * back-off, alone, until the attempts or the time are used up. A body that the server finds too large is split, down to one
 * document. A document that was written though its answer was lost shows as `exists` at the next try.
 */
export async function sendBulk(body: BulkBody, options: BulkOptions): Promise<BulkResult> {
  const outcomes: ItemOutcome[] = new Array(body.count);
  const state = { requests: 0, unreachable: false };
  let pending = Array.from({ length: body.count }, (_, i) => i);
  const attempts = options.attempts ?? defaultAttempts;
  for (let attempt = 1; pending.length > 0; attempt++) {
    await sendOnce(pending, body, outcomes, options, state);
    pending = pending.filter((i) => isSoon(outcomes[i]));
    if (pending.length === 0 || attempt >= attempts) break;
    const pauseMs = backOffMs(attempt, options.clock.random());
    if (options.clock.now() + pauseMs >= options.deadlineMs) break;
    await options.clock.sleep(pauseMs);
  }
  return { outcomes, ...state };
}

function isSoon(outcome: ItemOutcome | undefined): boolean {
  return outcome?.kind === 'retry' && outcome.soon;
}

// Half of it fixed, half of it chance: first × 2^(attempt - 1) × [0.5, 1), so that readers do not come back together.
function backOffMs(attempt: number, random: number): number {
  return Math.min(backOffMostMs, backOffFirstMs * 2 ** (attempt - 1)) * (0.5 + random / 2);
}

async function sendOnce(
  positions: readonly number[],
  body: BulkBody,
  outcomes: ItemOutcome[],
  options: BulkOptions,
  state: { requests: number; unreachable: boolean },
): Promise<void> {
  const allottedMs = options.deadlineMs - options.clock.now();
  const answer = await post(body.bytesOf(positions), options, allottedMs);
  state.requests++;
  if (answer instanceof MillraceError) {
    // Cut off by our own deadline after a moment, it says nothing about the cluster.
    if (allottedMs >= tellingMs) state.unreachable = true;
    settle(positions, outcomes, { kind: 'retry', status: 0, reason: answer.message, soon: true });
    return;
  }
  if (answer.status === 200) {
    state.unreachable = false;
    const read = readBulkAnswer(answer.body, positions.length);
    const unread: ItemOutcome = { kind: 'retry', status: 200, reason: 'the answer could not be read', soon: true };
    positions.forEach((position, i) => {
      outcomes[position] = read?.[i] ?? unread;
    });
    return;
  }
  const whole = outcomeOfStatus(answer.status, `http_${answer.status}`, explanationOf(answer.body));
  // 413, or a body that it does not understand: by halves the one document that is to blame is found.
  if (whole.kind === 'rejected' && positions.length > 1) {
    const middle = positions.length >> 1;
    await sendOnce(positions.slice(0, middle), body, outcomes, options, state);
    await sendOnce(positions.slice(middle), body, outcomes, options, state);
    return;
  }
  if (whole.kind === 'retry') state.unreachable = true;
  settle(positions, outcomes, whole);
}

function settle(positions: readonly number[], outcomes: ItemOutcome[], outcome: ItemOutcome): void {
  for (const position of positions) outcomes[position] = outcome;
}

async function post(
  body: Buffer,
  options: BulkOptions,
  timeoutMs: number,
): Promise<ElasticsearchAnswer | MillraceError> {
  try {
    return await options.client.request('POST', bulkPath, body, { contentType: 'application/x-ndjson', timeoutMs });
  } catch (error) {
    if (error instanceof MillraceError) return error;
    throw error;
  }
}

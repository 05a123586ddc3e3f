/**
 * What became of each document of a bulk request, by position. The table is the one of the design:
 * 2xx created · 409 exists · 429, 5xx, 401, 403, 404 retry · any other 4xx rejected.
 */
export type ItemOutcome =
  | { readonly kind: 'created' }
  /** 409: the id was there before. */
  | { readonly kind: 'exists' }
  /** 201, but into the data stream's failure store: not a success, and not lost. */
  | { readonly kind: 'diverted' }
  /** May succeed later. `soon`: worth another try within the same call. */
  | { readonly kind: 'retry'; readonly status: number; readonly reason: string; readonly soon: boolean }
  /** Never will, as it is. */
  | { readonly kind: 'rejected'; readonly status: number; readonly type: string; readonly reason: string };

const created: ItemOutcome = { kind: 'created' };
const exists: ItemOutcome = { kind: 'exists' };
const diverted: ItemOutcome = { kind: 'diverted' };

/** Keeps an answer to some 30 bytes a document. `status` is always there, so positions hold. */
export const bulkFilterPath =
  'errors,items.*.status,items.*.failure_store,items.*.error.type,items.*.error.reason,items.*.error.caused_by.type,items.*.error.caused_by.reason';

interface AnswerItem {
  readonly status?: unknown;
  readonly failure_store?: unknown;
  readonly error?: AnswerError;
}

interface AnswerError {
  readonly type?: unknown;
  readonly reason?: unknown;
  readonly caused_by?: AnswerError;
}

/**
 * Reads the answer to a bulk request that was accepted as a whole.
 * @param count documents sent
 * @returns one outcome a document, or undefined where the answer is not one to this request: then nothing is known
 */
export function readBulkAnswer(body: string, count: number): ItemOutcome[] | undefined {
  let items: unknown;
  try {
    items = (JSON.parse(body) as { items?: unknown } | null)?.items;
  } catch {
    return undefined;
  }
  if (!Array.isArray(items) || items.length !== count) return undefined;
  return items.map((item: { create?: AnswerItem } | null) => outcomeOf(item?.create));
}

function outcomeOf(item: AnswerItem | undefined): ItemOutcome {
  const status = typeof item?.status === 'number' ? item.status : 0;
  if (item?.failure_store === 'used' && status < 300) return diverted;
  if (status === 201 || status === 200) return created;
  if (status === 409) return exists;
  return outcomeOfStatus(status, typeOf(item?.error), reasonOf(item?.error));
}

/** For a status that is neither success nor conflict, of one document or of a whole request. */
export function outcomeOfStatus(status: number, type: string, reason: string): ItemOutcome {
  const known = status >= 400 && status < 500;
  if (!known || status === 429) return { kind: 'retry', status, reason, soon: true };
  if (status === 401 || status === 403 || status === 404) return { kind: 'retry', status, reason, soon: false };
  return { kind: 'rejected', status, type, reason };
}

function typeOf(error: AnswerError | undefined): string {
  return typeof error?.type === 'string' ? error.type : 'unknown';
}

const reasonLimitCharacters = 2000;

function reasonOf(error: AnswerError | undefined): string {
  const reason = typeof error?.reason === 'string' ? error.reason : 'no reason given';
  const cause = typeof error?.caused_by?.reason === 'string' ? `; ${error.caused_by.reason}` : '';
  return (reason + cause).slice(0, reasonLimitCharacters);
}

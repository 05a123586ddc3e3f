/** What a run of the reader did. Events, unless the name says otherwise. */
export interface ReaderCounters {
  messages: number;
  /** Given back to the queue. */
  failedMessages: number;
  /** Put aside with a reason. */
  deadLetters: number;
  events: number;
  /** 201. */
  indexed: number;
  /** 409, or found in an older backing index. */
  alreadyIndexed: number;
  /** Left out because a processor said so. */
  dropped: number;
  /** In our failure stream, with the reason. */
  rejected: number;
  /** In Elasticsearch's own failure store. */
  diverted: number;
  /** Tagged `_grokparsefailure` or `_groktimeout`; they are indexed all the same. */
  grokFailures: number;
  /** With another tag of the kind: `_dateparsefailure`, `_jsonparsefailure`, those of processors. */
  otherParseFailures: number;
  bulkRequests: number;
  deliveryRecords: number;
  /** From first sending to now, of the oldest envelope; 0 where there was none. */
  lagMs: number;
}

export function noCounters(): ReaderCounters {
  return {
    messages: 0,
    failedMessages: 0,
    deadLetters: 0,
    events: 0,
    indexed: 0,
    alreadyIndexed: 0,
    dropped: 0,
    rejected: 0,
    diverted: 0,
    grokFailures: 0,
    otherParseFailures: 0,
    bulkRequests: 0,
    deliveryRecords: 0,
    lagMs: 0,
  };
}

/** Adds `more` to `sum`; of the lag, the greater one. */
export function addCounters(sum: ReaderCounters, more: ReaderCounters): void {
  const lagMs = Math.max(sum.lagMs, more.lagMs);
  for (const name of Object.keys(sum) as (keyof ReaderCounters)[]) sum[name] += more[name];
  sum.lagMs = lagMs;
}

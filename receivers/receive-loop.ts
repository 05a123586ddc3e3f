import { messageOf } from '../contracts/errors.ts';
import { addCounters, noCounters, type ReaderCounters } from '../functions/reader/counters.ts';
import type { ReaderPorts, ReaderSettings } from '../functions/reader/ports.ts';
import { processMessages, type ReaderResult } from '../functions/reader/process.ts';
import { type InHand, inHand } from './in-hand.ts';
import { type BreakerClock, type OutageBreaker, outageBreaker } from './outage-breaker.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

export interface ReceiveSettings {
  /** Receive loops in this process. */
  readonly receivers: number;
  /** What a message is hidden for; extended at half of it while it is in hand. 120,000 unless given; at least 1,000. */
  readonly visibilityMs?: number;
  /** Long poll. 20,000 unless given. */
  readonly waitMs?: number;
  /** Messages of one receive, 1 to 10; 10 unless given. */
  readonly messagesMost?: number;
  /** For one batch, with all its retries; visibility is extended meanwhile. 300,000 unless given. */
  readonly batchTimeMs?: number;
  readonly reader: ReaderSettings;
}

export interface ReceivePorts {
  readonly queue: Queue;
  readonly reader: ReaderPorts;
  readonly clock: BreakerClock;
}

export interface ReaderStatus {
  readonly state: 'receiving' | 'paused' | 'stopping' | 'stopped';
  /** Milliseconds since 1970; set while Elasticsearch takes nothing. */
  readonly pausedSinceMs: number | undefined;
  readonly messagesInHand: number;
  /** Answers of the queue, those without a message among them. */
  readonly receives: number;
  readonly emptyReceives: number;
  readonly deleted: number;
  readonly counters: Readonly<ReaderCounters>;
  /** The last trouble with the queue. */
  readonly lastError: string | undefined;
}

export interface Reader {
  status(): ReaderStatus;
  /**
   * Receives nothing more, ends what is in hand, gives back what it cannot end. May be called again with a nearer deadline.
   * @param deadlineMs milliseconds since 1970. What is under way then is left: it comes again, and is found to be there.
   * @returns true where nothing was left
   */
  stop(deadlineMs: number): Promise<boolean>;
}

const defaults = { visibilityMs: 120_000, waitMs: 20_000, messagesMost: 10, batchTimeMs: 300_000 } as const;
const queueBackOffFirstMs = 1_000;
const queueBackOffMostMs = 30_000;
const failedFirstMs = 5_000;
const failedMostMs = 900_000;
const deleteAttempts = 3;

/**
 * Reads a queue until it is stopped. May be killed at any moment: what was in hand comes again, and its ids are known.
 * @throws MillraceError `queue_missing`, `queue_refused` or `queue_unreachable` where the queue cannot be read at the start
 */
export async function startReader(settings: ReceiveSettings, ports: ReceivePorts): Promise<Reader> {
  await ports.queue.check();
  const state: LoopState = {
    settings: { ...defaults, ...settings },
    ports,
    breaker: outageBreaker(ports.clock),
    hand: inHand(ports.queue, settings.visibilityMs ?? defaults.visibilityMs, ports.clock, ports.reader.log),
    stopping: new AbortController(),
    counters: noCounters(),
    receives: 0,
    emptyReceives: 0,
    deleted: 0,
    lastError: undefined,
  };
  const over = new AbortController();
  const keeper = state.hand.keepVisible(over.signal);
  const loops = Promise.all(Array.from({ length: settings.receivers }, () => receiveLoop(state)));
  let stopped = false;
  const ended = loops.then(async () => {
    stopped = true;
    over.abort();
    await keeper;
  });
  return {
    status: () => statusOf(state, stopped),
    async stop(deadlineMs) {
      state.stopping.abort();
      const leave = new AbortController();
      const timeUp = ports.clock.sleep(Math.max(0, deadlineMs - ports.clock.now()), leave.signal);
      await Promise.race([ended, timeUp]);
      leave.abort();
      over.abort();
      return stopped && state.hand.size === 0;
    },
  };
}

interface LoopState {
  readonly settings: ReceiveSettings & Required<Pick<ReceiveSettings, keyof typeof defaults>>;
  readonly ports: ReceivePorts;
  readonly breaker: OutageBreaker;
  readonly hand: InHand;
  readonly stopping: AbortController;
  readonly counters: ReaderCounters;
  receives: number;
  emptyReceives: number;
  deleted: number;
  lastError: string | undefined;
}

function statusOf(state: LoopState, stopped: boolean): ReaderStatus {
  const pausedSinceMs = state.breaker.openSinceMs;
  const working = pausedSinceMs === undefined ? 'receiving' : 'paused';
  return {
    state: stopped ? 'stopped' : state.stopping.signal.aborted ? 'stopping' : working,
    pausedSinceMs,
    messagesInHand: state.hand.size,
    receives: state.receives,
    emptyReceives: state.emptyReceives,
    deleted: state.deleted,
    counters: { ...state.counters },
    lastError: state.lastError,
  };
}

async function receiveLoop(state: LoopState): Promise<void> {
  const { breaker, hand, stopping } = state;
  for (let failures = 0; !stopping.signal.aborted; ) {
    await breaker.untilClosed(stopping.signal);
    const messages = await receive(state);
    if (messages === undefined) {
      await state.ports.clock.sleep(queueBackOffMs(++failures, state.ports.clock.random()), stopping.signal);
      continue;
    }
    failures = 0;
    if (messages.length === 0) continue;
    hand.hold(messages);
    try {
      await work(state, messages);
    } finally {
      hand.release(messages);
    }
  }
}

async function receive(state: LoopState): Promise<readonly ReceivedMessage[] | undefined> {
  const { settings, ports, stopping } = state;
  if (stopping.signal.aborted) return [];
  try {
    const { messagesMost, waitMs, visibilityMs } = settings;
    const messages = await ports.queue.receive({ messagesMost, waitMs, visibilityMs, signal: stopping.signal });
    state.receives++;
    if (messages.length === 0) state.emptyReceives++;
    state.lastError = undefined;
    return messages;
  } catch (error) {
    state.lastError = messageOf(error);
    ports.reader.log.error({ reason: state.lastError }, 'the queue cannot be read');
    return undefined;
  }
}

/** Works on messages until each is deleted or given back; keeps them through an outage, however long. */
async function work(state: LoopState, received: readonly ReceivedMessage[]): Promise<void> {
  const { breaker, stopping } = state;
  let messages = received;
  while (messages.length > 0) {
    const result = await attempt(state, messages);
    const failed = new Set(result?.failed ?? messages.map(({ id }) => id));
    const done = messages.filter(({ id }) => !failed.has(id));
    await remove(state, done);
    state.hand.release(done);
    const left = messages.filter(({ id }) => failed.has(id));
    // Nothing left means that it got through after all, or that nothing needed Elasticsearch.
    if (!result?.unreachable || left.length === 0) {
      breaker.close();
      return giveBack(state, left, (message) => backOffMs(message, state.ports.clock.random()));
    }
    breaker.trip();
    messages = left;
    await breaker.pass(stopping.signal);
    if (stopping.signal.aborted) return giveBack(state, left, () => 0);
  }
}

async function attempt(state: LoopState, messages: readonly ReceivedMessage[]): Promise<ReaderResult | undefined> {
  const { ports, settings } = state;
  try {
    const deadlineMs = ports.clock.now() + settings.batchTimeMs;
    const result = await processMessages(messages, ports.reader, settings.reader, deadlineMs);
    addCounters(state.counters, result.counters);
    return result;
  } catch (error) {
    ports.reader.log.error({ reason: messageOf(error) }, 'a batch could not be worked on; its messages go back');
    return undefined;
  }
}

// What cannot be deleted comes again and is found to be there, so this is tidiness, not safety.
async function remove(state: LoopState, messages: readonly ReceivedMessage[]): Promise<void> {
  const { clock, queue, reader } = state.ports;
  let left = messages;
  for (let i = 1; left.length > 0 && i <= deleteAttempts; i++) {
    if (i > 1) await clock.sleep(queueBackOffMs(i - 1, clock.random()) / 4, new AbortController().signal);
    try {
      const kept = await queue.remove(left);
      state.deleted += left.length - kept.length;
      left = kept;
    } catch (error) {
      state.lastError = messageOf(error);
    }
  }
  if (left.length > 0)
    reader.log.warn({ messages: left.length }, 'messages could not be deleted; they will come again');
}

async function giveBack(
  state: LoopState,
  messages: readonly ReceivedMessage[],
  visibilityMs: (message: ReceivedMessage) => number,
): Promise<void> {
  if (messages.length === 0) return;
  state.hand.release(messages);
  const changes = messages.map((message) => ({ message, visibilityMs: visibilityMs(message) }));
  await state.ports.queue.changeVisibility(changes).catch((error) => {
    // They come again when their visibility ends; only later than they might.
    state.lastError = messageOf(error);
  });
}

// first × 4^(receive - 1) × [0.5, 1): a message that fails for a while must not be through its receives within it.
function backOffMs(message: ReceivedMessage, random: number): number {
  const most = Math.min(failedMostMs, failedFirstMs * 4 ** ((message.receiveCount ?? 1) - 1));
  return most * (0.5 + random / 2);
}

function queueBackOffMs(failures: number, random: number): number {
  return Math.min(queueBackOffMostMs, queueBackOffFirstMs * 2 ** (failures - 1)) * (0.5 + random / 2);
}

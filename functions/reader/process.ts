import { setImmediate } from 'node:timers/promises';
import type { DecodedEvent, Envelope, Segment } from '../../contracts/envelope/envelope.ts';
import { messageOf } from '../../contracts/errors.ts';
import { type AlreadyIndexed, alreadyIndexed } from '../../elasticsearch/already-indexed.ts';
import { sendBulk } from '../../elasticsearch/bulk.ts';
import type { ItemOutcome } from '../../elasticsearch/bulk-answer.ts';
import { BulkBody } from '../../elasticsearch/bulk-body.ts';
import { isAboutCluster } from '../../elasticsearch/connect.ts';
import { BulkPipeline } from './bulk-pipeline.ts';
import { noCounters, type ReaderCounters } from './counters.ts';
import { deadLetterOf } from './dead-letter.ts';
import { deliveryLines } from './delivery.ts';
import { documentsOf, type EventDocument, streamName } from './documents.ts';
import { failureLines } from './failures.ts';
import type { ForeignMessage } from './foreign.ts';
import {
  enter,
  failAccount,
  isComplete,
  type MessageAccount,
  openAccount,
  openSegment,
  type SegmentAccount,
} from './ledger.ts';
import { isRetryable, type OpenedMessage, openMessage } from './open-message.ts';
import type { QueueMessage, ReaderPorts, ReaderSettings } from './ports.ts';

export interface ReaderResult {
  /** Ids of the messages that have to come again. All others are accounted for and may be deleted. */
  readonly failed: readonly string[];
  readonly counters: ReaderCounters;
  /** Elasticsearch takes nothing from us now: nobody answers, it is overloaded, or the key is refused. Pause, then try these again. */
  readonly unreachable: boolean;
}

/** An event's document, and whose it is. */
interface Entry {
  readonly id: string;
  readonly event: EventDocument['event'];
  readonly account: MessageAccount;
  readonly segment: SegmentAccount;
  readonly stream: string;
}

/** Share of the time in which new messages are begun; the rest is for answers, failures and delivery records. */
const intakeShare = 0.7;
const inFlightDefault = 2;
const deliveryBatchLines = 1000;

/**
 * Takes messages from body to index and says which of them have to come again. One that fails never makes others run again.
 * A message is done when each event in it is in the index (new or from before), in the failure stream or dropped by a processor, and
 * its delivery records are written; or when it cannot be read and lies in the dead-letter queue with the reason.
 * @param deadlineMs milliseconds since 1970 by which this returns, but for a request that is ending
 */
export async function processMessages(
  messages: readonly QueueMessage[],
  ports: ReaderPorts,
  settings: ReaderSettings,
  deadlineMs: number,
): Promise<ReaderResult> {
  const run = new ReaderRun(ports, settings, deadlineMs);
  const startedMs = ports.clock.now();
  const intakeUntilMs = startedMs + (deadlineMs - startedMs) * intakeShare;
  for (const message of messages) await run.take(message, intakeUntilMs);
  return run.finish();
}

class ReaderRun {
  readonly #ports: ReaderPorts;
  readonly #settings: ReaderSettings;
  readonly #deadlineMs: number;
  readonly #counters = noCounters();
  readonly #accounts: MessageAccount[] = [];
  readonly #pipeline: BulkPipeline<Entry>;
  readonly #alreadyIndexed: AlreadyIndexed;
  #unreachable = false;

  constructor(ports: ReaderPorts, settings: ReaderSettings, deadlineMs: number) {
    this.#ports = ports;
    this.#settings = settings;
    this.#deadlineMs = deadlineMs;
    this.#alreadyIndexed = alreadyIndexed(ports.elasticsearch, ports.clock);
    this.#pipeline = new BulkPipeline<Entry>(
      {
        client: ports.elasticsearch,
        clock: ports.clock,
        deadlineMs,
        sizeBytes: settings.bulkSizeBytes,
        inFlightMost: settings.bulksInFlight ?? inFlightDefault,
      },
      (entries, outcomes) => this.#settle(entries, outcomes),
    );
  }

  async take(message: QueueMessage, intakeUntilMs: number): Promise<void> {
    this.#counters.messages++;
    if (this.#isUnreachable()) return this.#refuse(message, 'Elasticsearch is out of reach');
    if (this.#ports.clock.now() >= intakeUntilMs) return this.#refuse(message, 'not reached in the time there was');
    const opened = await this.#open(message);
    if (!opened) return;
    try {
      if (opened.kind === 'envelope') await this.#takeEnvelope(message, opened.envelope);
      else await this.#takeForeign(message, opened);
    } catch (error) {
      // It was readable: whatever this is, it is not the message's fault.
      if (isAboutCluster(error)) this.#unreachable = true;
      this.#refuse(message, messageOf(error));
    }
  }

  async #open(message: QueueMessage): Promise<OpenedMessage | undefined> {
    try {
      return await openMessage(message, this.#ports, this.#settings);
    } catch (error) {
      if (isRetryable(error)) this.#refuse(message, messageOf(error));
      else await this.#putAside(message, error);
      return undefined;
    }
  }

  #isUnreachable(): boolean {
    return this.#unreachable || this.#pipeline.unreachable;
  }

  #refuse(message: QueueMessage, reason: string): void {
    const known = this.#accounts.find((account) => account.message === message);
    const account = known ?? openAccount(message, undefined);
    if (!known) this.#accounts.push(account);
    failAccount(account, reason);
  }

  async #putAside(message: QueueMessage, error: unknown): Promise<void> {
    try {
      await this.#ports.putAside(deadLetterOf(message, error, this.#ports.clock.now()));
      this.#counters.deadLetters++;
      this.#ports.log.warn({ messageId: message.id, reason: messageOf(error) }, 'message put aside');
    } catch (failure) {
      this.#refuse(message, `could not be put aside: ${messageOf(failure)}`);
    }
  }

  async #takeEnvelope(message: QueueMessage, envelope: Envelope<DecodedEvent>): Promise<void> {
    const account = openAccount(message, envelope);
    this.#accounts.push(account);
    this.#counters.lagMs = Math.max(this.#counters.lagMs, this.#ports.clock.now() - envelope.firstSentMs);
    for (const segment of envelope.segments) {
      const entry = openSegment(account, segment, segment.events.length);
      await this.#takeSegment(account, entry, envelope, segment);
      if (account.failure !== undefined) return;
    }
  }

  async #takeSegment(
    account: MessageAccount,
    entry: SegmentAccount,
    envelope: Envelope<DecodedEvent>,
    segment: Segment<DecodedEvent>,
  ): Promise<void> {
    const stream = streamName(segment.dataset, segment.namespace);
    const older =
      this.#settings.lookUpOld === false ? [] : await this.#alreadyIndexed.olderIndices(stream, envelope.firstSentMs);
    for (const { documents, dropped } of documentsOf(envelope, segment, this.#settings.catalogue)) {
      if (this.#ports.clock.now() >= this.#deadlineMs) return failAccount(account, 'the time was up');
      const found =
        older.length === 0
          ? undefined
          : await this.#alreadyIndexed.find(
              older,
              documents.map(({ id }) => id),
            );
      this.#countParses(entry, documents, dropped);
      const fresh = found ? documents.filter(({ id }) => !found.has(id)) : documents;
      entry.alreadyIndexed += documents.length - fresh.length;
      for (const { id, event, lines } of fresh) {
        if (this.#pipeline.append(lines, { id, event, account, segment: entry, stream })) await this.#pipeline.send();
      }
      // Lets the sockets of the requests under way have their turn.
      await setImmediate();
    }
  }

  async #takeForeign(message: QueueMessage, { events, dropped }: ForeignMessage): Promise<void> {
    const account = openAccount(message, undefined);
    this.#accounts.push(account);
    const entry = openSegment(account, undefined, events.length + dropped);
    this.#countParses(
      entry,
      events.map(({ document }) => document),
      dropped,
    );
    for (const { document, stream } of events) {
      const { id, event, lines } = document;
      // Their id is the message's, so that only a message that comes again can have been there before a rollover.
      const older =
        this.#settings.lookUpOld === false || (message.receiveCount ?? 1) <= 1 || message.sentMs === undefined
          ? []
          : await this.#alreadyIndexed.olderIndices(stream, message.sentMs);
      if (older.length > 0 && (await this.#alreadyIndexed.find(older, [id])).has(id)) {
        entry.alreadyIndexed++;
        continue;
      }
      if (this.#pipeline.append(lines, { id, event, account, segment: entry, stream })) await this.#pipeline.send();
    }
  }

  #countParses(segment: SegmentAccount, documents: readonly EventDocument[], dropped: number): void {
    this.#counters.events += documents.length + dropped;
    segment.dropped += dropped;
    for (const { failure } of documents) {
      if (failure === undefined) continue;
      if (failure === '_grokparsefailure' || failure === '_groktimeout') segment.grokFailures++;
      else this.#counters.otherParseFailures++;
    }
  }

  async #settle(entries: readonly Entry[], outcomes: readonly ItemOutcome[]): Promise<void> {
    const rejected: { entry: Entry; outcome: ItemOutcome & { kind: 'rejected' } }[] = [];
    entries.forEach((entry, i) => {
      const outcome = outcomes[i] ?? { kind: 'retry', status: 0, reason: 'no outcome', soon: false };
      if (outcome.kind === 'rejected') rejected.push({ entry, outcome });
      else enter(entry.account, entry.segment, outcome);
    });
    if (rejected.length > 0) await this.#writeFailures(rejected);
  }

  async #writeFailures(
    rejected: readonly { entry: Entry; outcome: ItemOutcome & { kind: 'rejected' } }[],
  ): Promise<void> {
    const nowMs = this.#ports.clock.now();
    const lines = rejected.map(({ entry, outcome }) =>
      failureLines(
        {
          id: entry.id,
          stream: entry.stream,
          host: entry.account.envelope?.host ?? 'unknown',
          segment: entry.segment.segment,
          namespace: entry.segment.segment?.namespace ?? this.#settings.namespace,
          event: this.#withoutSecrets(entry),
          messageId: entry.account.message.id,
          error: outcome,
        },
        nowMs,
      ),
    );
    const result = await this.#write(lines);
    rejected.forEach(({ entry }, i) => {
      const outcome = result[i];
      if (isWritten(outcome)) entry.segment.rejected++;
      else failAccount(entry.account, `failure stream: ${reasonOf(outcome)}`);
    });
  }

  /** What processors redact must not turn up in the failure stream. Foreign events have it taken out already. */
  #withoutSecrets({ event, segment: { segment } }: Entry): DecodedEvent {
    const redactText = segment && this.#settings.catalogue?.processingOf(segment.type)?.redactText;
    if (!redactText) return event;
    const { raw: _, ...rest } = event;
    return { ...rest, text: redactText(event.text) };
  }

  async #write(lines: readonly string[]): Promise<readonly ItemOutcome[]> {
    const { elasticsearch: client, clock } = this.#ports;
    const result = await sendBulk(BulkBody.of(lines), { client, clock, deadlineMs: this.#deadlineMs });
    if (result.unreachable) this.#unreachable = true;
    this.#counters.bulkRequests += result.requests;
    return result.outcomes;
  }

  async #writeDeliveries(): Promise<void> {
    const nowMs = this.#ports.clock.now();
    const records = this.#accounts
      .filter(isComplete)
      .flatMap((account) => deliveryLines(account, nowMs).map((lines) => ({ account, lines })));
    for (let start = 0; start < records.length; start += deliveryBatchLines) {
      const batch = records.slice(start, start + deliveryBatchLines);
      const outcomes = await this.#write(batch.map(({ lines }) => lines));
      batch.forEach(({ account }, i) => {
        if (isWritten(outcomes[i])) this.#counters.deliveryRecords++;
        else failAccount(account, `delivery record: ${reasonOf(outcomes[i])}`);
      });
    }
  }

  async finish(): Promise<ReaderResult> {
    await this.#pipeline.drain();
    await this.#writeDeliveries();
    const counters = this.#counters;
    counters.bulkRequests += this.#pipeline.requests;
    const failed: string[] = [];
    for (const account of this.#accounts) {
      for (const segment of account.segments) {
        counters.indexed += segment.indexed;
        counters.alreadyIndexed += segment.alreadyIndexed;
        counters.dropped += segment.dropped;
        counters.rejected += segment.rejected;
        counters.diverted += segment.diverted;
        counters.grokFailures += segment.grokFailures;
      }
      if (account.failure === undefined && isComplete(account)) continue;
      failed.push(account.message.id);
      const reason = account.failure ?? 'not every event is accounted for';
      this.#ports.log.warn({ messageId: account.message.id, reason }, 'message goes back to the queue');
    }
    counters.failedMessages = failed.length;
    return { failed, counters, unreachable: this.#isUnreachable() };
  }
}

function isWritten(outcome: ItemOutcome | undefined): boolean {
  return outcome?.kind === 'created' || outcome?.kind === 'exists' || outcome?.kind === 'diverted';
}

function reasonOf(outcome: ItemOutcome | undefined): string {
  return outcome && 'reason' in outcome ? `${outcome.status}: ${outcome.reason}` : 'no outcome';
}

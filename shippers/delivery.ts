import { MillraceError, messageOf } from '../contracts/errors.ts';
import type { Generation } from '../contracts/identity.ts';
import type { Logger } from '../contracts/logger.ts';
import type { PackedMessage } from './packing/message.ts';
import { Packer, type PackerOptions } from './packing/packer.ts';
import type { Clock } from './ports.ts';
import type { ShipperCounters } from './report.ts';
import { QueueSender, type SenderOptions } from './sqs/sender.ts';
import type { Checkpoints } from './state/checkpoints.ts';
import type { Journal, JournalledSegment } from './state/journal.ts';
import { Ledger, type LedgerEntry } from './state/ledger.ts';

const checkpointEveryMs = 500;
const diskRetryMs = 1000;

export interface DeliveryOptions {
  readonly packer: Omit<PackerOptions, 'onMessage' | 'clock'>;
  readonly sender: Omit<
    SenderOptions<OnItsWay>,
    'onAccepted' | 'onError' | 'onHeld' | 'onGiveUp' | 'clock' | 'logger' | 'counters'
  >;
  readonly journal: Journal;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: ShipperCounters;
}

interface OnItsWay extends PackedMessage {
  readonly entries: readonly {
    readonly generation: Generation;
    readonly ledger: Ledger;
    readonly entry: LedgerEntry;
  }[];
}

/** The way of an event from the cutter to the checkpoint: packed, journalled, sent, accepted, saved. In this order. */
export class Delivery {
  readonly packer: Packer;
  readonly #options: DeliveryOptions;
  readonly #sender: QueueSender<OnItsWay>;
  readonly #ledgers = new Map<Generation, Ledger>();
  readonly #numbers = new Map<PackedMessage, number>();
  #unjournalled: OnItsWay[] = [];
  #journalling = false;
  #waitingBytes = 0;
  #waitingEvents = 0;
  #waiters: (() => void)[] = [];
  #stopCheckpointTimer: (() => void) | undefined;
  #saving: Promise<void> = Promise.resolve();
  #lastError: MillraceError | undefined;
  #heldError: MillraceError | undefined;
  #gaveUp: MillraceError | undefined;
  #closed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    const { clock, logger, counters } = options;
    this.packer = new Packer({ ...options.packer, clock, onMessage: (message) => this.#take(message) });
    this.#sender = new QueueSender<OnItsWay>({
      ...options.sender,
      clock,
      logger,
      counters,
      onAccepted: (message) => this.#accepted(message),
      onError: (error) => {
        this.#lastError = error;
        this.#wake();
      },
      onHeld: (error) => {
        this.#heldError = error;
        this.#wake();
      },
      onGiveUp: (error) => this.#giveUp(error),
    });
  }

  /** Bytes of events that the queue has not taken: those in the open message as they are, packed ones as packed. */
  get bufferedBytes(): number {
    return this.packer.openBytes + this.#waitingBytes;
  }

  get hasRoom(): boolean {
    return this.bufferedBytes < this.#options.packer.bufferBytes;
  }

  get inFlight(): number {
    return this.#sender.inFlight;
  }

  get waitingMessages(): number {
    return this.#numbers.size + this.#unjournalled.length;
  }

  get waitingEvents(): number {
    return this.#waitingEvents;
  }

  get held(): number {
    return this.#sender.held;
  }

  get lastError(): MillraceError | undefined {
    return this.#lastError;
  }

  /** Why `once` stopped trying. */
  get gaveUp(): MillraceError | undefined {
    return this.#gaveUp;
  }

  /** Settles when something has changed: a message accepted, given up, or closed. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Settles when there is room for more events, or no use in waiting for it. */
  async room(): Promise<void> {
    while (!this.hasRoom && !this.#gaveUp && !this.#closed) {
      if (this.#options.sender.patience && this.#heldError && this.#onlyHeldLeft()) this.#giveUp(this.#heldError);
      else await this.changed();
    }
  }

  /** Settles when the queue has everything that was packed, or will not get it. */
  async drained(): Promise<void> {
    this.packer.seal();
    while (this.waitingMessages > 0 && !this.#gaveUp && !this.#closed) {
      // What the queue will not take as it is stays in the journal; waiting here would not change its mind.
      if (this.#heldError && this.#onlyHeldLeft()) this.#giveUp(this.#heldError);
      else await this.changed();
    }
  }

  #onlyHeldLeft(): boolean {
    return this.waitingMessages === this.#sender.held;
  }

  /** True when nothing of the generation is on its way. */
  isSettled(generation: Generation): boolean {
    return this.#ledgers.get(generation)?.isEmpty ?? true;
  }

  /** Lets the checkpoint pass a stretch that the queue took before a restart. */
  passAccepted(segment: JournalledSegment): void {
    this.packer.seal();
    const ledger = this.#ledgerOf(segment.generation);
    this.#move(segment.generation, ledger, ledger.open(segment.to, segment.guard));
  }

  /** Waits for nothing any more: what is on its way stays in the journal. */
  halt(): void {
    this.#closed = true;
    this.#sender.stop();
    this.#wake();
  }

  /** Ends sending and saves how far everything came. */
  async close(): Promise<void> {
    this.halt();
    this.#stopCheckpointTimer?.();
    await this.#save();
  }

  #take(message: PackedMessage): void {
    const { counters } = this.#options;
    counters.payloadBytes += message.payloadBytes;
    counters.compressedBytes += message.compressedBytes;
    counters.bodyBytes += message.body.length;
    const entries = message.segments.map(({ meta: { generation }, to, guard }) => {
      const ledger = this.#ledgerOf(generation);
      return { generation, ledger, entry: ledger.open(to, guard) };
    });
    this.#waitingBytes += message.body.length;
    this.#waitingEvents += message.events;
    this.#unjournalled.push({ ...message, entries });
    if (!this.#journalling) void this.#journalAll();
  }

  async #journalAll(): Promise<void> {
    const { journal } = this.#options;
    this.#journalling = true;
    while (this.#unjournalled.length > 0 && !this.#closed) {
      const messages = this.#unjournalled;
      this.#unjournalled = [];
      for (const message of messages) this.#numbers.set(message, journal.record(message));
      if (!(await this.#commit())) break;
      for (const message of messages) this.#sender.add(message);
    }
    this.#journalling = false;
  }

  /** @returns false when there is nothing to wait for any more */
  async #commit(): Promise<boolean> {
    while (!this.#closed) {
      try {
        await this.#options.journal.commit();
        return true;
      } catch (error) {
        this.#lastError = diskError('journal', error);
        this.#options.logger.error({ code: 'bad_state' }, `${this.#lastError.message}. ${this.#lastError.hint}`);
        await new Promise<void>((resolve) => this.#options.clock.after(diskRetryMs, resolve));
      }
    }
    return false;
  }

  #accepted(message: OnItsWay): void {
    const { counters, journal } = this.#options;
    const number = this.#numbers.get(message);
    if (number === undefined) return;
    this.#numbers.delete(message);
    journal.accept(number);
    counters.messagesAccepted += 1;
    counters.eventsAccepted += message.events;
    this.#waitingBytes -= message.body.length;
    this.#waitingEvents -= message.events;
    for (const { generation, ledger, entry } of message.entries) this.#move(generation, ledger, entry);
    this.#wake();
  }

  #move(generation: Generation, ledger: Ledger, entry: LedgerEntry): void {
    const checkpoint = ledger.accept(entry);
    if (!checkpoint) return;
    this.#options.checkpoints.set(generation, checkpoint);
    this.#stopCheckpointTimer ??= this.#options.clock.after(checkpointEveryMs, () => {
      this.#stopCheckpointTimer = undefined;
      void this.#save();
    });
  }

  #save(): Promise<void> {
    const { checkpoints, journal, logger } = this.#options;
    this.#saving = this.#saving.then(async () => {
      try {
        await checkpoints.save();
        await journal.retire((generation) => checkpoints.savedOffset(generation));
      } catch (error) {
        this.#lastError = diskError('checkpoints', error);
        logger.error({ code: 'bad_state' }, `${this.#lastError.message}. ${this.#lastError.hint}`);
      }
    });
    return this.#saving;
  }

  #ledgerOf(generation: Generation): Ledger {
    let ledger = this.#ledgers.get(generation);
    if (!ledger) {
      ledger = new Ledger();
      this.#ledgers.set(generation, ledger);
    }
    return ledger;
  }

  #giveUp(error: MillraceError): void {
    this.#gaveUp ??= error;
    this.#sender.stop();
    this.#wake();
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

function diskError(what: string, error: unknown): MillraceError {
  return new MillraceError('bad_state', `the ${what} cannot be written: ${messageOf(error)}`, {
    subject: what,
    hint: 'Nothing is sent that is not on disk. Make room on the file system of the state folder; it goes on by itself.',
    retryable: true,
    cause: error,
  });
}

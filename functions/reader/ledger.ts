import type { Envelope, Segment } from '../../contracts/envelope/envelope.ts';
import type { ItemOutcome } from '../../elasticsearch/bulk-answer.ts';
import type { QueueMessage } from './ports.ts';

/** What is known of the events of one segment (or of one foreign message). */
export interface SegmentAccount {
  readonly segment: Omit<Segment<unknown>, 'events'> | undefined;
  readonly events: number;
  indexed: number;
  alreadyIndexed: number;
  rejected: number;
  diverted: number;
  /** By a processor. */
  dropped: number;
  grokFailures: number;
}

/** One message, and how many of its events still wait for their outcome. */
export interface MessageAccount {
  readonly message: QueueMessage;
  readonly envelope: Omit<Envelope, 'segments'> | undefined;
  readonly segments: SegmentAccount[];
  /** Why it goes back to the queue. The first reason counts. */
  failure: string | undefined;
}

export function openAccount(message: QueueMessage, envelope: Omit<Envelope, 'segments'> | undefined): MessageAccount {
  return { message, envelope, segments: [], failure: undefined };
}

export function openSegment(
  account: MessageAccount,
  segment: Omit<Segment<unknown>, 'events'> | undefined,
  events: number,
): SegmentAccount {
  const opened = {
    segment,
    events,
    indexed: 0,
    alreadyIndexed: 0,
    rejected: 0,
    diverted: 0,
    dropped: 0,
    grokFailures: 0,
  };
  account.segments.push(opened);
  return opened;
}

export function failAccount(account: MessageAccount, reason: string): void {
  account.failure ??= reason;
}

/** Enters what became of one event. A rejected event is entered when the failure stream has it, not before. */
export function enter(account: MessageAccount, segment: SegmentAccount, outcome: ItemOutcome): void {
  switch (outcome.kind) {
    case 'created':
      segment.indexed++;
      break;
    case 'exists':
      segment.alreadyIndexed++;
      break;
    case 'diverted':
      segment.diverted++;
      break;
    case 'retry':
      failAccount(account, `${outcome.status}: ${outcome.reason}`);
      break;
    case 'rejected':
      break;
  }
}

/** True when each event is in the index, in a failure stream, or dropped on purpose. */
export function isComplete(account: MessageAccount): boolean {
  return (
    account.failure === undefined &&
    account.segments.every((s) => s.indexed + s.alreadyIndexed + s.rejected + s.diverted + s.dropped === s.events)
  );
}

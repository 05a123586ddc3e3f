import type { QueueMessage } from '../functions/reader/ports.ts';

/** A message in hand, with what SQS wants to see when it is deleted or kept. */
export interface ReceivedMessage extends QueueMessage {
  readonly receipt: string;
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly messagesMost: number;
  /** Long poll, up to 20 s. */
  readonly waitMs: number;
  readonly visibilityMs: number;
  readonly signal: AbortSignal;
}

export interface VisibilityChange {
  readonly message: ReceivedMessage;
  /** From now; 0 gives the message back at once. */
  readonly visibilityMs: number;
}

/** The queue as a receiver sees it. Calls fail with MillraceError `queue_unreachable`, `queue_refused` or `queue_missing`. */
export interface Queue {
  /** Resolves when the queue is there and may be read. */
  check(): Promise<void>;
  /** Nothing when aborted. */
  receive(options: ReceiveOptions): Promise<readonly ReceivedMessage[]>;
  /** @returns the messages that SQS did not delete, each entry having been answered for itself */
  remove(messages: readonly ReceivedMessage[]): Promise<readonly ReceivedMessage[]>;
  /** @returns the messages whose visibility SQS did not change */
  changeVisibility(changes: readonly VisibilityChange[]): Promise<readonly ReceivedMessage[]>;
}

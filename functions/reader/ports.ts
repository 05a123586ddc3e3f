import type { ClaimCheck } from '../../contracts/envelope/envelope.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { BulkClock } from '../../elasticsearch/bulk.ts';
import type { ElasticsearchClient } from '../../elasticsearch/connect.ts';
import type { Catalogue } from '../../parsers/catalogue.ts';
import type { DeadLetter } from './dead-letter.ts';

/** What the reader touches of the world. */
export interface ReaderPorts {
  readonly elasticsearch: ElasticsearchClient;
  /**
   * The body that a claim check points to.
   * @throws MillraceError `object_store_failed`: the message is tried again
   */
  fetchClaim(claim: ClaimCheck): Promise<Uint8Array>;
  /**
   * Puts a message aside with its reason. May happen twice for one message.
   * @throws whatever: the message is tried again
   */
  putAside(letter: DeadLetter): Promise<void>;
  readonly clock: BulkClock;
  readonly log: Logger;
}

export interface ReaderSettings {
  /** The <namespace> for what is not an envelope, for failures of it and for delivery records of it. */
  readonly namespace: string;
  /** Buckets that claim checks may point to; undefined: any that the reader's role can read. */
  readonly claimBucket?: string | undefined;
  /** Types and processors; those that Millrace brings along, unless given. */
  readonly catalogue?: Catalogue;
  /** A bulk body is sent when it has so many bytes. */
  readonly bulkSizeBytes: number;
  /** Bulk requests under way while the next body is built. */
  readonly bulksInFlight?: number;
  /** Looks up events of old envelopes in the older backing indices. On unless said otherwise. */
  readonly lookUpOld?: boolean;
}

/** One message as the queue gave it. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** From 1. */
  readonly receiveCount?: number;
  /** Milliseconds since 1970. */
  readonly sentMs?: number;
}

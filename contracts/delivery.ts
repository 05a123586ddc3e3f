import type { Generation } from './identity.ts';

/**
 * Says of a stretch of a file that every event in it is accounted for. Written by the reader, one a segment, and only when the
 * last event of its message is in the index, in the failure stream, or dropped by a processor; never before. So
 * `events` = `indexed` + `alreadyIndexed` + `failed` + `dropped`.
 */
export interface DeliveryRecord {
  readonly generation: Generation;
  readonly host: string;
  readonly path: string;
  readonly type: string;
  readonly dataset: string;
  /** Random per shipper process: which run sent it. */
  readonly run: string;
  /** SQS message id. A message that is delivered twice leaves two records under one message id. */
  readonly messageId: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
  /** Left out by the shipper on purpose. */
  readonly filtered: number;
  /** 201: new in the index. */
  readonly indexed: number;
  /** 409: had been there. */
  readonly alreadyIndexed: number;
  /** Left out by the reader, because a processor said so. */
  readonly dropped: number;
  /** In the failure stream, with the reason. */
  readonly failed: number;
  /** Tagged `_grokparsefailure`; these are among the indexed ones. */
  readonly grokFailures: number;
  readonly firstSentMs: number;
}

/** The data stream of each record, beside the events' own. */
export const deliveryDataset = 'millrace.delivery';
export const failuresDataset = 'millrace.failures';

import { type DeliveryRecord, deliveryDataset } from '../../contracts/delivery.ts';
import { ecsVersion } from '../../contracts/fields.ts';
import { createAction } from '../../elasticsearch/bulk.ts';
import { streamName } from './documents.ts';
import type { MessageAccount } from './ledger.ts';

/** The records of a message whose every event is accounted for; none for a message that is not an envelope. */
export function deliveryRecords(account: MessageAccount): { namespace: string; record: DeliveryRecord }[] {
  const { envelope, message } = account;
  if (!envelope) return [];
  return account.segments.flatMap((entry) => {
    const { segment } = entry;
    if (!segment) return [];
    const record: DeliveryRecord = {
      generation: segment.generation,
      host: envelope.host,
      path: segment.path,
      type: segment.type,
      dataset: segment.dataset,
      run: envelope.agent.run,
      messageId: message.id,
      from: segment.from,
      to: segment.to,
      events: entry.events,
      filtered: segment.filtered,
      indexed: entry.indexed,
      alreadyIndexed: entry.alreadyIndexed,
      dropped: entry.dropped,
      failed: entry.rejected + entry.diverted,
      grokFailures: entry.grokFailures,
      firstSentMs: envelope.firstSentMs,
    };
    return [{ namespace: segment.namespace, record }];
  });
}

/**
 * The lines of all records of a message. The id names message, delivery and segment: a redelivery leaves a record of its
 * own, a repeated bulk request does not.
 */
export function deliveryLines(account: MessageAccount, nowMs: number): string[] {
  const { id, receiveCount = 1 } = account.message;
  return deliveryRecords(account).map(({ namespace, record }, i) => {
    const document = {
      '@timestamp': new Date(nowMs).toISOString(),
      'event.kind': 'event',
      'event.dataset': deliveryDataset,
      'data_stream.type': 'logs',
      'data_stream.dataset': deliveryDataset,
      'data_stream.namespace': namespace,
      'ecs.version': ecsVersion,
      'host.name': record.host,
      'log.file.path': record.path,
      'millrace.generation': record.generation,
      'millrace.type': record.type,
      'millrace.dataset': record.dataset,
      'millrace.run': record.run,
      'millrace.message_id': record.messageId,
      'millrace.receive_count': receiveCount,
      'millrace.from': record.from,
      'millrace.to': record.to,
      'millrace.events': record.events,
      'millrace.filtered': record.filtered,
      'millrace.indexed': record.indexed,
      'millrace.already_indexed': record.alreadyIndexed,
      'millrace.dropped': record.dropped,
      'millrace.failed': record.failed,
      'millrace.grok_failures': record.grokFailures,
      'millrace.first_sent': new Date(record.firstSentMs).toISOString(),
    };
    const action = createAction(streamName(deliveryDataset, namespace), `${id}-${receiveCount}-${i}`);
    return `${action}${JSON.stringify(document)}\n`;
  });
}

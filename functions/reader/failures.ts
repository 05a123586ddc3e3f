import { failuresDataset } from '../../contracts/delivery.ts';
import type { DecodedEvent } from '../../contracts/envelope/envelope.ts';
import { ecsVersion } from '../../contracts/fields.ts';
import { createAction } from '../../elasticsearch/bulk.ts';
import { flagNames, streamName } from './documents.ts';
import type { SegmentAccount } from './ledger.ts';

/** An event that the mapping refused. */
export interface RejectedEvent {
  readonly id: string;
  readonly stream: string;
  readonly host: string;
  readonly segment: SegmentAccount['segment'];
  readonly namespace: string;
  readonly event: DecodedEvent;
  readonly messageId: string;
  readonly error: { readonly type: string; readonly reason: string; readonly status: number };
}

/** The lines of a rejected event in the failure stream: same id, a mapping that takes anything, the text as it was. */
export function failureLines(rejected: RejectedEvent, nowMs: number): string {
  const { event, segment, error } = rejected;
  const flags = flagNames(event);
  const document = {
    '@timestamp': new Date(nowMs).toISOString(),
    message: `${error.type}: ${error.reason}`,
    'event.kind': 'pipeline_error',
    'event.dataset': failuresDataset,
    'data_stream.type': 'logs',
    'data_stream.dataset': failuresDataset,
    'data_stream.namespace': rejected.namespace,
    'ecs.version': ecsVersion,
    'error.type': error.type,
    'error.message': error.reason,
    'error.code': String(error.status),
    'event.original': event.text,
    'host.name': rejected.host,
    'log.offset': event.from,
    'log.length': event.to - event.from,
    'millrace.target': rejected.stream,
    'millrace.message_id': rejected.messageId,
    ...(segment === undefined
      ? {}
      : {
          'log.file.path': segment.path,
          'millrace.generation': segment.generation,
          'millrace.type': segment.type,
          'millrace.timezone': segment.timezone,
        }),
    ...(flags.length > 0 ? { 'log.flags': flags } : {}),
    ...(event.raw ? { 'millrace.raw': Buffer.from(event.raw).toString('base64') } : {}),
  };
  const action = createAction(streamName(failuresDataset, rejected.namespace), rejected.id);
  return `${action}${JSON.stringify(document)}\n`;
}

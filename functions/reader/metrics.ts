import type { ReaderCounters } from './counters.ts';

const metrics = [
  { Name: 'Indexed', Unit: 'Count' },
  { Name: 'AlreadyIndexed', Unit: 'Count' },
  { Name: 'Dropped', Unit: 'Count' },
  { Name: 'Rejected', Unit: 'Count' },
  { Name: 'DeadLettered', Unit: 'Count' },
  { Name: 'GrokFailures', Unit: 'Count' },
  { Name: 'LagMs', Unit: 'Milliseconds' },
] as const;

/**
 * One line of log for a batch, which CloudWatch also reads as metrics (embedded metric format), so that no call to
 * PutMetricData and no privilege for it are needed.
 */
export function batchLine(counters: ReaderCounters, namespace: string, startedMs: number, endedMs: number): string {
  return JSON.stringify({
    _aws: {
      Timestamp: endedMs,
      CloudWatchMetrics: [{ Namespace: 'Millrace', Dimensions: [['Namespace']], Metrics: metrics }],
    },
    level: 'info',
    message: 'batch read',
    Namespace: namespace,
    Indexed: counters.indexed,
    AlreadyIndexed: counters.alreadyIndexed,
    Dropped: counters.dropped,
    Rejected: counters.rejected + counters.diverted,
    DeadLettered: counters.deadLetters,
    GrokFailures: counters.grokFailures,
    LagMs: counters.lagMs,
    durationMs: endedMs - startedMs,
    messages: counters.messages,
    failedMessages: counters.failedMessages,
    events: counters.events,
    bulkRequests: counters.bulkRequests,
  });
}

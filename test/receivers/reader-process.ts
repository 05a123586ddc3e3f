/** A reader as a process of its own, to be killed: `reader-process.ts QUEUE-URL ELASTICSEARCH-URL NAMESPACE`. */

import { connectQueue } from '../../receivers/connect.ts';
import { startReader } from '../../receivers/receive-loop.ts';
import { portsTo, settings } from '../functions/reader/messages.ts';
import { fastClock } from './memory-queue.ts';

const [queueUrl = '', elasticsearchUrl = '', namespace = ''] = process.argv.slice(2);
const reader = await startReader(
  { receivers: 2, waitMs: 1000, visibilityMs: 3000, reader: { ...settings, namespace, bulkSizeBytes: 64 * 1024 } },
  { queue: connectQueue({ url: queueUrl }), reader: portsTo(elasticsearchUrl, Date.now), clock: fastClock(1) },
);
setInterval(() => process.stdout.write(`${reader.status().counters.indexed}\n`), 20);

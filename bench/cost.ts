/**
 * What a stream of lines costs on SQS. Prices as published for us-east-1 and eu-west-1 in 2026: $0.40 a million requests on a
 * standard queue, each started 64 KiB of a request counted as one. Lambda, Elasticsearch and the free tier are left out.
 */
const unitBytes = 64 * 1024;
const batchBytesMost = 1024 * 1024;
const batchMessagesMost = 10;
const dollarsPerRequest = 0.4 / 1e6;
const secondsPerMonth = (365.25 / 12) * 86_400;

export interface Stream {
  readonly linesPerSecond: number;
  /** Of a line in the file. */
  readonly lineBytes: number;
}

/** How lines become messages. */
export interface Packing {
  /** On the queue, of one line, compressed and encoded. */
  readonly bytesPerLine: number;
  /** Of a message, beside its lines. */
  readonly overheadBytes: number;
  readonly messageBytesMost: number;
  readonly linesPerMessageMost: number;
  readonly lingerSeconds: number;
}

export interface Cost {
  readonly messagesPerMillionLines: number;
  /** SendMessageBatch, ReceiveMessage and DeleteMessageBatch, in billed units. */
  readonly requestsPerMillionLines: number;
  readonly dollarsPerGb: number;
  readonly dollarsPerMonth: number;
}

/** Cost of one host that sends alone: the worst case, since nobody else fills up the reader's batches. */
export function costOf(stream: Stream, packing: Packing): Cost {
  const { linesPerSecond, lineBytes } = stream;
  const room = Math.floor((packing.messageBytesMost - packing.overheadBytes) / packing.bytesPerLine);
  const linesMost = Math.min(packing.linesPerMessageMost, Math.max(1, room));
  // Messages that are full, but no fewer than one a linger time, and no more than one a line.
  const messages = Math.max(linesPerSecond / linesMost, Math.min(linesPerSecond, 1 / packing.lingerSeconds));
  const messageBytes = packing.overheadBytes + (linesPerSecond / messages) * packing.bytesPerLine;
  const company = Math.floor(messages * packing.lingerSeconds);
  const perBatch = Math.max(1, Math.min(batchMessagesMost, company, Math.floor(batchBytesMost / messageBytes)));
  const batches = messages / perBatch;
  const unitsPerBatch = Math.max(1, Math.ceil((perBatch * messageBytes) / unitBytes));
  const requests = batches * (unitsPerBatch + unitsPerBatch + 1);
  const dollarsPerSecond = requests * dollarsPerRequest;
  return {
    messagesPerMillionLines: (messages / linesPerSecond) * 1e6,
    requestsPerMillionLines: (requests / linesPerSecond) * 1e6,
    dollarsPerGb: (dollarsPerSecond / (linesPerSecond * lineBytes)) * 1e9,
    dollarsPerMonth: dollarsPerSecond * secondsPerMonth,
  };
}

/** One JSON event a message, ten messages a batch, as the book's design sends them. */
export function oneEventPerMessage(lineBytes: number): Packing {
  const jsonBytes = 250; // host, path, type, time stamp and the JSON around them
  return {
    bytesPerLine: lineBytes,
    overheadBytes: jsonBytes,
    messageBytesMost: 256 * 1024,
    linesPerMessageMost: 1,
    lingerSeconds: 1,
  };
}

/**
 * A simulated queue: SQS's AWS JSON protocol over HTTP on 127.0.0.1, as far as SendMessageBatch and PutObject go, so that the
 * real SDK clients are used against it. What it takes can be read as events; what goes wrong is chosen by the test.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DecodedEvent, Envelope } from '../contracts/envelope/envelope.ts';
import { envelopeLimits } from '../contracts/envelope/envelope.ts';
import { decodeMessage } from '../contracts/envelope/message.ts';
import { eventId } from '../contracts/identity.ts';

/** What the queue does with a request. `entry…` concerns single entries. */
export type Behaviour =
  | { readonly kind: 'accept' }
  /** Answers as SQS does when a request is refused, with this error type. */
  | { readonly kind: 'refuse'; readonly type: string; readonly status?: number }
  /** Takes everything and never answers. */
  | { readonly kind: 'silent after accept' }
  /** Takes nothing and cuts the connection. */
  | { readonly kind: 'reset' }
  /** Refuses the entries at these places in the batch. */
  | {
      readonly kind: 'refuse entries';
      readonly at: readonly number[];
      readonly code: string;
      readonly senderFault: boolean;
    };

export interface SimulatedQueue {
  readonly url: string;
  readonly endpoint: string;
  /** Bodies taken, in order, resends included. */
  readonly bodies: readonly string[];
  readonly requests: number;
  readonly objects: ReadonlyMap<string, string>;
  /** Decides about each request; accepts everything at first. */
  behave(next: (request: number, entries: number) => Behaviour): void;
  /** Every envelope taken, claim checks followed. */
  envelopes(): readonly Envelope<DecodedEvent>[];
  close(): Promise<void>;
}

interface BatchRequest {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
}

const limitBytes = 1024 * 1024;

export async function startSimulatedQueue(): Promise<SimulatedQueue> {
  const bodies: string[] = [];
  const opened: Envelope<DecodedEvent>[] = [];
  const objects = new Map<string, string>();
  let requests = 0;
  let behaviour: (request: number, entries: number) => Behaviour = () => ({ kind: 'accept' });

  const sendBatch = (request: BatchRequest, response: ServerResponse): void => {
    requests += 1;
    const verdict = behaviour(requests, request.Entries.length);
    if (verdict.kind === 'reset') {
      response.destroy();
      return;
    }
    if (verdict.kind === 'refuse') {
      refuse(response, verdict.type, verdict.status ?? 400);
      return;
    }
    const bytes = request.Entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
    if (bytes > limitBytes) {
      refuse(response, 'com.amazonaws.sqs#BatchRequestTooLong', 400);
      return;
    }
    const refused = new Set(verdict.kind === 'refuse entries' ? verdict.at : []);
    const taken = request.Entries.filter((_, at) => !refused.has(at));
    bodies.push(...taken.map(({ MessageBody }) => MessageBody));
    if (verdict.kind === 'silent after accept') return;
    const { code, senderFault } = verdict.kind === 'refuse entries' ? verdict : { code: '', senderFault: false };
    answer(response, 200, {
      Successful: taken.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: `00000000-0000-4000-8000-${String(bodies.length).padStart(12, '0')}`,
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      })),
      Failed: request.Entries.filter((_, at) => refused.has(at)).map(({ Id }) => ({
        Id,
        Code: code,
        Message: 'simulated',
        SenderFault: senderFault,
      })),
    });
  };

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      if (request.method === 'PUT') {
        objects.set(decodeURIComponent((request.url ?? '').split('?')[0] ?? ''), body);
        response.writeHead(200, { etag: '"simulated"' }).end();
      } else sendBatch(JSON.parse(body) as BatchRequest, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;

  return {
    endpoint,
    url: `${endpoint}/000000000000/millrace-logs`,
    bodies,
    objects,
    get requests() {
      return requests;
    },
    behave(next) {
      behaviour = next;
    },
    envelopes() {
      // Tests ask again and again: each body is decoded once.
      for (const body of bodies.slice(opened.length)) opened.push(open(body, objects));
      return opened;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function open(body: string, objects: ReadonlyMap<string, string>): Envelope<DecodedEvent> {
  const decoded = decodeMessage(body, envelopeLimits);
  if (decoded.kind === 'envelope') return decoded.envelope;
  return open(objects.get(`/${decoded.claim.bucket}/${decoded.claim.key}`) ?? '', objects);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, type: string, status: number): void {
  const query = type.split('#').at(-1) ?? type;
  response.setHeader('x-amzn-query-error', `${query};Sender`);
  answer(response, status, { __type: type, message: 'simulated' });
}

/** An event as the queue got it. */
export interface SentEvent extends DecodedEvent {
  readonly id: string;
  readonly path: string;
}

/** Every event taken, resends included. */
export function sentEvents(queue: SimulatedQueue): SentEvent[] {
  return queue
    .envelopes()
    .flatMap(({ segments }) =>
      segments.flatMap(({ generation, path, events }) =>
        events.map((event) => ({ ...event, path, id: eventId(generation, event.from) })),
      ),
    );
}

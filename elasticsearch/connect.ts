import http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import { MillraceError, messageOf } from '../contracts/errors.ts';

/** How to reach a cluster. docs/decisions/0005-elasticsearch-over-plain-http.md says why there is no client library. */
export interface ConnectionOptions {
  /** `https://host:9200`, with a path where a proxy asks for one. `user:password@` becomes basic authentication. */
  readonly url: string;
  /** As Elasticsearch hands it out: `id:key` in base 64. */
  readonly apiKey?: string | undefined;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca?: string | undefined;
  /** Of one request, from the first byte sent to the last byte of the answer. */
  readonly timeoutMs: number;
  /** For a connection, TLS included, to stand; 5,000 unless given. A host that is gone is known sooner than one that is slow. */
  readonly connectTimeoutMs?: number;
  readonly socketsMax?: number;
  /** Gzips request bodies: for clusters that are far away. It costs more CPU than parsing does. */
  readonly compress?: boolean;
  /** An answer that is longer is refused. */
  readonly responseLimitBytes?: number;
}

export interface ElasticsearchAnswer {
  readonly status: number;
  readonly body: string;
}

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';

export interface RequestOptions {
  readonly contentType?: string;
  /** Shorter than the connection's. */
  readonly timeoutMs?: number;
}

export interface ElasticsearchClient {
  /** Without credentials, for messages. */
  readonly url: string;
  /**
   * One request, tried once. Every HTTP status is an answer, not an error.
   * @throws MillraceError `elasticsearch_unreachable`, retryable: no connection, no answer in time, answer cut short
   */
  request(method: Method, path: string, body?: string | Buffer, options?: RequestOptions): Promise<ElasticsearchAnswer>;
  /** Ends idle connections. */
  close(): void;
}

const defaultConnectTimeoutMs = 5_000;
const defaultSocketsMax = 8;
const defaultResponseLimitBytes = 64 * 1024 * 1024;
/** Below this, gzip saves less than a packet. */
const compressFromBytes = 1024;

/** @throws MillraceError `bad_configuration` where the URL is none */
export function connectElasticsearch(options: ConnectionOptions): ElasticsearchClient {
  const target = parseUrl(options.url);
  const secure = target.protocol === 'https:';
  const sockets = { keepAlive: true, maxSockets: options.socketsMax ?? defaultSocketsMax, scheduling: 'lifo' } as const;
  const tls = options.ca === undefined ? {} : { ca: options.ca };
  const agent = secure ? new https.Agent({ ...sockets, ...tls }) : new http.Agent(sockets);
  const authorization = authorizationOf(target, options.apiKey);
  const connection: Connection = {
    url: `${target.protocol}//${target.host}${target.pathname.replace(/\/+$/, '')}`,
    agent,
    secure,
    headers: authorization === undefined ? {} : { authorization },
    compress: options.compress ?? false,
    connectTimeoutMs: options.connectTimeoutMs ?? defaultConnectTimeoutMs,
    responseLimitBytes: options.responseLimitBytes ?? defaultResponseLimitBytes,
  };
  return {
    url: connection.url,
    request: (method, path, body, asked = {}) =>
      exchange(connection, method, path, body, {
        contentType: asked.contentType ?? 'application/json',
        timeoutMs: Math.max(1, Math.min(options.timeoutMs, asked.timeoutMs ?? options.timeoutMs)),
      }),
    close: () => agent.destroy(),
  };
}

interface Connection {
  readonly url: string;
  readonly agent: http.Agent;
  readonly secure: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly compress: boolean;
  readonly connectTimeoutMs: number;
  readonly responseLimitBytes: number;
}

function exchange(
  connection: Connection,
  method: Method,
  path: string,
  body: string | Buffer | undefined,
  options: Required<RequestOptions>,
): Promise<ElasticsearchAnswer> {
  const headers: Record<string, string | number> = { ...connection.headers, accept: 'application/json' };
  let bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (bytes) {
    headers['content-type'] = options.contentType;
    if (connection.compress && bytes.length >= compressFromBytes) {
      bytes = gzipSync(bytes, { level: 1 });
      headers['content-encoding'] = 'gzip';
    }
    headers['content-length'] = bytes.length;
  }
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      request.destroy();
      reject(unreachable(connection.url, error));
    };
    const send = connection.secure ? https.request : http.request;
    const request = send(connection.url + path, { method, headers, agent: connection.agent }, (response) => {
      readAnswer(response, connection.responseLimitBytes).then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      }, fail);
    });
    const timer = setTimeout(() => fail(new Error(`no answer within ${options.timeoutMs} ms`)), options.timeoutMs);
    request.on('error', fail);
    request.on('socket', (socket) => {
      if (!socket.connecting) return;
      const { connectTimeoutMs } = connection;
      const late = setTimeout(() => fail(new Error(`no connection within ${connectTimeoutMs} ms`)), connectTimeoutMs);
      socket.once(connection.secure ? 'secureConnect' : 'connect', () => clearTimeout(late));
      socket.once('close', () => clearTimeout(late));
    });
    request.end(bytes);
  });
}

async function readAnswer(response: http.IncomingMessage, limitBytes: number): Promise<ElasticsearchAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Error(`the answer is longer than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('the answer was cut short');
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}

function parseUrl(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target && (target.protocol === 'http:' || target.protocol === 'https:')) return target;
  throw new MillraceError('bad_configuration', 'the URL of Elasticsearch is not an http or https URL', {
    subject: 'elasticsearch.url',
    hint: 'write it like https://elasticsearch.example.org:9200',
  });
}

function authorizationOf(target: URL, apiKey: string | undefined): string | undefined {
  if (apiKey !== undefined && apiKey !== '') return `ApiKey ${apiKey}`;
  if (target.username === '') return undefined;
  const pair = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function unreachable(url: string, cause: unknown): MillraceError {
  return new MillraceError('elasticsearch_unreachable', `Elasticsearch did not answer: ${reasonOf(cause)}`, {
    subject: url,
    hint: 'check that it runs and that this host may reach it; nothing is lost meanwhile, the queue holds it',
    retryable: true,
    cause,
  });
}

// A host with several addresses fails with an AggregateError whose own message is empty.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return messageOf(error);
}

/** For callers to whom a status is a failure. @returns an error whose text holds what Elasticsearch said */
export function refused(answer: ElasticsearchAnswer, subject: string): MillraceError {
  const said = explanationOf(answer.body);
  const message = `Elasticsearch answered ${answer.status}${said === '' ? '' : `: ${said}`}`;
  const retryable = answer.status === 429 || answer.status >= 500;
  return new MillraceError('elasticsearch_refused', message, {
    subject,
    hint: hintFor(answer.status),
    retryable,
    cause: { status: answer.status },
  });
}

/** True where an error says that the cluster takes nothing from us now, whatever is asked: it is away, overloaded or 401. */
export function isAboutCluster(error: unknown): boolean {
  if (!(error instanceof MillraceError)) return false;
  if (error.code === 'elasticsearch_unreachable') return true;
  const { cause } = error;
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? cause.status : undefined;
  // Without the status of a whole answer, it was about one index.
  if (error.code !== 'elasticsearch_refused' || status === undefined) return false;
  return error.retryable || status === 401;
}

function hintFor(status: number): string {
  switch (status) {
    case 401:
      return 'the API key is missing, wrong or expired: set ELASTICSEARCH_API_KEY';
    case 403:
      return 'the API key lacks a privilege, or the index is blocked for writing (disk full?)';
    case 429:
      return 'the cluster has more to do than it can: give it time, or more nodes';
    default:
      return 'what it said is above; its own log may say more';
  }
}

const explanationLimitCharacters = 500;

/** The reason in an error answer of Elasticsearch, or the beginning of whatever else was answered. */
export function explanationOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { type?: unknown; reason?: unknown } | string };
    if (typeof error === 'string') return error.slice(0, explanationLimitCharacters);
    if (error) return `${String(error.type)}: ${String(error.reason)}`.slice(0, explanationLimitCharacters);
  } catch {
    // Not JSON: a proxy's page. Its beginning is the best there is.
  }
  return body.slice(0, explanationLimitCharacters).trim();
}

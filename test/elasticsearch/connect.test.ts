import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConnectionOptions, connectElasticsearch } from '../../elasticsearch/connect.ts';

interface Seen {
  readonly url: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly port: number | undefined;
}

let server: http.Server;
let seen: Seen[];
let answer: (response: http.ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (response) => response.end('{}');
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks),
      port: request.socket.remotePort,
    });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const connect = (options: Partial<ConnectionOptions> = {}) =>
  connectElasticsearch({ url: `http://${address()}`, timeoutMs: 5000, ...options });

test('connections are kept', async () => {
  const client = connect();
  for (let i = 0; i < 3; i++) await client.request('GET', '/a');
  client.close();
  expect(new Set(seen.map(({ port }) => port)).size).toBe(1);
});

test('a path in the URL comes before the path that is asked for', async () => {
  const client = connect({ url: `http://${address()}/es/` });
  await client.request('GET', '/_bulk');
  client.close();
  expect(seen[0]?.url).toBe('/es/_bulk');
});

test('the key is sent, and is in no error', async () => {
  const client = connect({ apiKey: 'c2VjcmV0', url: `http://name:hidden@${address()}` });
  await client.request('GET', '/');
  answer = (response) => response.destroy();
  const error: unknown = await client.request('GET', '/').catch((thrown) => thrown);
  client.close();
  expect(seen[0]?.headers.authorization).toBe('ApiKey c2VjcmV0');
  expect(error).toMatchObject({ code: 'elasticsearch_unreachable', retryable: true });
  expect(`${String(error)} ${JSON.stringify(error)} ${client.url}`).not.toMatch(/c2VjcmV0|hidden/);
});

test('a name and a password in the URL are sent as basic authentication', async () => {
  const client = connect({ url: `http://us%40er:pass@${address()}` });
  await client.request('GET', '/');
  client.close();
  expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('us@er:pass').toString('base64')}`);
});

test.each<[string, (response: http.ServerResponse) => void, Partial<ConnectionOptions>]>([
  ['no answer in time', () => undefined, { timeoutMs: 50 }],
  [
    'an answer that is cut short',
    (r) => r.writeHead(200, { 'content-length': '100' }).write('half', () => r.destroy()),
    {},
  ],
  ['an answer without end', (r) => r.end('x'.repeat(5000)), { responseLimitBytes: 1000 }],
])('is unreachable: %s', async (_, reply, options) => {
  answer = reply;
  const client = connect(options);
  await expect(client.request('GET', '/')).rejects.toMatchObject({
    code: 'elasticsearch_unreachable',
    retryable: true,
  });
  client.close();
});

test('a host that takes connections but never speaks TLS is given up early', async () => {
  const sockets: net.Socket[] = [];
  const silent = net.createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const client = connect({ url: `https://127.0.0.1:${port}`, connectTimeoutMs: 50, timeoutMs: 60_000 });
  await expect(client.request('GET', '/')).rejects.toThrow('no connection within 50 ms');
  client.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

test('bodies are gzipped where that is asked for', async () => {
  const client = connect({ compress: true });
  const body = '{"a":1}\n'.repeat(1000);
  await client.request('POST', '/_bulk', body);
  client.close();
  expect(seen[0]?.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(seen[0]?.body ?? Buffer.alloc(0)).toString()).toBe(body);
});

test.each(['ftp://a', 'a:9200', ''])('%j is no URL of Elasticsearch', (url) => {
  expect(() => connect({ url })).toThrow(expect.objectContaining({ code: 'bad_configuration' }));
});

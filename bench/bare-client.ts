import http from 'node:http';

/** Ready-made bodies to `_bulk`, and nothing else: what the server takes when nobody has to think. @returns seconds */
export async function postBare(url: string, bodies: readonly Buffer[], connections: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < bodies.length) {
        const body = bodies[next++];
        if (body) await post(`${url}/_bulk?filter_path=errors`, body, agent);
      }
    }),
  );
  agent.destroy();
  return (performance.now() - startedMs) / 1000;
}

function post(url: string, body: Buffer, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => {
        if (response.statusCode === 200 && text.includes('"errors":false')) resolve();
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Random } from '../../demo/random.ts';
import { sampleLogs } from '../../demo/sample-logs.ts';
import { useStack } from '../stack-fixture.ts';
import { shipOnce } from './demonstration.ts';

const stack = useStack();
const minutes = 60_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-e2e-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Access lines that no other test has: identity of a backfill follows from the content. */
function accessLog(lines: number): string {
  const random = new Random(randomBytes(4).readUInt32LE());
  const [web] = sampleLogs;
  let text = '';
  for (let i = 0; i < lines; i++) text += web.event(random, new Date(Date.UTC(2026, 1, 3) + i * 1000));
  return text;
}

async function search(
  path: string,
  body: object,
): Promise<{ hits: { hits: { _id: string; _index: string; fields: Record<string, unknown[]> }[] } }> {
  const response = await fetch(`${stack().elasticsearchUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Awaited<ReturnType<typeof search>>;
}

describe('one file, from the first run to the last', () => {
  const text = `${accessLog(1200)}this line is not an access log line\n${accessLog(300)}`;
  const data = () => join(folder, 'data');
  const log = () => join(folder, 'access.log');
  const clean = { duplicates: 0, missing: 0, dead_letters: 0, failure_stream: 0 };

  beforeAll(() => writeFile(log(), text));

  test(
    'every line is indexed, the malformed one tagged',
    async () => {
      const { report, code } = await shipOnce(stack(), data(), [log()]);
      expect(report).toMatchObject({
        lines: 1501,
        events: 1501,
        shipped: 1501,
        indexed: 1501,
        grok_failures: 1,
        ...clean,
      });
      expect(code).toBe(0);
    },
    5 * minutes,
  );

  test(
    'again with the same state, nothing is shipped',
    async () => {
      const { report, code } = await shipOnce(stack(), data(), [log()]);
      expect(report).toMatchObject({ lines: 1501, events: 1501, shipped: 0, messages: 0, indexed: 0, ...clean });
      expect(code).toBe(0);
    },
    5 * minutes,
  );

  test(
    'without the checkpoints, everything is shipped and nothing indexed anew',
    async () => {
      const state = join(data(), 'shipper');
      const names = (await readdir(state)).filter((name) => name.startsWith('checkpoints'));
      expect(names).not.toEqual([]);
      for (const name of names) await rm(join(state, name));
      const { report } = await shipOnce(stack(), data(), [log()]);
      expect(report).toMatchObject({ shipped: 1501, indexed: 0, already_indexed: 1501, ...clean });
    },
    5 * minutes,
  );

  test(
    'without any state, everything is shipped and nothing indexed anew',
    async () => {
      await rm(join(data(), 'shipper'), { recursive: true });
      const { report } = await shipOnce(stack(), data(), [log()]);
      expect(report).toMatchObject({ shipped: 1501, indexed: 0, already_indexed: 1501, ...clean });
    },
    5 * minutes,
  );

  test(
    'gzipped, it is the same content: nothing is shipped',
    async () => {
      const compressed = join(folder, 'elsewhere.gz');
      await writeFile(compressed, gzipSync(text));
      const { report } = await shipOnce(stack(), data(), [compressed]);
      expect(report).toMatchObject({ lines: 1501, events: 1501, shipped: 0, indexed: 0, ...clean });
    },
    5 * minutes,
  );

  test(
    'grown by a line, only that line is new, plain and gzipped',
    async () => {
      const line = accessLog(1);
      await appendFile(log(), line);
      const grown = await shipOnce(stack(), data(), [log()]);
      expect(grown.report).toMatchObject({ lines: 1502, events: 1502, shipped: 1, indexed: 1, ...clean });
      const compressed = join(folder, 'grown.gz');
      await writeFile(compressed, gzipSync(text + line));
      const { report } = await shipOnce(stack(), data(), [compressed]);
      expect(report).toMatchObject({ lines: 1502, shipped: 0, indexed: 0, ...clean });
    },
    5 * minutes,
  );

  test(
    'a document that is taken away is missed, and the exit code says so',
    async () => {
      const found = await search('/logs-nginx.access-*/_search', {
        size: 1,
        sort: [{ 'log.offset': 'desc' }],
        query: { term: { 'log.file.path': log() } },
      });
      const [hit] = found.hits.hits;
      const gone = await fetch(`${stack().elasticsearchUrl}/${hit?._index}/_doc/${hit?._id}`, { method: 'DELETE' });
      expect(gone.status).toBe(200);
      const { report, code, stderr } = await shipOnce(stack(), data(), [log()]);
      expect(report).toMatchObject({ lines: 1502, shipped: 0, missing: 1 });
      expect(code).toBe(1);
      expect(stderr).toContain(`${log()}, line `);
    },
    5 * minutes,
  );
});

describe('what is wrong with a file is said, and the others go on', () => {
  test(
    'binary, cut short, unreadable: an error each, and every line that could be read is indexed',
    async () => {
      const good = join(folder, 'good.log');
      const binary = join(folder, 'binary.log');
      const cut = join(folder, 'cut.gz');
      const absent = join(folder, 'absent.log');
      await writeFile(good, accessLog(50));
      await writeFile(binary, randomBytes(100_000));
      const whole = gzipSync(accessLog(5000));
      await writeFile(cut, whole.subarray(0, whole.length >> 1));
      const { report, code, stderr } = await shipOnce(stack(), join(folder, 'wrong'), [good, binary, cut, absent]);
      expect(code).toBe(1);
      expect(report).toMatchObject({ duplicates: 0, missing: 0 });
      expect(report.indexed).toBe(report.lines);
      expect(report.lines).toBeGreaterThan(1000);
      expect(stderr).toContain(`${binary}: this is not a text file`);
      expect(stderr).toContain(absent);
      expect(stderr).toMatch(new RegExp(`${cut}.*`));
    },
    5 * minutes,
  );

  test(
    'a line of 50 MB is cut, flagged and counted; bytes that are no UTF-8 are kept and flagged',
    async () => {
      const path = join(folder, 'long.log');
      const invalid = Buffer.concat([Buffer.from('caf'), Buffer.from([0xe9]), Buffer.from(' is latin1\n')]);
      const plain = `${randomBytes(8).toString('hex')} first\n`;
      await writeFile(
        path,
        Buffer.concat([Buffer.from(plain), Buffer.alloc(50 * 1024 * 1024, 'x'), Buffer.from('\n'), invalid]),
      );
      const { report, code } = await shipOnce(stack(), join(folder, 'long'), [path], ['--type', 'plain']);
      expect(report).toMatchObject({ lines: 3, events: 3, indexed: 3, missing: 0, duplicates: 0 });
      expect(code).toBe(0);
      const found = await search('/logs-plain-*/_search', {
        _source: false,
        fields: ['message', 'log.flags', 'log.length', 'millrace.raw'],
        sort: [{ 'log.offset': 'asc' }],
        query: { term: { 'log.file.path': path } },
      });
      const [, long, latin] = found.hits.hits.map(({ fields }) => fields);
      expect(long?.['log.flags']).toEqual(['truncated']);
      expect(String(long?.message?.[0]).length).toBe(1024 * 1024);
      expect(long?.['log.length']).toEqual([50 * 1024 * 1024 + 1]);
      expect(latin?.['log.flags']).toEqual(['invalid_utf8']);
      expect(latin?.message).toEqual(['caf\ufffd is latin1']);
      expect(Buffer.from(String(latin?.['millrace.raw']?.[0]), 'base64')).toEqual(invalid.subarray(0, -1));
    },
    5 * minutes,
  );

  test(
    'an unknown type is refused with the nearest name',
    async () => {
      const path = join(folder, 'good.log');
      await writeFile(path, accessLog(5));
      await expect(shipOnce(stack(), join(folder, 'typo'), [path], ['--type', 'nginx.acess'])).rejects.toThrow(
        /exit code 78[\s\S]*did you mean nginx\.access/,
      );
    },
    5 * minutes,
  );
});

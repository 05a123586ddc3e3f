import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RecordLog } from '../../../shippers/state/record-log.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-log-'));
  path = join(folder, 'journal');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(records: readonly unknown[]): Promise<void> {
  const { log } = await RecordLog.open(path, 'journal');
  for (const record of records) log.append(record);
  await log.flush(true);
  await log.close();
}

async function read(): Promise<{ records: readonly unknown[]; tornBytes: number }> {
  const { log, records, tornBytes } = await RecordLog.open(path, 'journal');
  await log.close();
  return { records, tornBytes };
}

describe('a log of records', () => {
  test('gives back what was written, over several openings', async () => {
    await write([1, { a: 'ä' }]);
    await write([[3]]);
    expect(await read()).toEqual({ records: [1, { a: 'ä' }, [3]], tornBytes: 0 });
  });

  test('wherever the last write was cut off, everything before it is there, and writing goes on', async () => {
    await write(['one', 'two']);
    const whole = await stat(path).then(({ size }) => size);
    await write(['three']);
    const { size } = await stat(path);
    for (let bytes = size - 1; bytes > whole; bytes--) {
      await truncate(path, bytes);
      expect(await read()).toEqual({ records: ['one', 'two'], tornBytes: bytes - whole });
      await write(['three']);
      expect((await read()).records).toEqual(['one', 'two', 'three']);
    }
  });

  test('a flipped bit is found', async () => {
    await write(['one', 'two']);
    const bytes = await readFile(path);
    bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect((await read()).records).toEqual(['one']);
  });

  test('a file that was cut off inside of its first line begins anew', async () => {
    await writeFile(path, 'millra');
    expect(await read()).toEqual({ records: [], tornBytes: 6 });
    await write([1]);
    expect((await read()).records).toEqual([1]);
  });

  test('a newer version is refused by name, and left as it is', async () => {
    await writeFile(path, 'millrace journal 2\nwhatever');
    await expect(RecordLog.open(path, 'journal')).rejects.toMatchObject({ code: 'bad_state', subject: path });
    expect(await readFile(path, 'latin1')).toBe('millrace journal 2\nwhatever');
    await writeFile(path, 'something else\n');
    await expect(RecordLog.open(path, 'journal')).rejects.toMatchObject({ code: 'bad_state' });
  });

  test('a length beyond the file is damage, not an allocation', async () => {
    await write(['one']);
    await appendFile(path, Buffer.from([0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 1, 2]));
    expect(await read()).toEqual({ records: ['one'], tornBytes: 10 });
  });

  test('replacing takes what is appended meanwhile after it', async () => {
    const { log } = await RecordLog.open(path, 'journal');
    log.append('old');
    await log.flush(true);
    const replacing = log.replace(() => ['kept']);
    log.append('new');
    await replacing;
    log.append('newer');
    await log.flush(true);
    await log.close();
    // `new` was appended before the records were asked for: the caller answers for it.
    expect((await read()).records).toEqual(['kept', 'newer']);
  });
});

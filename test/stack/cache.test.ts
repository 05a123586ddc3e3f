import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cached, cacheFolder, verifyChecksum } from '../../stack/cache.ts';
import { versions } from '../../stack/versions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the cache', () => {
  test('a file with another checksum than the pinned one is refused', async () => {
    const file = join(folder, 'elasticsearch.zip');
    writeFileSync(file, 'not what was reviewed');
    await expect(verifyChecksum(file, versions.elasticsearch.sha512)).rejects.toMatchObject({
      code: 'component_missing',
      subject: file,
      message: expect.stringContaining('checksum'),
    });
  });

  test('the pinned checksum of a file is accepted', async () => {
    const file = join(folder, 'abc');
    writeFileSync(file, 'abc');
    // SHA-512 of "abc": FIPS 180-2, appendix C.1.
    await verifyChecksum(
      file,
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    );
  });

  test('what cannot be made leaves nothing behind, and is made the next time', async () => {
    const failing = cached(folder, 'thing', async (draft) => {
      writeFileSync(draft, 'half');
      throw new Error('the network went away');
    });
    await expect(failing).rejects.toThrow('the network went away');
    expect(readdirSync(folder)).toEqual([]);
    const path = await cached(folder, 'thing', async (draft) => writeFileSync(draft, 'whole'));
    expect(readFileSync(path, 'utf8')).toBe('whole');
  });

  test('two that make the same folder at once both get a whole one', async () => {
    const make = (name: string) => async (draft: string) => {
      mkdirSync(draft);
      writeFileSync(join(draft, 'a'), name);
      await delay(20);
      writeFileSync(join(draft, 'b'), name);
    };
    const [one, two] = await Promise.all([cached(folder, 'home', make('one')), cached(folder, 'home', make('two'))]);
    expect(one).toBe(two);
    expect(readFileSync(join(one, 'a'), 'utf8')).toBe(readFileSync(join(one, 'b'), 'utf8'));
    expect(readdirSync(folder)).toEqual(['home']);
  });

  test.each([
    [{ MILLRACE_CACHE: '/c', XDG_CACHE_HOME: '/x' }, '/c'],
    [{ XDG_CACHE_HOME: '/x' }, '/x/millrace'],
  ])('%j is at %s', (environment, expected) => {
    expect(cacheFolder(environment)).toBe(expected);
  });
});

import { readFileSync } from 'node:fs';
import { Reader } from 'maxmind';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import type { GeoDatabase, GeoRecord } from './resources.ts';

/**
 * Opens a MaxMind database. The whole file is held in memory, as looking up reads it from end to end.
 * @throws MillraceError `bad_configuration` where there is none
 */
export function openGeoDatabase(path: string): GeoDatabase {
  try {
    // Its types say which record belongs to which database; which one a path holds is only known now.
    const reader = new Reader<never>(readFileSync(path));
    return { lookup: (address) => (reader.get(address) as GeoRecord | null) ?? undefined };
  } catch (error) {
    throw new MillraceError('bad_configuration', `${path} is no MaxMind database: ${messageOf(error)}`, {
      subject: path,
      hint: 'give the path of an .mmdb file, such as GeoLite2-City.mmdb, that this program can read',
      cause: error,
    });
  }
}

import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import { openGeoDatabase } from '../processors/geo-database.ts';
import type { CatalogueResources, PatternFile } from './resources.ts';

/** A pattern file that is larger is none. */
const patternFileBytesMost = 4 * 1024 * 1024;

/** @param folder paths in the configuration begin here: the folder of its file */
export function fileResources(folder: string): CatalogueResources {
  return {
    openGeoDatabase: (path) => openGeoDatabase(resolve(folder, path)),
    readPatternDirectory: (path) => readPatternDirectory(resolve(folder, path)),
  };
}

function readPatternDirectory(folder: string): PatternFile[] {
  return entriesOf(folder)
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { size } = statSync(path);
      if (size > patternFileBytesMost) throw new Error(`${name} has ${size} bytes, too many for a file of patterns`);
      return { name, text: readFileSync(path, 'utf8') };
    });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no folder',
  ENOTDIR: 'this is no folder',
  EACCES: 'this user may not read',
};

/** @throws MillraceError `bad_configuration` that says why, where a folder cannot be read */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const reason = reasons[(cause as NodeJS.ErrnoException).code ?? ''];
    throw new MillraceError('bad_configuration', reason === undefined ? messageOf(cause) : `${reason}: ${folder}`, {
      subject: folder,
      hint: 'name a folder of pattern files that can be read here; a path begins at the folder of the configuration file',
      cause,
    });
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  return readdirSync(folder, { withFileTypes: true })
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

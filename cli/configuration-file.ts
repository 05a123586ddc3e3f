import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfiguration } from '../contracts/configuration/load.ts';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { sources } from '../parsers/catalogue.ts';
import type { Terminal } from './terminal.ts';

export const defaultConfigurationPath = '/etc/millrace/millrace.yml';

/**
 * Reads the file that `-c` names.
 * @throws MillraceError `bad_configuration` where it cannot be read, may be written by everybody, or is wrong
 */
export function readConfigurationFile(path: string, terminal: Terminal): Configuration {
  const absolute = resolve(terminal.folder, path);
  let text: string;
  let mode: number;
  try {
    text = readFileSync(absolute, 'utf8');
    mode = statSync(absolute).mode;
  } catch (error) {
    throw new MillraceError('bad_configuration', `${path}: ${messageOf(error)}`, {
      subject: path,
      hint: 'Name the file with -c FILE; docs/shipping.md has one to begin with.',
      cause: error,
    });
  }
  // Whoever can write it decides which files leave the host.
  if ((mode & 0o002) !== 0) {
    throw new MillraceError('bad_configuration', `${path}: everybody may write this file`, {
      subject: path,
      hint: `Take the permission away: chmod o-w ${path}`,
    });
  }
  return loadConfiguration(
    text,
    path,
    terminal.environment,
    sources.map(({ type }) => type),
  );
}

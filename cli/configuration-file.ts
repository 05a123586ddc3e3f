import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadConfiguration } from '../contracts/configuration/load.ts';
import type { Configuration } from '../contracts/configuration/schema.ts';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { builtIn, type Catalogue } from '../parsers/catalogue.ts';
import { fileResources } from '../parsers/custom/files.ts';
import { assembleCatalogue } from '../parsers/custom/open.ts';
import type { Terminal } from './terminal.ts';

export const defaultConfigurationPath = '/etc/millrace/millrace.yml';

/**
 * Reads the file that `-c` names. Patterns and processors are not compiled: a host that ships need not have what they refer to.
 * @throws MillraceError `bad_configuration` where it cannot be read, may be written by everybody, or is wrong
 */
export function readConfigurationFile(path: string, terminal: Terminal): Configuration {
  return loadConfiguration(readText(path, terminal), path, terminal.environment, builtInTypes);
}

/** A configuration, with what its `sources` and `processors` make of the catalogue. */
export interface ConfigurationWithCatalogue {
  readonly configuration: Configuration;
  readonly catalogue: Catalogue;
}

/**
 * Reads the file that `-c` names and compiles all that is in it.
 * @throws MillraceError `bad_configuration` where it cannot be read, may be written by everybody, or is wrong
 */
export function readConfigurationAndCatalogue(path: string, terminal: Terminal): ConfigurationWithCatalogue {
  const resources = fileResources(dirname(resolve(terminal.folder, path)));
  let catalogue = builtIn;
  const compile = (loaded: Configuration) => {
    const assembly = assembleCatalogue(loaded, resources);
    catalogue = assembly.catalogue;
    return assembly.problems;
  };
  const text = readText(path, terminal);
  const configuration = loadConfiguration(text, path, terminal.environment, builtInTypes, compile);
  return { configuration, catalogue };
}

const builtInTypes = builtIn.types.map(({ type }) => type);

function readText(path: string, terminal: Terminal): string {
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
  return text;
}

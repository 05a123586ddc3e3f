import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadParsing } from '../../contracts/configuration/load.ts';
import type { ParsingConfiguration } from '../../contracts/configuration/schema.ts';
import { MillraceError, messageOf } from '../../contracts/errors.ts';
import { builtIn, type Catalogue } from '../../parsers/catalogue.ts';
import { fileResources } from '../../parsers/custom/files.ts';
import { assembleCatalogue } from '../../parsers/custom/open.ts';

/**
 * The catalogue that a configuration file makes: its `sources` and `processors`. Other sections may be there and are not looked into.
 * @param path from the folder of the bundle, unless absolute; what the file refers to lies beside it
 * @throws MillraceError `bad_configuration`
 */
export function readCatalogue(path: string, environment: Readonly<Record<string, string | undefined>>): Catalogue {
  const absolute = resolve(environment.LAMBDA_TASK_ROOT ?? '.', path);
  const resources = fileResources(dirname(absolute));
  const types = builtIn.types.map(({ type }) => type);
  let catalogue = builtIn;
  loadParsing(textOf(absolute, path), path, environment, types, (parsing: ParsingConfiguration) => {
    const assembly = assembleCatalogue(parsing, resources);
    catalogue = assembly.catalogue;
    return assembly.problems;
  });
  return catalogue;
}

function textOf(absolute: string, path: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new MillraceError('bad_configuration', `CONFIGURATION: ${path}: ${messageOf(error)}`, {
      subject: path,
      hint: 'put the file into the folder configuration/, which goes into the bundle; docs/deploy.md says how',
      cause: error,
    });
  }
}

import type { SourceConfiguration } from '../../contracts/configuration/sources.ts';
import { compileGrok } from '../grok/compile.ts';
import { type Dictionary, parseDefinitions } from '../grok/dictionary.ts';
import { dictionaryOf } from '../source.ts';
import { describe, type Report } from './report.ts';
import type { CatalogueResources } from './resources.ts';

/** The patterns of a source, and what they may refer to. */
export interface PatternSet {
  /** Those that compile. */
  readonly patterns: readonly string[];
  readonly definitions: Readonly<Record<string, string>>;
  readonly dictionary: Dictionary;
}

/** What does not compile is reported where it stands: definitions first, since patterns that refer to them fail for nothing else. */
export function patternSetOf(source: SourceConfiguration, resources: CatalogueResources, report: Report): PatternSet {
  let sound = true;
  const fail: Report = (path, message) => {
    sound = false;
    report(path, message);
  };
  const fromFiles = readDirectories(source, resources, fail);
  const written = source.definitions ?? {};
  const definitions = { ...Object.fromEntries(fromFiles.map(({ name, text }) => [name, text])), ...written };
  const dictionary = dictionaryOf({ ...(source.dictionary ? { dictionary: source.dictionary } : {}), definitions });
  for (const { name, file, folder } of fromFiles) {
    if (Object.hasOwn(written, name)) continue;
    attempt(
      () => dictionary.parse(`%{${name}}`),
      (reason) => fail(['pattern_directories', folder], `${file}: ${name}: ${reason}`),
    );
  }
  for (const name of Object.keys(written))
    attempt(
      () => dictionary.parse(`%{${name}}`),
      (reason) => fail(['definitions', name], reason),
    );
  const patterns = !sound
    ? []
    : (source.patterns ?? []).filter((pattern, i) =>
        attempt(
          () => compileGrok([pattern], dictionary, { anchored: true }),
          (reason) => report(['patterns', i], reason),
        ),
      );
  return { patterns, definitions, dictionary };
}

interface FileDefinition {
  readonly name: string;
  readonly text: string;
  readonly file: string;
  /** Which of `pattern_directories`. */
  readonly folder: number;
}

function readDirectories(
  { pattern_directories: folders = [] }: SourceConfiguration,
  { readPatternDirectory }: CatalogueResources,
  report: Report,
): FileDefinition[] {
  const found: FileDefinition[] = [];
  for (const [folder, path] of folders.entries()) {
    let file = path;
    try {
      for (const { name, text } of readPatternDirectory(path)) {
        file = name;
        for (const [key, expression] of Object.entries(parseDefinitions(text)))
          found.push({ name: key, text: expression, file, folder });
      }
    } catch (error) {
      report(['pattern_directories', folder], `${file}: ${describe(error)}`);
    }
  }
  return found;
}

function attempt(compile: () => unknown, onFailure: (reason: string) => void): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    onFailure(describe(error));
    return false;
  }
}

import type { ProcessorResources } from '../processors/resources.ts';

/** What a configuration may refer to beside itself. */
export interface CatalogueResources extends ProcessorResources {
  /**
   * The texts of the files in a pattern directory, in order of their names.
   * @throws whatever, where the folder cannot be read
   */
  readonly readPatternDirectory: (folder: string) => readonly PatternFile[];
}

export interface PatternFile {
  readonly name: string;
  readonly text: string;
}

/** Several processors may name one database, which is large: it is opened once. */
export function readOnce(resources: CatalogueResources): CatalogueResources {
  const opened = new Map<string, ReturnType<CatalogueResources['openGeoDatabase']>>();
  return {
    ...resources,
    openGeoDatabase(path) {
      const known = opened.get(path) ?? resources.openGeoDatabase(path);
      opened.set(path, known);
      return known;
    },
  };
}

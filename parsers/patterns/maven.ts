import type { PatternGroup } from './group.ts';

/** Maven: `1.2.3`, `1.2.*`, `1.2.3-SNAPSHOT`. */
export const maven: PatternGroup = {
  shared: { MAVEN_VERSION: '(?:[0-9]+\\.){0,2}(?:\\*|[0-9]+)(?:[.-](?:RELEASE|SNAPSHOT))?' },
};

import { describe } from '@jest/globals';
import { maven } from '../../../parsers/patterns/maven.ts';
import { testGroup } from './group-lines.ts';

describe('Maven', () => {
  testGroup(maven, [], {
    MAVEN_VERSION: {
      takes: ['1', '1.2', '3.9.6', '1.*', '1.0-SNAPSHOT', '5.3.39.RELEASE'],
      refuses: ['1.2.3.4', 'v1', '1.0-snapshot', '1.0-', ''],
    },
  });
});

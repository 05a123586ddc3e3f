import { Dictionary } from '../grok/dictionary.ts';
import { aws } from './aws.ts';
import { base } from './base.ts';
import type { PatternGroup } from './group.ts';
import { haproxy } from './haproxy.ts';
import { httpd } from './httpd.ts';
import { java } from './java.ts';
import { maven } from './maven.ts';
import { mcollective } from './mcollective.ts';
import { mongodb } from './mongodb.ts';
import { postgresql } from './postgresql.ts';
import { rails } from './rails.ts';
import { redis } from './redis.ts';
import { ruby } from './ruby.ts';
import { syslog } from './syslog.ts';

const groups: readonly PatternGroup[] = [
  base,
  syslog,
  aws,
  haproxy,
  httpd,
  java,
  maven,
  mcollective,
  mongodb,
  postgresql,
  rails,
  redis,
  ruby,
];

/** The standard names with the fields of the Elastic Common Schema. */
export const ecsPatterns: Dictionary = new Dictionary(...groups.flatMap(({ shared = {}, ecs = {} }) => [shared, ecs]));

/** The standard names with the flat fields from before it. */
export const legacyPatterns: Dictionary = new Dictionary(
  ...groups.flatMap(({ shared = {}, legacy = {} }) => [shared, legacy]),
);

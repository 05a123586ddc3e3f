import { Dictionary } from '../grok/dictionary.ts';
import { base } from './base.ts';
import type { PatternGroup } from './group.ts';
import { httpd } from './httpd.ts';
import { syslog } from './syslog.ts';

const groups: readonly PatternGroup[] = [base, syslog, httpd];

/** The standard names with the fields of the Elastic Common Schema. */
export const ecsPatterns: Dictionary = new Dictionary(...groups.flatMap(({ shared = {}, ecs = {} }) => [shared, ecs]));

/** The standard names with the flat fields from before it. */
export const legacyPatterns: Dictionary = new Dictionary(
  ...groups.flatMap(({ shared = {}, legacy = {} }) => [shared, legacy]),
);

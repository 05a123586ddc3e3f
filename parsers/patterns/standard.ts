import { Dictionary } from '../grok/dictionary.ts';
import { aws } from './aws.ts';
import { bacula } from './bacula.ts';
import { base } from './base.ts';
import { bind } from './bind.ts';
import { bro } from './bro.ts';
import { cisco } from './cisco.ts';
import { ciscoAccess } from './cisco-access.ts';
import { ciscoConnection } from './cisco-connection.ts';
import { ciscoVpn } from './cisco-vpn.ts';
import { exim } from './exim.ts';
import type { PatternGroup } from './group.ts';
import { haproxy } from './haproxy.ts';
import { httpd } from './httpd.ts';
import { iptables } from './iptables.ts';
import { java } from './java.ts';
import { junos } from './junos.ts';
import { maven } from './maven.ts';
import { mcollective } from './mcollective.ts';
import { mongodb } from './mongodb.ts';
import { nagios } from './nagios.ts';
import { netscreen } from './netscreen.ts';
import { postgresql } from './postgresql.ts';
import { rails } from './rails.ts';
import { redis } from './redis.ts';
import { ruby } from './ruby.ts';
import { squid } from './squid.ts';
import { syslog } from './syslog.ts';
import { zeek } from './zeek.ts';

const groups: readonly PatternGroup[] = [
  base,
  syslog,
  aws,
  bacula,
  bind,
  bro,
  cisco,
  ciscoAccess,
  ciscoConnection,
  ciscoVpn,
  exim,
  haproxy,
  httpd,
  iptables,
  java,
  junos,
  maven,
  mcollective,
  mongodb,
  nagios,
  netscreen,
  postgresql,
  rails,
  redis,
  ruby,
  squid,
  zeek,
];

/** The standard names with the fields of the Elastic Common Schema. */
export const ecsPatterns: Dictionary = new Dictionary(...groups.flatMap(({ shared = {}, ecs = {} }) => [shared, ecs]));

/** The standard names with the flat fields from before it. */
export const legacyPatterns: Dictionary = new Dictionary(
  ...groups.flatMap(({ shared = {}, legacy = {} }) => [shared, legacy]),
);

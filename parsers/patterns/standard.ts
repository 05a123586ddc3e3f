import { Dictionary } from '../grok/dictionary.ts';
import { basePatterns } from './base.ts';
import { httpdPatterns } from './httpd.ts';
import { syslogPatterns } from './syslog.ts';

/** The standard names with ECS fields. */
export const standardPatterns: Dictionary = new Dictionary(basePatterns, syslogPatterns, httpdPatterns);

import {
  syslogDefinitions,
  syslogFields,
  syslogMultiline,
  syslogPatterns,
  syslogTimestamp,
} from '../families/syslog.ts';
import { finishSyslog } from '../families/syslog-fields.ts';
import type { SourceDefinition } from '../source.ts';

/**
 * RFC 3164 as files and relays have it (with or without `<PRI>`, a year, a host), the form with ISO times that rsyslog and systemd write
 * today, RFC 5424 with its structured data, and what Cisco's devices send.
 */
export const source: SourceDefinition = {
  type: 'syslog',
  dataset: 'syslog',
  title: 'Syslog (RFC 3164, rsyslog with ISO times, RFC 5424, Cisco)',
  definitions: syslogDefinitions,
  patterns: syslogPatterns,
  timestamp: syslogTimestamp,
  multiline: syslogMultiline,
  fields: syslogFields,
  specificity: 2,
  constants: { 'event.kind': 'event' },
  finish: finishSyslog,
};

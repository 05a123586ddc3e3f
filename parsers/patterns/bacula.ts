import { baculaEcs } from './bacula-ecs.ts';
import { baculaLegacy } from './bacula-legacy.ts';
import type { PatternGroup } from './group.ts';

/** The messages of a line, in the order of the standard: the first that fits is the line's. */
const messages = [
  ...['MAX_CAPACITY', 'END_VOLUME', 'NEW_VOLUME', 'NEW_LABEL', 'WROTE_LABEL', 'NEW_MOUNT', 'NOOPEN', 'NOOPENDIR'],
  ...['NOSTAT', 'NOJOBS', 'ALL_RECORDS_PRUNED', 'BEGIN_PRUNE_JOBS', 'BEGIN_PRUNE_FILES', 'PRUNED_JOBS', 'PRUNED_FILES'],
  ...['ENDPRUNE', 'STARTJOB', 'STARTRESTORE', 'USEDEVICE', 'DIFF_FS', 'JOBEND', 'NOPRUNE_JOBS', 'NOPRUNE_FILES'],
  ...['VOLUME_PREVWRITTEN', 'READYAPPEND', 'CANCELLING', 'MARKCANCEL', 'CLIENT_RBJ', 'VSS', 'MAXSTART', 'DUPLICATE'],
  ...['NOJOBSTAT', 'FATAL_CONN', 'NO_CONNECT', 'NO_AUTH', 'NOSUIT', 'JOB', 'NOPRIOR'],
];
const anyMessage = `(?:${messages.map((message) => `%{BACULA_LOG_${message}}`).join('|')})`;

/** Bacula's messages: `09-Nov 21:50 host JobId 12: message`. */
export const bacula: PatternGroup = {
  shared: {
    BACULA_VOLUME: '%{USER}',
    BACULA_DEVICE: '%{USER}',
    BACULA_DEVICEPATH: '%{UNIXPATH}',
    BACULA_CAPACITY: '%{INT}(?:,[0-9]{3})*',
    BACULA_VERSION: '%{USER}',
    BACULA_JOB: '%{USER}',
    BACULA_LOG_BEGIN_PRUNE_JOBS: 'Begin pruning Jobs older than (?:%{INT} [a-z]+ )+\\.',
    BACULA_LOG_BEGIN_PRUNE_FILES: 'Begin pruning Files\\.',
    BACULA_LOG_ENDPRUNE: 'End auto prune\\.',
    BACULA_LOG_NOPRUNE_JOBS: 'No Jobs found to prune\\.',
    BACULA_LOG_NOPRUNE_FILES: 'No Files found to prune\\.',
    BACULA_LOG_VSS: '(?:Generate )?VSS (?:Writer)?',
    BACULA_LOG_NOSUIT: 'No prior or suitable Full backup found in catalog\\. Doing FULL backup\\.',
    BACULA_LOG_NOPRIOR: 'No prior Full backup Job record found\\.',
    BACULA_LOG_JOB: '(?:Error: )?Bacula %{BACULA_HOST} %{BACULA_VERSION} \\(%{BACULA_VERSION}\\):',
  },
  ecs: {
    ...baculaEcs,
    BACULA_LOG: `%{BACULA_TIMESTAMP:timestamp} %{BACULA_HOST:[host][hostname]}(?: JobId %{INT:[bacula][job][id]})?:? ${anyMessage}`,
    BACULA_LOGLINE: '%{BACULA_LOG}',
  },
  legacy: {
    ...baculaLegacy,
    BACULA_LOGLINE: `%{BACULA_TIMESTAMP:bts} %{BACULA_HOST:hostname}(?: JobId %{INT:jobid})?:? ${anyMessage}`,
  },
};

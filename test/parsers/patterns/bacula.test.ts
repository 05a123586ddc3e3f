import { describe, expect, test } from '@jest/globals';
import { bacula } from '../../../parsers/patterns/bacula.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

const blocks: Blocks = {
  BACULA_TIMESTAMP: { takes: ['21-Nov 09:05'], refuses: ['21-11 09:05', '21-Nov', 'Nov-21 09:05'] },
  BACULA_HOST: { takes: ['store-1', 'DIRECTOR'], refuses: ['', 'a b', 'a_b'] },
  BACULA_VOLUME: { takes: ['Full-0001'], refuses: ['a b', '"a"'] },
  BACULA_DEVICE: { takes: ['LTO_8.1'], refuses: ['/dev/nst0'] },
  BACULA_DEVICEPATH: { takes: ['/dev/nst0'], refuses: ['nst0', ''] },
  BACULA_CAPACITY: { takes: ['12', '1,234,567', '1234567'], refuses: [',1', '1,23', 'a'] },
  BACULA_VERSION: { takes: ['13.0.4'], refuses: ['13 4'] },
  BACULA_JOB: { takes: ['nightly.2026-11-21_09.05.00_12'], refuses: ['a b'] },
};

interface Message {
  readonly name: string;
  readonly text: string;
  readonly ecs?: Fields;
  readonly legacy?: Fields;
}

const at = '(/srv/tape)';
const ecsVolume = { 'bacula.volume.name': 'Full-7' };
const ecsDevice = { 'bacula.volume.device': 'Disk-2', 'bacula.volume.path': '/srv/tape' };
const volume = { ecs: ecsVolume, legacy: { volume: 'Full-7' } };
const job = { ecs: { 'bacula.job.name': 'nightly.12' }, legacy: { job: 'nightly.12' } };
const client = { ecs: { 'bacula.client.name': 'web-fd' }, legacy: { client: 'web-fd' } };
const refused = {
  ecs: {
    ...client.ecs,
    'client.address': 'web.example',
    'client.port': 9102,
    'error.message': 'Connection refused',
  },
  legacy: { ...client.legacy, berror: 'Connection refused' },
};
const denied = {
  ecs: { 'file.path': '/srv/x', 'error.message': 'Permission denied' },
  legacy: { berror: 'Permission denied' },
};

const messages: Message[] = [
  {
    name: 'MAX_CAPACITY',
    text: `User defined maximum volume capacity 5,000,000 exceeded on device "Disk-2" ${at}`,
    ecs: { 'bacula.volume.max_capacity': '5,000,000', ...ecsDevice },
    legacy: { device: 'Disk-2' },
  },
  {
    name: 'END_VOLUME',
    text: 'End of medium on Volume "Full-7" Bytes=99,000 Blocks=4 at 21-Nov-2026 09:05.',
    ecs: {
      ...ecsVolume,
      'bacula.volume.bytes': '99,000',
      'bacula.volume.blocks': '4',
      'bacula.timestamp': '21-Nov-2026 09:05',
    },
    legacy: volume.legacy,
  },
  { name: 'NEW_VOLUME', text: 'Created new Volume "Full-7" in catalog.', ...volume },
  {
    name: 'NEW_LABEL',
    text: `Labeled new Volume "Full-7" on device "Disk-2" ${at}.`,
    ecs: { ...ecsVolume, ...ecsDevice },
    legacy: { volume: 'Full-7', device: 'Disk-2' },
  },
  {
    name: 'WROTE_LABEL',
    text: `Wrote label to prelabeled Volume "Full-7" on device "Disk-2" ${at}`,
    ecs: { ...ecsVolume, ...ecsDevice },
    legacy: volume.legacy,
  },
  {
    name: 'NEW_MOUNT',
    text: `New volume "Full-7" mounted on device "Disk-2" ${at} at 21-Nov-2026 09:05.`,
    ecs: { ...ecsVolume, ...ecsDevice, 'bacula.timestamp': '21-Nov-2026 09:05' },
    legacy: { volume: 'Full-7', device: 'Disk-2' },
  },
  {
    name: 'NOOPEN',
    text: '     Cannot open /srv/x: ERR=Permission denied',
    ecs: { 'error.message': 'Permission denied' },
    legacy: denied.legacy,
  },
  { name: 'NOOPENDIR', text: 'Could not open directory "/srv/x": ERR=Permission denied', ...denied },
  { name: 'NOSTAT', text: '     Could not stat /srv/x: ERR=Permission denied', ...denied },
  {
    name: 'NOJOBS',
    text: 'There are no more Jobs associated with Volume "Full-7". Marking it purged.',
    ...volume,
  },
  { name: 'ALL_RECORDS_PRUNED', text: 'All records pruned from Volume "Full-7"; marking it "Purged"', ...volume },
  { name: 'BEGIN_PRUNE_JOBS', text: 'Begin pruning Jobs older than 6 months 2 days .' },
  { name: 'BEGIN_PRUNE_FILES', text: 'Begin pruning Files.' },
  { name: 'PRUNED_JOBS', text: 'Pruned 1 Job for client web-fd from catalog.', ...client },
  { name: 'PRUNED_FILES', text: 'Pruned Files from 3 Jobs for client web-fd from catalog.', ...client },
  { name: 'ENDPRUNE', text: 'End auto prune.' },
  { name: 'STARTJOB', text: 'Start Backup JobId 12, Job=nightly.12', ...job },
  { name: 'STARTRESTORE', text: 'Start Restore Job nightly.12', ...job },
  {
    name: 'USEDEVICE',
    text: 'Using Device "Disk-2"',
    ecs: { 'bacula.volume.device': 'Disk-2' },
    legacy: { device: 'Disk-2' },
  },
  { name: 'DIFF_FS', text: '     /proc is a different filesystem. Will not descend from / into it.' },
  {
    name: 'JOBEND',
    text: 'Job write elapsed time = 01:02:03, Transfer rate = 4.5 M Bytes/second',
    ecs: { 'bacula.job.elapsed_time': '01:02:03' },
    legacy: { elapsed: '01:02:03' },
  },
  { name: 'NOPRUNE_JOBS', text: 'No Jobs found to prune.' },
  { name: 'NOPRUNE_FILES', text: 'No Files found to prune.' },
  { name: 'VOLUME_PREVWRITTEN', text: 'Volume "Full-7" previously written, moving to end of data.', ...volume },
  {
    name: 'READYAPPEND',
    text: 'Ready to append to end of Volume "Full-7" size=4096',
    ecs: { ...ecsVolume, 'bacula.volume.size': 4096 },
    legacy: volume.legacy,
  },
  { name: 'CANCELLING', text: 'Cancelling duplicate JobId=11.', ecs: { 'bacula.job.other_id': '11' } },
  {
    name: 'MARKCANCEL',
    text: 'JobId 12, Job nightly.12 marked to be canceled.',
    ecs: { ...job.ecs, 'bacula.job.id': '12' },
    legacy: job.legacy,
  },
  {
    name: 'CLIENT_RBJ',
    text: 'shell command: run ClientRunBeforeJob "/usr/local/bin/dump "all""',
    ecs: { 'bacula.job.client_run_before_command': '/usr/local/bin/dump "all"' },
    legacy: { runjob: '/usr/local/bin/dump "all"' },
  },
  { name: 'VSS', text: 'Generate VSS Writer' },
  { name: 'MAXSTART', text: 'Fatal error: Job canceled because max start delay time exceeded.' },
  {
    name: 'DUPLICATE',
    text: 'Fatal error: JobId 11 already running. Duplicate job not allowed.',
    ecs: { 'bacula.job.other_id': '11' },
    legacy: { duplicate: '11' },
  },
  { name: 'NOJOBSTAT', text: 'Fatal error: No Job status returned from FD.' },
  {
    name: 'FATAL_CONN',
    text: 'Fatal error: bsock.c:133 Unable to connect to Client: web-fd on web.example:9102. ERR=Connection refused',
    ...refused,
  },
  {
    name: 'NO_CONNECT',
    text: 'Warning: bsock.c:127 Could not connect to Client: web-fd on web.example:9102. ERR=Connection refused',
    ...refused,
  },
  {
    name: 'NO_AUTH',
    text: 'Fatal error: Unable to authenticate with File daemon at "web.example:9102". Possible causes:',
    ecs: { 'client.address': 'web.example', 'client.port': 9102 },
  },
  { name: 'NOSUIT', text: 'No prior or suitable Full backup found in catalog. Doing FULL backup.' },
  { name: 'JOB', text: 'Error: Bacula store-1 13.0.4 (12Feb24):' },
  { name: 'NOPRIOR', text: 'No prior Full backup Job record found.' },
];

const head = '21-Nov 09:05 store-1 JobId 12: ';
const ecsHead = { timestamp: '21-Nov 09:05', 'host.hostname': 'store-1', 'bacula.job.id': '12' };
const legacyHead = { bts: '21-Nov 09:05', hostname: 'store-1', jobid: '12' };
// Its own job is the line's second, and stands where the head has none.
const inLines = messages.filter(({ name }) => name !== 'MARKCANCEL');

const lines: Line[] = [
  ...messages.map(({ name, text, ecs = {}, legacy = {} }) => ({ name: `BACULA_LOG_${name}`, line: text, ecs, legacy })),
  ...inLines.map(({ text, ecs = {}, legacy = {} }) => ({
    name: 'BACULA_LOGLINE',
    line: head + text,
    ecs: { ...ecsHead, ...ecs },
    legacy: { ...legacyHead, ...legacy },
  })),
  { name: 'BACULA_LOG', line: `${head}End auto prune.`, ecs: ecsHead },
  {
    name: 'BACULA_LOGLINE',
    line: '21-Nov 09:05 store-1 JobId 12, Job nightly.12 marked to be canceled.',
    ecs: { ...ecsHead, ...job.ecs },
    legacy: { bts: legacyHead.bts, hostname: legacyHead.hostname, ...job.legacy },
  },
  {
    name: 'BACULA_LOGLINE',
    line: '21-Nov 09:05 store-1: No Jobs found to prune.',
    ecs: { timestamp: '21-Nov 09:05', 'host.hostname': 'store-1' },
    legacy: { bts: '21-Nov 09:05', hostname: 'store-1' },
  },
];

testGroup(bacula, lines, blocks);

describe('what only ECS takes', () => {
  test.each([
    ['BACULA_TIMESTAMP', '21-Nov-2026 09:05'],
    ['BACULA_LOG_VOLUME_PREVWRITTEN', 'Volume Full-7 previously written, moving to end of data.'],
    ['BACULA_LOG_MAXSTART', 'Fatal Error: Job canceled because max start delay time exceeded.'],
    ['BACULA_LOG_NEW_LABEL', `Labeled new Volume "Full-7" on file device "Disk-2" ${at}.`],
  ])('%s: %s', (name, line) => {
    expect(matchWhole('ecs', name, line)).toBeDefined();
    expect(matchWhole('legacy', name, line)).toBeUndefined();
  });
});

test('a message that nobody knows is none', () => {
  expect(matchWhole('ecs', 'BACULA_LOGLINE', `${head}Something else happened.`)).toBeUndefined();
});

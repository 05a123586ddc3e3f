import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MillraceError } from '../contracts/errors.ts';
import { errnoOf } from './errno.ts';
import { identify, isAlive, isGroupAlive, type ProcessIdentity, signalGroup } from './process-identity.ts';

/** What the lock file says: whose the data folder is, and what must be gone before another may have it. */
interface LockRecord {
  readonly owner: ProcessIdentity;
  readonly components: readonly ProcessIdentity[];
}

/** A data folder that is ours until released. */
export interface StateLock {
  /** Notes a component, so that a later run can end it should both we and its watchdog be killed. */
  record(component: ProcessIdentity): void;
  release(): void;
}

const leaveWaitMs = 20_000;
const pollMs = 50;

/**
 * Takes a data folder for this process. A lock whose owner is dead is stale: what its run left is ended first.
 * @throws MillraceError `state_locked` when a living process has it.
 */
export async function lockState(dataFolder: string): Promise<StateLock> {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'stack.lock.json');
  const owner = identify(process.pid) ?? { pid: process.pid, start: '' };
  for (;;) {
    let record: LockRecord = { owner, components: [] };
    if (create(file, record)) {
      return {
        record(component) {
          record = { owner, components: [...record.components, component] };
          replace(file, record);
        },
        release: () => rmSync(file, { force: true }),
      };
    }
    await breakStale(file, dataFolder);
  }
}

async function breakStale(file: string, dataFolder: string): Promise<void> {
  const text = read(file);
  if (text === undefined) return;
  const record = parse(text);
  if (record !== undefined && isAlive(record.owner)) {
    throw new MillraceError('state_locked', `the data folder is in use by process ${record.owner.pid}`, {
      subject: dataFolder,
      hint: 'stop that run first (Ctrl-C there), or choose another folder with --data',
      retryable: true,
    });
  }
  for (const component of record?.components ?? []) await endLeftover(component);
  takeAway(file, text);
}

// Its watchdog is most likely at it already, so it gets time before we use force.
async function endLeftover(component: ProcessIdentity): Promise<void> {
  const isOurs = () => isAlive(component) || isGroupAlive(component.pid);
  if (!isOurs()) return;
  const reused = identify(component.pid);
  if (reused !== undefined && reused.start !== component.start) return;
  signalGroup(component.pid, 'SIGTERM');
  for (let waitedMs = 0; isOurs() && waitedMs < leaveWaitMs; waitedMs += pollMs) await delay(pollMs);
  if (isOurs()) signalGroup(component.pid, 'SIGKILL');
  while (isOurs()) await delay(pollMs);
}

// Two processes may find the same stale lock: a rename has one winner, and whoever took a fresh lock by mistake puts it back.
function takeAway(file: string, expected: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (read(aside) !== expected) linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next attempt sees what is there now.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Link, not open with `wx`: the file appears with its content or not at all. */
function create(file: string, record: LockRecord): boolean {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(file: string, record: LockRecord): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  renameSync(draft, file);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): LockRecord | undefined {
  try {
    return JSON.parse(text) as LockRecord;
  } catch {
    return undefined;
  }
}

import { machineNow } from '../machine-clock.ts';
import { execFileSync } from 'node:child_process';
import {
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Another process has the data folder open. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** When it was started, as the system says it; null where it does not say. */
  readonly startedAt: string | null;
}

/** What the lock file says: the process that has the folder open, the one it works for, and on which machine. */
interface LockText {
  readonly place: string;
  readonly holder: ProcessMark;
  readonly owner: ProcessMark;
}

/** How often a holder touches its lock file, so that other machines and containers can see that it lives. */
const beatMs = 1_000;

/** How long to watch a lock before it is believed dead. */
export interface Patience {
  /** A lock of another machine or container that is not touched for so long is a dead one's. Several beats. */
  readonly silentMs: number;
  /** How long to wait for a holder whose owner has died: it is about to end. */
  readonly orphanMs: number;
}

const usualPatience: Patience = { silentMs: 5 * beatMs, orphanMs: 10_000 };

/** Machine, boot and process namespace: only within one of them can a process number be looked up. */
function place(): string {
  return [hostname(), readable('/proc/sys/kernel/random/boot_id'), linkTarget('/proc/self/ns/pid')].join(' ').trim();
}

function readable(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** The mark of a running process, null when there is none with that number. */
export function markOf(pid: number): ProcessMark | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  const state = stateOf(pid);
  return state === 'dead' ? null : { pid, startedAt: state };
}

/** Start time of a process; 'dead' for one that has ended and was not yet waited for. */
function stateOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const fields = readable(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? null);
  }
  if (process.platform === 'win32') return null;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

function isAlive(mark: ProcessMark): boolean {
  const now = markOf(mark.pid);
  return now !== null && (now.startedAt === null || mark.startedAt === null || now.startedAt === mark.startedAt);
}

/**
 * Locks a folder for this process, which works for `ownerPid`. A lock left behind by a dead process is taken over; that of a
 * process whose owner died is waited for. Throws FolderInUseError. Returns a function that gives the lock up.
 */
export async function lockFolder(
  folder: string,
  ownerPid: number,
  patience: Patience = usualPatience,
): Promise<() => void> {
  const path = join(folder, 'ringback.lock');
  const own: LockText = {
    place: place(),
    holder: markOf(process.pid) ?? { pid: process.pid, startedAt: null },
    owner: markOf(ownerPid) ?? { pid: ownerPid, startedAt: null },
  };
  const text = JSON.stringify(own);
  while (!create(path, text)) await clearDeadLock(path, own.place, patience);
  const beat = setInterval(() => touch(path, text), beatMs);
  return () => {
    clearInterval(beat);
    if (readable(path) === text) unlinkSync(path);
  };
}

/** Shows that this process lives. Without its lock it must not: another process may be about to open the folder. */
function touch(path: string, text: string): void {
  if (readable(path) !== text) {
    process.stderr.write(`the lock file ${path} was removed or replaced: the embedded database ends\n`);
    process.exit(1);
  }
  const now = new Date(machineNow());
  utimesSync(path, now, now);
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function clearDeadLock(path: string, ownPlace: string, patience: Patience): Promise<void> {
  const text = readable(path);
  const lock = parseLock(text);
  const isDead =
    lock === null || lock.place !== ownPlace
      ? await isSilent(path, patience.silentMs)
      : await hasEnded(lock, patience.orphanMs);
  if (!isDead) throw new FolderInUseError(inUse(dirname(path), lock));
  removeIfUnchanged(path, text);
}

function inUse(folder: string, lock: LockText | null): string {
  const who =
    lock === null
      ? 'another process'
      : `process ${lock.owner.pid} (database process ${lock.holder.pid}, on ${lock.place.split(' ')[0] ?? ''})`;
  return `The data folder ${folder} is in use by ${who}. Stop it first, or give this one a folder of its own.`;
}

async function hasEnded(lock: LockText, orphanMs: number): Promise<boolean> {
  for (let leftMs = orphanMs; isAlive(lock.holder); leftMs -= 20) {
    if (isAlive(lock.owner) || leftMs <= 0) return false;
    await wait(20);
  }
  return true;
}

async function isSilent(path: string, silentMs: number): Promise<boolean> {
  const before = touchedAt(path);
  const lookMs = Math.min(250, silentMs);
  for (let leftMs = silentMs; leftMs > 0; leftMs -= lookMs) {
    await wait(lookMs);
    if (touchedAt(path) !== before) return false;
  }
  return true;
}

function touchedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Moves the file aside before it is removed: of two processes that found it dead only one moves it, and a new one is put back. */
function removeIfUnchanged(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readable(aside) !== text) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function parseLock(text: string): LockText | null {
  try {
    const value: unknown = JSON.parse(text);
    return isLock(value) ? value : null;
  } catch {
    return null;
  }
}

function isLock(value: unknown): value is LockText {
  return isObject(value) && typeof value['place'] === 'string' && isMark(value['holder']) && isMark(value['owner']);
}

function isMark(value: unknown): value is ProcessMark {
  return (
    isObject(value) &&
    typeof value['pid'] === 'number' &&
    (value['startedAt'] === null || typeof value['startedAt'] === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

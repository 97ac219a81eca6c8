import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { FolderInUseError, lockFolder, markOf } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringback-lock-'));
const hasty = { silentMs: 20, orphanMs: 20 };
const path = join(folder, 'ringback.lock');

beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lock of this test with some parts changed. */
async function leaveLock(changed: Record<string, unknown>): Promise<void> {
  const unlock = await lockFolder(folder, process.pid);
  const text: unknown = JSON.parse(readFileSync(path, 'utf8'));
  unlock();
  writeFileSync(path, JSON.stringify({ ...(typeof text === 'object' ? text : {}), ...changed }));
}

test('a locked folder is refused until it is given up', async () => {
  const unlock = await lockFolder(folder, process.pid);
  await expect(lockFolder(folder, process.pid)).rejects.toBeInstanceOf(FolderInUseError);
  unlock();
  const again = await lockFolder(folder, process.pid);
  again();
  expect(readdirSync(folder)).toEqual([]);
});

test('[X1] the lock of a dead process is taken over at once, also when its number is in use again', async () => {
  const later = { pid: process.pid, startedAt: 'another time' };
  await leaveLock({ holder: later, owner: later });
  const unlock = await lockFolder(folder, process.pid);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ holder: markOf(process.pid) });
  unlock();
});

test('[X1] a lock of another machine or container that nobody touches is taken over, also an unreadable one', async () => {
  await leaveLock({ place: 'elsewhere' });
  (await lockFolder(folder, process.pid, hasty))();
  writeFileSync(path, 'half a lo');
  (await lockFolder(folder, process.pid, hasty))();
});

test('[X1] a lock of another machine or container that is touched is respected', async () => {
  await leaveLock({ place: 'elsewhere' });
  const touching = setInterval(() => {
    const now = new Date();
    utimesSync(path, now, now);
  }, 5);
  await expect(lockFolder(folder, process.pid, { ...hasty, silentMs: 100 })).rejects.toBeInstanceOf(FolderInUseError);
  clearInterval(touching);
});

test('of many that find a dead lock one gets the folder', async () => {
  const dead = { pid: process.pid, startedAt: 'another time' };
  await leaveLock({ holder: dead, owner: dead });
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, process.pid)));
  const won = tries.filter((one) => one.status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const one of won) one.value();
});

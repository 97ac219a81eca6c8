import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { batch, callback } from '../testing/samples.ts';
import { markOf } from './folder-lock.ts';
import { openEmbedded, type EmbeddedDatabase } from './open-embedded.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringback-crash-'));
const holders: ChildProcess[] = [];

afterAll(() => {
  for (const holder of holders) holder.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a program that has the folder open and has committed a callback of `tenantId`. */
async function startHolder(tenantId: string): Promise<{ program: ChildProcess; databasePid: number }> {
  const program = fork(new URL('../testing/holder.ts', import.meta.url), [folder, tenantId], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  holders.push(program);
  const message: unknown[] = await once(program, 'message');
  const [said] = message;
  if (typeof said !== 'object' || said === null || !('databasePid' in said) || typeof said.databasePid !== 'number')
    throw new Error('the holder did not start');
  return { program, databasePid: said.databasePid };
}

async function ended(pid: number): Promise<void> {
  while (markOf(pid) !== null) await nextTurn();
}

async function callbackIds(database: EmbeddedDatabase, tenantId: string): Promise<readonly unknown[]> {
  const { rows } = await database.store.load(tenantId);
  return rows.callback
    .map((row) => (typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : null))
    .toSorted();
}

/** Asks until the database answers again after its process was ended. */
async function untilBack<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => null,
    );
    if (answer !== null) return answer.value;
    await nextTurn();
  }
}

test('[X1] kill -9 of the program: its database process ends by itself, the next start has what was acknowledged', async () => {
  const { program, databasePid } = await startHolder('killed_program');
  program.kill('SIGKILL');
  const database = await openEmbedded({ folder });
  expect(await callbackIds(database, 'killed_program')).toEqual(['cb_1']);
  await ended(databasePid);
  await database.close();
}, 60_000);

test('[X1] kill -9 of the database process amid commits: it is started again and has all that was acknowledged', async () => {
  const database = await openEmbedded({ folder });
  const tenantId = 'killed_database';
  const lease = await database.store.holdLease({ tenantId, nodeId: 'n', at: 0, ttlMs: 1_000 });
  const commit = (key: string): Promise<void> =>
    database.store.commit(batch({ tenantId, fence: lease?.fence ?? 0, changes: [callback(key)] }));
  const before = database.processId();
  const acknowledged: string[] = [];
  const all = Array.from({ length: 400 }, async (_, index) => {
    const key = `cb_${String(index).padStart(3, '0')}`;
    await commit(key);
    acknowledged.push(key);
    if (acknowledged.length === 100) process.kill(before ?? 0, 'SIGKILL');
  });
  await Promise.allSettled(all);
  expect(acknowledged.length).toBeLessThan(400);

  const found = await untilBack(() => callbackIds(database, tenantId));
  expect(acknowledged.filter((key) => !found.includes(key))).toEqual([]);
  expect(database.processId()).not.toBe(before);
  await commit('cb_later');
  expect(await callbackIds(database, tenantId)).toContain('cb_later');
  await database.close();
}, 60_000);

test('a second process on the same folder is refused with the number of the first, which goes on', async () => {
  const { program, databasePid } = await startHolder('second');
  const refused = openEmbedded({ folder });
  await expect(refused).rejects.toMatchObject({ name: 'FolderInUseError' });
  await expect(refused).rejects.toThrow(String(program.pid));
  expect(markOf(databasePid)).not.toBeNull();
  program.kill('SIGKILL');
  await ended(databasePid);
}, 60_000);

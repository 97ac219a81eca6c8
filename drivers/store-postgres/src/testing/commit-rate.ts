/**
 * Measures commits of batches of 1, 10 and 100 transitions, one after the other on one connection.
 * A transition is a changed callback and a history entry; a batch also adds an effect, ends one and records a reply.
 *
 *   node drivers/store-postgres/src/testing/commit-rate.ts <folder | postgres://...> [seconds per batch size]
 */
import { machineNow } from '../machine-clock.ts';
import type { Change, HistoryEntry } from '@ringback/core';
import type { CommitBatch, Store } from '@ringback/engine';
import { openEmbedded, openPostgres } from '../index.ts';

const callbackCount = 5_000;
const at = Date.UTC(2026, 2, 2, 9);

function change(index: number, version: number): Change {
  const id = `cb_${index % callbackCount}`;
  const row = {
    id,
    state: version % 2 === 0 ? 'waiting' : 'dialing',
    serviceId: 'svc_sales',
    queueId: 'q_sales',
    phoneNumber: `+4930123${10_000 + (index % callbackCount)}`,
    externalId: null,
    requestedAt: at + (index % callbackCount),
    arrivalAt: at,
    scheduledFor: null,
    dueAt: at + version,
    closedAt: null,
    outcome: null,
    agentId: null,
    attemptsMade: 0,
    version,
    language: 'en',
    skills: ['sales', 'german'],
    promise: { earliestAt: at, latestAt: at + 600_000 },
  };
  return { table: 'callback', key: id, row };
}

function history(sequence: number, itemId: string): HistoryEntry {
  return {
    sequence,
    at,
    type: 'callback.changed',
    itemId,
    serviceId: 'svc_sales',
    queueId: 'q_sales',
    agentId: null,
    actor: 'timer',
    detail: { from: 'waiting', to: 'dialing' },
  };
}

function makeBatch(given: { tenantId: string; fence: number; sequence: number; size: number }): CommitBatch {
  const { tenantId, fence, sequence, size } = given;
  const changes = Array.from({ length: size }, (_, index) => change(sequence + index, sequence));
  return {
    tenantId,
    fence,
    at,
    changes,
    history: changes.map((one, index) => history(sequence + index + 1, one.key)),
    effects: [{ id: `fx_${sequence}`, at, phone: { kind: 'answer', legId: 'leg_1' } }],
    effectIdsDone: [`fx_${sequence - size}`],
    replies: [{ commandId: `cmd_${sequence}`, fingerprint: 'f', reply: { isDone: true }, at }],
  };
}

async function measure(
  store: Store,
  given: { tenantId: string; fence: number; sequence: number; size: number; forMs: number },
): Promise<number> {
  const durations: number[] = [];
  let sequence = given.sequence;
  const begin = performance.now();
  while (performance.now() - begin < given.forMs) {
    const batch = makeBatch({ ...given, sequence });
    const before = performance.now();
    await store.commit(batch);
    durations.push(performance.now() - before);
    sequence += given.size;
  }
  const ratePerSecond = ((sequence - given.sequence) / (performance.now() - begin)) * 1_000;
  durations.sort((a, b) => a - b);
  const percentile = (ratio: number): string => (durations[Math.floor(durations.length * ratio)] ?? 0).toFixed(2);
  process.stdout.write(
    `batch of ${given.size}: ${Math.round(ratePerSecond)} transitions/s, commit p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms\n`,
  );
  return sequence;
}

const [, , where, seconds = '3'] = process.argv;
if (where === undefined) throw new TypeError('expected a folder or a postgres:// address');
const beforeOpening = performance.now();
const database = where.startsWith('postgres')
  ? await openPostgres({ url: where })
  : await openEmbedded({ folder: where });
process.stdout.write(`${database.durability}; opened in ${Math.round(performance.now() - beforeOpening)} ms\n`);
const tenantId = `rate_${machineNow()}`;
const lease = await database.store.holdLease({ tenantId, nodeId: 'rate', at, ttlMs: 1_000 });
if (lease === null) throw new Error('the lease is held');
await database.store.commit({ ...makeBatch({ tenantId, fence: lease.fence, sequence: 0, size: callbackCount }) });
let sequence = callbackCount;
for (const size of [1, 10, 100])
  sequence = await measure(database.store, {
    tenantId,
    fence: lease.fence,
    sequence,
    size,
    forMs: Number(seconds) * 1_000,
  });
await database.close();

import { FenceLostError } from '@ringback/engine';
import { expect, test } from 'vitest';
import { batch, callback, entry, hold, newTenant, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** One writer at a time, and only with the fence it was given. */
export function leaseContract(subject: Subject): void {
  test('[I7] a lease is taken over only after it has expired, and then with a larger fence', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const first = await hold(store, tenantId, 'node_1', startAt, 3_000);
    const ask = (nodeId: string, at: number): ReturnType<typeof store.holdLease> =>
      store.holdLease({ tenantId, nodeId, at, ttlMs: 3_000 });

    expect(await ask('node_2', startAt + 2_999)).toBeNull();
    const second = await ask('node_2', startAt + 3_000);
    expect(second?.fence).toBeGreaterThan(first);
    expect(await ask('node_1', startAt + 3_001)).toBeNull();
  });

  test('[I7] renewing keeps the fence and puts the expiry off', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const first = await hold(store, tenantId, 'node_1', startAt, 3_000);
    expect(await hold(store, tenantId, 'node_1', startAt + 2_000, 3_000)).toBe(first);
    expect(await store.holdLease({ tenantId, nodeId: 'node_2', at: startAt + 4_999, ttlMs: 3_000 })).toBeNull();
  });

  test('[X3] a lease given up is free at once; the next holder has a larger fence', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const first = await hold(store, tenantId, 'node_1');
    await store.releaseLease({ tenantId, nodeId: 'node_2' });
    expect(await store.holdLease({ tenantId, nodeId: 'node_2', at: startAt, ttlMs: 3_000 })).toBeNull();
    await store.releaseLease({ tenantId, nodeId: 'node_1' });
    await expect(store.commit(batch({ tenantId, fence: first }))).rejects.toBeInstanceOf(FenceLostError);
    expect(await hold(store, tenantId, 'node_2')).toBeGreaterThan(first);
    await expect(store.commit(batch({ tenantId, fence: first }))).rejects.toBeInstanceOf(FenceLostError);
  });

  test('[I7] of many nodes that ask at once one gets the lease', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const nodes = Array.from({ length: 12 }, (_, index) => `node_${index}`);
    const leases = await Promise.all(
      nodes.map((nodeId) => store.holdLease({ tenantId, nodeId, at: startAt, ttlMs: 3_000 })),
    );
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
  });

  test('[I7] the commit of an old holder is refused and changes nothing', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const old = await hold(store, tenantId, 'node_1');
    const fence = await hold(store, tenantId, 'node_2', startAt + 3_000);
    await store.commit(
      batch({
        tenantId,
        fence,
        changes: [callback('cb_1', { state: 'waiting' }), callback('cb_2')],
        history: [entry(1)],
      }),
    );
    const before = await store.load(tenantId);

    const late = batch({
      tenantId,
      fence: old,
      changes: [
        callback('cb_1', { state: 'dialing' }),
        { table: 'callback', key: 'cb_2', row: null },
        callback('cb_3'),
      ],
      history: [entry(2)],
      effects: [{ id: 'fx_1', at: startAt, phone: { kind: 'answer', legId: 'leg_1' } }],
      replies: [{ commandId: 'cmd_1', fingerprint: 'f', reply: 'done', at: startAt }],
    });
    await expect(store.commit(late)).rejects.toBeInstanceOf(FenceLostError);

    expect(await store.load(tenantId)).toEqual(before);
    expect(await readModel.history(tenantId, 0, 10)).toEqual([entry(1)]);
    expect(await store.findReplies(tenantId, ['cmd_1'])).toEqual([]);
  });

  test('[I7] without any lease nothing is written; an empty commit asks for the fence too', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    await expect(store.commit(batch({ tenantId, fence: 1, changes: [callback('cb_1')] }))).rejects.toBeInstanceOf(
      FenceLostError,
    );
    await expect(store.commit(batch({ tenantId, fence: 1 }))).rejects.toBeInstanceOf(FenceLostError);
    expect((await store.load(tenantId)).rows.callback).toEqual([]);
  });
}

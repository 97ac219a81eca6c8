import { expect, test } from 'vitest';
import type { CommitBatch } from '@ringback/engine';
import { batch, entry, hold, newTenant, slot, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** History has no gaps, is read in order and answers the questions of the edges. */
export function historyContract(subject: Subject): void {
  test('[I8] history that leaves a gap, repeats or goes back is refused and changes nothing', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const write = (...sequences: number[]): Promise<void> =>
      store.commit(batch({ tenantId, fence, history: sequences.map((sequence) => entry(sequence)) }));
    await expect(write(2)).rejects.toThrow();
    await write(1, 2);
    for (const wrong of [[4], [2], [1], [3, 5], [4, 3]]) await expect(write(...wrong)).rejects.toThrow();
    await write(3);
    expect((await readModel.history(tenantId, 0, 10)).map((one) => one.sequence)).toEqual([1, 2, 3]);
    expect((await store.load(tenantId)).historySequence).toBe(3);
  });

  test('[I7][I8] commits handed over one behind the other are written in that order, and none without the one before', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const write = (sequence: number, changes: CommitBatch['changes'] = []): Promise<void> =>
      store.commit(batch({ tenantId, fence, changes, history: [entry(sequence)] }));
    await Promise.all([write(1), write(2), write(3)]);
    const refused = [write(4, [slot('slot_1', 3, 2)]), write(5, [slot('slot_1', 1, 2)]), write(6)];
    for (const { status } of await Promise.allSettled(refused)) expect(status).toBe('rejected');
    expect((await readModel.history(tenantId, 0, 10)).map((one) => one.sequence)).toEqual([1, 2, 3]);
    expect((await store.load(tenantId)).rows.slot).toEqual([]);
    await write(4);
  });

  test('history is read after a sequence, in order, at most as many as asked for', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const all = Array.from({ length: 5 }, (_, index) =>
      entry(index + 1, { detail: { n: index, nested: { a: [1, null] } }, agentId: 'agt_ana' }),
    );
    await store.commit(batch({ tenantId, fence, history: all }));
    expect(await readModel.history(tenantId, 0, 10)).toEqual(all);
    expect(await readModel.history(tenantId, 2, 2)).toEqual(all.slice(2, 4));
    expect(await readModel.history(tenantId, 5, 2)).toEqual([]);
  });

  test('the timeline of one item and the entries of one queue', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const all = [
      entry(1, { itemId: 'cb_1', type: 'callback.waiting' }),
      entry(2, { itemId: 'cb_2', type: 'callback.connected' }),
      entry(3, { itemId: 'cb_1', type: 'callback.connected' }),
      entry(4, { itemId: 'cb_1', type: 'callback.connected', queueId: 'q_other' }),
      entry(5, { itemId: null, queueId: null, serviceId: null, type: 'callback.connected' }),
    ];
    await store.commit(batch({ tenantId, fence, history: all }));
    expect((await readModel.timeline(tenantId, 'cb_1', 10)).map((one) => one.sequence)).toEqual([1, 3, 4]);
    expect((await readModel.timeline(tenantId, 'cb_1', 2)).map((one) => one.sequence)).toEqual([1, 3]);
    const question = {
      tenantId,
      queueId: 'q_sales',
      type: 'callback.connected',
      fromAt: startAt,
      toAt: startAt + 10,
      countMax: 10,
    };
    expect((await readModel.historyOfQueue(question)).map((one) => one.sequence)).toEqual([2, 3]);
    expect((await readModel.historyOfQueue({ ...question, fromAt: startAt + 3 })).map((one) => one.sequence)).toEqual([
      3,
    ]);
    expect((await readModel.historyOfQueue({ ...question, toAt: startAt + 2 })).map((one) => one.sequence)).toEqual([
      2,
    ]);
  });
}

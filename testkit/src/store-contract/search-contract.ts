import type { CallbackFilter } from '@ringback/engine';
import { expect, test } from 'vitest';
import { batch, callback, hold, newTenant, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** Callbacks are found by what staff know of them, newest first, page by page. */
export function searchContract(subject: Subject): void {
  test('[M2] pages cover everything once, newest first, also where many share one instant', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const requestedAt = (index: number): number => startAt + Math.floor(index / 4) * 1_001;
    const changes = Array.from({ length: 23 }, (_, index) =>
      callback(`cb_${String(index).padStart(2, '0')}`, { requestedAt: requestedAt(index) }),
    );
    await store.commit(batch({ tenantId, fence, changes }));
    const found: unknown[] = [];
    let cursor: string | null = null;
    do {
      const filter: CallbackFilter = { countMax: 5, ...(cursor === null ? {} : { cursor }) };
      const page = await readModel.findCallbacks(tenantId, filter);
      expect(page.rows.length).toBeLessThanOrEqual(5);
      found.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found).toEqual(changes.map((change) => change.row).toReversed());
  });

  test('[M2] filters by state, service, number, external id and time; together they narrow', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    await store.commit(
      batch({
        tenantId,
        fence,
        changes: [
          callback('cb_1', { requestedAt: startAt + 1 }),
          callback('cb_2', {
            requestedAt: startAt + 2,
            state: 'closed',
            closedAt: startAt + 3,
            phoneNumber: '+493012345601',
          }),
          callback('cb_3', { requestedAt: startAt + 3, serviceId: 'svc_help', externalId: 'ext_3' }),
        ],
      }),
    );
    const find = async (filter: Omit<CallbackFilter, 'countMax'>): Promise<unknown[]> =>
      (await readModel.findCallbacks(tenantId, { countMax: 10, ...filter })).rows.map((one) =>
        typeof one === 'object' && one !== null && 'id' in one ? one.id : null,
      );
    expect(await find({})).toEqual(['cb_3', 'cb_2', 'cb_1']);
    expect(await find({ states: ['waiting', 'dialing'] })).toEqual(['cb_3', 'cb_1']);
    expect(await find({ states: [] })).toEqual([]);
    expect(await find({ serviceId: 'svc_help' })).toEqual(['cb_3']);
    expect(await find({ phoneNumber: '+493012345601' })).toEqual(['cb_2']);
    expect(await find({ externalId: 'ext_3' })).toEqual(['cb_3']);
    expect(await find({ fromAt: startAt + 2 })).toEqual(['cb_3', 'cb_2']);
    expect(await find({ toAt: startAt + 2 })).toEqual(['cb_2', 'cb_1']);
    expect(await find({ states: ['waiting'], toAt: startAt + 2 })).toEqual(['cb_1']);
    expect(await find({ externalId: "x' or 'a'='a" })).toEqual([]);
  });

  test('[X4] a cursor that is not ours is refused; full rows are found by id', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    await store.commit(
      batch({ tenantId, fence, changes: [callback('cb_1'), callback('cb_2', { closedAt: startAt })] }),
    );
    for (const cursor of ['', 'x', 'W10', Buffer.from('["a","b"]').toString('base64url'), '\0'])
      await expect(readModel.findCallbacks(tenantId, { countMax: 1, cursor })).rejects.toThrow(/cursor/);
    const rows = await readModel.callbacks(tenantId, ['cb_1', 'cb_2', 'cb_9', 'a"b\\c']);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(callback('cb_2', { closedAt: startAt }).row);
    expect(await readModel.callbacks(tenantId, [])).toEqual([]);
    await readModel.ping();
  });
}

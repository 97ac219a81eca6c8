import { tableNames } from '@ringback/core';
import { expect, test } from 'vitest';
import { batch, callback, entry, hold, newTenant, row, slot, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What is loaded is the live state, as it was committed. */
export function loadContract(subject: Subject): void {
  test('a tenant nobody knows is empty', async () => {
    const state = await subject.open().store.load(newTenant());
    expect(state).toEqual({
      rows: Object.fromEntries(tableNames.map((table) => [table, []])),
      effects: [],
      historySequence: 0,
    });
  });

  test('closed callbacks and calls, their attempts, details and slots of the past are left in the database', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const attempt = (key: string, callbackId: string): ReturnType<typeof row> =>
      row('attempt', key, { callbackId, number: 1 });
    await store.commit(
      batch({
        tenantId,
        fence,
        changes: [
          callback('cb_open'),
          callback('cb_closed', { state: 'closed', closedAt: startAt, outcome: 'completed' }),
          attempt('att_open', 'cb_open'),
          attempt('att_closed', 'cb_closed'),
          row('callback_details', 'cb_open', { name: 'Ana' }),
          row('live_call', 'call_open', { closedAt: null }),
          row('live_call', 'call_closed', { closedAt: startAt }),
          slot('slot_today', 0, 1, startAt),
          slot('slot_past', 0, 1, startAt - 10 * dayMs),
        ],
        history: [entry(1)],
      }),
    );
    const { rows } = await store.load(tenantId);
    const ids = (table: keyof typeof rows): unknown[] =>
      rows[table].map((one) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : null));
    expect(ids('callback')).toEqual(['cb_open']);
    expect(ids('attempt')).toEqual(['att_open']);
    expect(ids('live_call')).toEqual(['call_open']);
    expect(ids('slot')).toEqual(['slot_today']);
    expect(rows.callback_details).toEqual([]);
    expect(await readModel.details(tenantId, ['cb_open'])).toEqual([{ id: 'cb_open', name: 'Ana' }]);
    expect(await readModel.attempts(tenantId, ['cb_closed'])).toEqual([attempt('att_closed', 'cb_closed').row]);
  });

  test('[X1] everything acknowledged is there after it was closed and opened again', async () => {
    const tenantId = newTenant();
    const { store } = subject.open();
    const fence = await hold(store, tenantId);
    await store.commit(
      batch({
        tenantId,
        fence,
        changes: [
          callback('cb_1'),
          slot('slot_1', 1, 2),
          row('configuration', 'service/svc_1', { kind: 'service', id: 'svc_1', document: { name: 'Sales' } }),
        ],
        history: [entry(1), entry(2)],
        effects: [{ id: 'fx_1', at: startAt, phone: { kind: 'answer', legId: 'leg_1' } }],
        replies: [{ commandId: 'cmd_1', fingerprint: 'f', reply: { ok: true }, at: startAt }],
      }),
    );
    const before = await store.load(tenantId);

    const again = await subject.reopen();

    expect(await again.store.load(tenantId)).toEqual(before);
    expect(before.rows.callback).toEqual([callback('cb_1').row]);
    expect((await again.store.findReplies(tenantId, ['cmd_1']))[0]?.reply).toEqual({ ok: true });
    expect(await again.readModel.configuration(tenantId)).toEqual([
      { kind: 'service', id: 'svc_1', document: { name: 'Sales' } },
    ]);
    expect(await hold(again.store, tenantId, 'node_2', startAt + 3_000)).toBeGreaterThan(fence);
  });
}

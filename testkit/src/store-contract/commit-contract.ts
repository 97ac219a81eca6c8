import { tableNames } from '@ringback/core';
import { expect, test } from 'vitest';
import { batch, callback, entry, hold, newTenant, row, slot, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** A batch is written whole or not at all, and rows come back as they went in. */
export function commitContract(subject: Subject): void {
  test('[I3] a slot booked beyond its capacity rolls the whole batch back', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    await store.commit(batch({ tenantId, fence, changes: [slot('slot_1', 1, 2)], history: [entry(1)] }));
    const before = await store.load(tenantId);

    const overbooked = batch({
      tenantId,
      fence,
      changes: [callback('cb_1'), slot('slot_1', 3, 2)],
      history: [entry(2)],
      effects: [{ id: 'fx_1', at: startAt, phone: { kind: 'answer', legId: 'leg_1' } }],
      replies: [{ commandId: 'cmd_1', fingerprint: 'f', reply: 'booked', at: startAt }],
    });
    await expect(store.commit(overbooked)).rejects.toThrow(/slot_not_overbooked/);

    expect(await store.load(tenantId)).toEqual(before);
    expect(await readModel.history(tenantId, 1, 10)).toEqual([]);
    expect(await store.findReplies(tenantId, ['cmd_1'])).toEqual([]);
    await store.commit(batch({ tenantId, fence, changes: [slot('slot_1', 2, 2)], history: [entry(2)] }));
  });

  test('a row is put, put again and removed, in every table', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const loaded = tableNames.filter((table) => table !== 'callback_details' && table !== 'recording');
    const content = { capacity: 2, booked: 1, startsAt: startAt, closedAt: null, callbackId: 'k' };
    await store.commit(
      batch({ tenantId, fence, changes: tableNames.map((table) => row(table, 'k', { ...content, version: 1 })) }),
    );
    await store.commit(
      batch({ tenantId, fence, changes: tableNames.map((table) => row(table, 'k', { ...content, version: 2 })) }),
    );
    const put = await store.load(tenantId);
    for (const table of loaded)
      expect([table, put.rows[table]]).toEqual([table, [{ id: 'k', ...content, version: 2 }]]);

    await store.commit(
      batch({ tenantId, fence, changes: tableNames.map((table) => ({ table, key: 'k', row: null })) }),
    );
    const removed = await store.load(tenantId);
    for (const table of tableNames) expect([table, removed.rows[table]]).toEqual([table, []]);
  });

  test('a large batch arrives whole', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const changes = Array.from({ length: 2_000 }, (_, index) => callback(`cb_${index}`));
    const history = changes.map((_, index) => entry(index + 1));
    await store.commit(batch({ tenantId, fence, changes, history }));
    const state = await store.load(tenantId);
    expect(state.rows.callback).toHaveLength(2_000);
    expect(state.historySequence).toBe(2_000);
  });

  test('effects stay until they are reported done; one begun and done in one batch leaves nothing', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const effect = (id: string): { id: string; at: number; phone: { kind: 'answer'; legId: string } } => ({
      id,
      at: startAt,
      phone: { kind: 'answer', legId: 'leg_1' },
    });
    await store.commit(batch({ tenantId, fence, effects: [effect('fx_1'), effect('fx_2')] }));
    await store.commit(
      batch({ tenantId, fence, effects: [effect('fx_3'), effect('fx_4')], effectIdsDone: ['fx_1', 'fx_4'] }),
    );
    expect((await store.load(tenantId)).effects).toEqual([effect('fx_2'), effect('fx_3')]);
  });

  test('the first reply to a command is kept, whatever it was', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const first = { commandId: 'cmd_1', fingerprint: 'f1', reply: { id: 'cb_1', notes: ['a', null] }, at: startAt };
    const nothing = { commandId: 'cmd_2', fingerprint: 'f2', reply: null, at: startAt + 1 };
    await store.commit(batch({ tenantId, fence, replies: [first, nothing] }));
    await store.commit(batch({ tenantId, fence, replies: [{ ...first, fingerprint: 'other', reply: 'other' }] }));
    expect(await store.findReplies(tenantId, ['cmd_1'])).toEqual([first]);
    expect(await store.findReplies(tenantId, ['cmd_2'])).toEqual([nothing]);
    expect(await store.findReplies(tenantId, ['cmd_3'])).toEqual([]);
    expect(await store.findReplies(newTenant(), ['cmd_1'])).toEqual([]);
  });

  test('[X4] any text comes back as it was; NUL and halves of characters become U+FFFD and stop nothing', async () => {
    const { store, readModel } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const text = 'Zoë 👩‍👩‍👧 "quoted" \\ {a,b} \u202e \n\t \u0001 $1 日本語';
    const details = (content: Record<string, unknown>): ReturnType<typeof row> =>
      row('callback_details', text, { text, [text]: [text], ...content });
    await store.commit(
      batch({
        tenantId,
        fence,
        changes: [details({ odd: 'a\0b\ud800c', 'n\0': 1 })],
        history: [entry(1, { actor: 'a\0b', detail: { text } })],
      }),
    );
    expect(await readModel.details(tenantId, [text])).toEqual([
      { id: text, text, [text]: [text], odd: 'a\ufffdb\ufffdc', 'n\ufffd': 1 },
    ]);
    expect(await readModel.history(tenantId, 0, 1)).toEqual([entry(1, { actor: 'a\ufffdb', detail: { text } })]);
    await store.commit(batch({ tenantId, fence, changes: [{ table: 'callback_details', key: text, row: null }] }));
    expect(await readModel.details(tenantId, [text])).toEqual([]);
  });

  test('tenants do not see each other', async () => {
    const { store, readModel } = subject.open();
    const [one, two] = [newTenant(), newTenant()];
    const fence = await hold(store, one);
    await hold(store, two);
    await store.commit(batch({ tenantId: one, fence, changes: [callback('cb_1')], history: [entry(1)] }));
    expect((await store.load(two)).rows.callback).toEqual([]);
    expect(await readModel.callbacks(two, ['cb_1'])).toEqual([]);
    expect(await readModel.history(two, 0, 10)).toEqual([]);
  });

  test('watchers are told of a commit of their tenant until they end', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const fence = await hold(store, tenantId);
    const seen: string[] = [];
    let told = (): void => undefined;
    const end = await store.watch(tenantId, (what) => {
      seen.push(what);
      told();
    });
    const next = new Promise<void>((resolve) => (told = resolve));
    if (!seen.includes('commit')) {
      await store.commit(batch({ tenantId, fence, changes: [callback('cb_1')] }));
      await next;
    }
    expect(seen).toContain('commit');
    await end();
  });
}

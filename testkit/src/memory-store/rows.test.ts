import { tableNames, type Change } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';
import { expect, test } from 'vitest';
import { copy, withOwnRows } from './rows.ts';

function batchOf(changes: readonly Change[]): CommitBatch {
  return { tenantId: 'main', fence: 1, at: 0, changes, history: [], effects: [], effectIdsDone: [], replies: [] };
}

/** A row with something inside, as live rows have it. */
function aRow() {
  return { id: 'a', dueAt: 1, call: { id: 'call_a', isOnHold: false }, declinedAgentIds: ['agt_ana'], note: null };
}

test.each(tableNames.filter((table) => table !== 'callback' && table !== 'learned_rates'))(
  '[X1] a row of %s is written as it was handed over, whatever becomes of it later, and of what is in it',
  (table) => {
    const row = aRow();
    const [written] = withOwnRows(batchOf([{ table, key: 'a', row }])).changes;
    row.dueAt = 2;
    row.call.isOnHold = true;
    row.declinedAgentIds.push('agt_ben');
    expect(written).toEqual({ table, key: 'a', row: aRow() });
  },
);

test('[X1] what is in the row of a callback is its own: the call goes on changing', () => {
  const live = aRow();
  const [written] = withOwnRows(batchOf([{ table: 'callback', key: 'a', row: { ...live } }])).changes;
  live.call.isOnHold = true;
  expect(written?.row).toEqual(aRow());
});

test('a row that goes stays gone', () => {
  expect(withOwnRows(batchOf([{ table: 'leg', key: 'a', row: null }])).changes).toEqual([
    { table: 'leg', key: 'a', row: null },
  ]);
});

test('a copy is equal and shares nothing', () => {
  const made = { list: [{ a: 1 }, null, 'x'], inner: { deep: { list: [] } }, number: 1, nothing: null };
  const copied = copy(made);
  expect(copied).toEqual(made);
  expect(copied.list[0]).not.toBe(made.list[0]);
  expect(copied.inner.deep.list).not.toBe(made.inner.deep.list);
});

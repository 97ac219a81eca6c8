import { expect, test } from 'vitest';
import type { Touched, Written } from './database.ts';
import { OpenCallbacks } from './open-callbacks.ts';
import { Random } from './random.ts';

const row = (key: string, after: unknown): Touched => ({ table: 'callback', key, before: undefined, after });

function commitOf(...touched: readonly Touched[]): Written {
  const nothing = { changes: [], history: [], effects: [], effectIdsDone: [], replies: [] };
  return { batch: { tenantId: 'main', fence: 1, at: 0, ...nothing }, touched, at: 0, nodeId: 'a' };
}

test('open callbacks stand in the order in which they were stored, until they are closed', () => {
  const open = new OpenCallbacks();
  open.written(commitOf(row('cb_1', { state: 'waiting' }), row('cb_2', { closedAt: null }), row('cb_3', {})));
  open.written(commitOf(row('cb_1', { state: 'dialing' }), { ...row('leg_1', {}), table: 'leg' }));
  expect(open.latest(20)).toEqual(['cb_1', 'cb_2', 'cb_3']);
  open.written(commitOf(row('cb_2', { closedAt: 5 }), row('cb_4', {})));
  expect(open.latest(2)).toEqual(['cb_3', 'cb_4']);
});

test('a draw finds every open callback, and nobody where none is open', () => {
  const open = new OpenCallbacks();
  const random = new Random(1);
  expect(open.some(random)).toBeNull();
  open.written(commitOf(row('cb_1', {}), row('cb_2', {}), row('cb_3', {})));
  const drawn = new Set(Array.from({ length: 60 }, () => open.some(random)));
  expect([...drawn].toSorted()).toEqual(['cb_1', 'cb_2', 'cb_3']);
});

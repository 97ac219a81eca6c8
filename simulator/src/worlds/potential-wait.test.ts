import { expect, test } from 'vitest';
import type { Caller } from './caller.ts';
import { PotentialWaits } from './potential-wait.ts';

function caller(index: number, arrivedAt: number): Caller {
  return { index, to: 'x', arrivedAt, patienceMs: Infinity, serviceMs: 1, startedAt: null, hungUpAt: null };
}

function book(): { readonly waits: PotentialWaits<Caller>; readonly settled: Map<number, number> } {
  const settled = new Map<number, number>();
  return { waits: new PotentialWaits((one, waitMs) => settled.set(one.index, waitMs)), settled };
}

test('[Q9] who gave up at the head would have been served by the next agent', () => {
  const { waits, settled } = book();
  const first = caller(0, 10);
  waits.queued(first);
  first.hungUpAt = 15;
  waits.agentFrees(30);
  expect([...settled]).toEqual([[0, 20]]);
});

test('[Q9] who gave up behind somebody would have come after them', () => {
  const { waits, settled } = book();
  const [ahead, gone] = [caller(0, 0), caller(1, 1)];
  waits.queued(ahead);
  waits.queued(gone);
  gone.hungUpAt = 5;
  waits.agentFrees(10);
  ahead.startedAt = 10;
  waits.served(ahead, 10);
  waits.agentFrees(25);
  expect([...settled]).toEqual([
    [0, 10],
    [1, 24],
  ]);
});

test('[Q9] two who gave up before one agent came are each thought of alone', () => {
  const { waits, settled } = book();
  const [one, two] = [caller(0, 0), caller(1, 2)];
  waits.queued(one);
  waits.queued(two);
  one.hungUpAt = 3;
  two.hungUpAt = 4;
  waits.agentFrees(10);
  expect([...settled]).toEqual([
    [0, 10],
    [1, 8],
  ]);
});

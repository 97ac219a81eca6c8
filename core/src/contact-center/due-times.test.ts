import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueList, DueTimes, type Due } from './due-times.ts';

const dues: fc.Arbitrary<Due> = fc.record({
  at: fc.integer({ min: 1_772_442_000_000, max: 1_772_442_000_050 }),
  kind: fc.constantFrom('item', 'review', 'expiry', 'offer', 'leg', 'hold', 'service', 'slot'),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
});

const order = (a: Due, b: Due): number =>
  a.at - b.at || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function listsOf(planned: readonly Due[]): readonly DueList[] {
  const lists = new Map(planned.map(({ kind }) => [kind, new DueList(kind)]));
  for (const { at, kind, id } of planned) lists.get(kind)?.push(at, id);
  return [...lists.values()];
}

test('[I8] what is due comes earliest first, ties by kind and then id, whatever the order it was planned in', () => {
  fc.assert(
    fc.property(fc.array(dues, { maxLength: 300 }), fc.nat(300), fc.nat(300), (planned, before, atOnce) => {
      const times = new DueTimes();
      for (const due of planned.slice(0, before)) times.push(due);
      times.pushAll(listsOf(planned.slice(before, before + atOnce)));
      for (const due of planned.slice(before + atOnce)) times.push(due);
      expect(times.size).toBe(planned.length);
      const fired: Due[] = [];
      for (let due = times.popDue(Infinity); due !== null; due = times.popDue(Infinity)) fired.push(due);
      expect(fired).toEqual([...planned].sort(order));
      expect(times.nextAt()).toBeNull();
    }),
  );
});

test('[I1] nothing fires before its time', () => {
  const times = new DueTimes();
  times.push({ at: 20, kind: 'item', id: 'late' });
  times.push({ at: 10, kind: 'item', id: 'early' });
  expect(times.popDue(9)).toBeNull();
  expect(times.nextAt()).toBe(10);
  expect(times.popDue(10)?.id).toBe('early');
  expect(times.popDue(19)).toBeNull();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Callback } from './callback.ts';
import { CallbackTable } from './callback-table.ts';
import { CompactCallback } from './compact-callback.ts';

const callbackOf = (id: string, sequence: number): Callback =>
  new CompactCallback({
    id,
    serviceId: 'svc',
    queueId: 'q',
    arrivalAt: 0,
    sequence,
    priority: 0,
    language: 'en',
    createdAt: 0,
    version: 0,
    state: 'waiting',
    phoneNumber: '+1',
    medium: 'phone',
    channel: 'web',
    delivery: 'customer_first',
    isAgentReserved: true,
    requestedAt: 0,
  });

const step = fc.record({ isRemoval: fc.boolean(), id: fc.nat(200).map((index) => `cb_${index}`) });

test('[I8] under any joining and leaving it holds, and walks through, what a Map does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 800 }), fc.nat(100), (steps, reserved) => {
      const table = new CallbackTable();
      table.reserve(reserved);
      const expected = new Map<string, Callback>();
      steps.forEach(({ isRemoval, id }, index) => {
        if (isRemoval) {
          expect(table.delete(id)).toBe(expected.delete(id));
        } else {
          const callback = callbackOf(id, index);
          table.add(callback);
          expected.set(id, callback);
        }
        expect(table.size).toBe(expected.size);
      });
      expect([...table.keys()]).toEqual([...expected.keys()]);
      for (let index = 0; index <= 200; index += 1) expect(table.get(`cb_${index}`)).toBe(expected.get(`cb_${index}`));
    }),
    { numRuns: 60 },
  );
});

test('[I8] a walk during which everybody leaves and others join sees nobody who had left', () => {
  const table = new CallbackTable();
  for (let index = 0; index < 100; index += 1) table.add(callbackOf(`cb_${index}`, index));
  const seen: string[] = [];
  for (const { id } of table.values()) {
    seen.push(id);
    if (seen.length > 1) continue;
    for (let index = 1; index < 99; index += 1) table.delete(`cb_${index}`);
    for (let index = 100; index < 400; index += 1) table.add(callbackOf(`cb_${index}`, index));
  }
  expect(seen.slice(0, 2)).toEqual(['cb_0', 'cb_99']);
});
